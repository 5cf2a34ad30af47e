package dev.lifeboat.io;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;

/**
 * A lock that one process of this host has at most, and that ends with it, however it ends. It is
 * the system's own lock on a file, so it also works between containers that share the folder.
 */
public final class HostLock implements AutoCloseable {
  /**
   * What this process has, by its real path. A system's lock belongs to the whole process, and is
   * lost as soon as the process closes any channel of that file: so none may be opened to ask. That
   * is why this one thing is kept for the process, and not in an object.
   */
  private static final Map<Path, Object> HELD = new ConcurrentHashMap<>();

  /** How often one that waits asks again. */
  private static final Duration BETWEEN = Duration.ofMillis(5);

  private final FileChannel channel;
  private final Path place;
  private final Object holder;

  private HostLock(FileChannel channel, Path place, Object holder) {
    this.channel = channel;
    this.place = place;
    this.holder = holder;
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
      Path place = placeOf(file);
      Object holder = new Object();
      if (HELD.putIfAbsent(place, holder) != null) {
        return Optional.empty();
      }
      Optional<HostLock> lock = Optional.empty();
      try {
        lock = lock(place, holder);
        return lock;
      } finally {
        if (lock.isEmpty()) {
          HELD.remove(place, holder);
        }
      }
    } catch (IOException e) {
      throw FileException.cannot("lock", file, e);
    }
  }

  /**
   * Takes the lock, and waits for it.
   *
   * @param file as in {@link #tryTake}
   * @param patience how long to wait for others
   * @throws FileException if the file can't be used, or others don't let go in time
   */
  public static HostLock take(Path file, Duration patience) {
    long end = System.nanoTime() + patience.toNanos();
    for (; ; ) {
      Optional<HostLock> mine = tryTake(file);
      if (mine.isPresent()) {
        return mine.get();
      }
      if (System.nanoTime() - end > 0) {
        throw FileException.cannot("lock", file, new IOException("somebody else doesn't let go"));
      }
      LockSupport.parkNanos(BETWEEN.toNanos());
    }
  }

  /** The same for each way to say it; the file itself needn't be there yet. */
  private static Path placeOf(Path file) throws IOException {
    Path absolute = file.toAbsolutePath().normalize();
    Path folder = absolute.getParent();
    Path name = absolute.getFileName();
    if (folder == null || name == null) {
      throw new IOException("it is a folder");
    }
    return folder.toRealPath().resolve(name);
  }

  private static Optional<HostLock> lock(Path place, Object holder) throws IOException {
    FileChannel channel =
        FileChannel.open(
            place,
            Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE),
            FileMode.PRIVATE.ofFile());
    boolean taken = false;
    try {
      FileLock lock = channel.tryLock();
      taken = lock != null;
      return taken ? Optional.of(new HostLock(channel, place, holder)) : Optional.empty();
    } finally {
      if (!taken) {
        channel.close();
      }
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
    // After the channel: else this close would take the lock from whoever takes it in between.
    HELD.remove(place, holder);
  }
}
