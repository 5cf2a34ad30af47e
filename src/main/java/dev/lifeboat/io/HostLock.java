package dev.lifeboat.io;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.Set;

/**
 * A lock that one process of this host has at most, and that ends with it, however it ends. It is
 * the system's own lock on a file, so it also works between containers that share the folder.
 */
public final class HostLock implements AutoCloseable {
  private final FileChannel channel;

  private HostLock(FileChannel channel) {
    this.channel = channel;
  }

  /**
   * Takes the lock.
   *
   * @param file made if it isn't there; it stays, because a lock on a file without name is none
   * @return empty if somebody has it, this process included
   * @throws FileException if the file can't be used
   */
  public static Optional<HostLock> tryTake(Path file) {
    try {
      FileChannel channel =
          FileChannel.open(
              file,
              Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE),
              FileMode.PRIVATE.ofFile());
      if (isLocked(channel)) {
        return Optional.of(new HostLock(channel));
      }
      channel.close();
      return Optional.empty();
    } catch (IOException e) {
      throw FileException.cannot("lock", file, e);
    }
  }

  private static boolean isLocked(FileChannel channel) throws IOException {
    try {
      FileLock lock = channel.tryLock();
      return lock != null;
    } catch (OverlappingFileLockException e) {
      return false;
    } catch (IOException e) {
      channel.close();
      throw e;
    }
  }

  /** Lets others have it. */
  @Override
  public void close() {
    try {
      channel.close();
    } catch (IOException e) {
      // The lock is gone with the channel, whatever became of the file.
    }
  }
}
