package dev.lifeboat.io;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.UUID;

/** Gives a finished file its name, unless the name is taken. */
final class NewName {
  private static final int TRIES = 500;
  private static final int MILLIS_BETWEEN = 20;

  private NewName() {}

  /**
   * A hard link is the one act that makes a whole file visible and fails if the name is taken.
   * Where the file system has no links (exFAT, some network shares), {@link #rename} takes over. It
   * is tried whatever the link's error was: it is as safe, and fails of the same cause if that
   * wasn't about links.
   *
   * @throws FileAlreadyExistsException if the name is taken
   */
  static void give(Path temp, Path file) throws IOException {
    try {
      Files.createLink(file, temp);
    } catch (FileAlreadyExistsException e) {
      // NFS repeats a request whose answer was lost; then it is our own link that is in the way.
      if (!isLinkTo(temp, file)) {
        throw e;
      }
    } catch (NoSuchFileException e) {
      throw e;
    } catch (FileSystemException | UnsupportedOperationException e) {
      rename(temp, file, TRIES);
    }
  }

  /**
   * Renames under a claim that only one can hold, since a rename alone would replace the file of
   * another who was quicker. A claim is held for a moment; if its holder is killed just then, it
   * blocks this one name until it is swept.
   */
  static void rename(Path temp, Path file, int tries) throws IOException {
    Path claim = claimOf(file);
    take(claim, file, tries);
    try {
      if (Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
        throw new FileAlreadyExistsException(file.toString());
      }
      Files.move(temp, file, StandardCopyOption.ATOMIC_MOVE);
    } finally {
      Files.deleteIfExists(claim);
    }
  }

  private static void take(Path claim, Path file, int tries) throws IOException {
    for (int i = 0; i < tries; i++) {
      try {
        TempFile.open(claim, FileMode.PRIVATE).close();
        return;
      } catch (FileAlreadyExistsException held) {
        pause();
      }
    }
    throw new FileSystemException(
        file.toString(), null, "another process has claimed the name with '" + claim + "'");
  }

  /** The name may be as long as a name can be, so the claim has a digest of it. */
  static Path claimOf(Path file) {
    byte[] name = file.getFileName().toString().getBytes(StandardCharsets.UTF_8);
    return file.resolveSibling(TempFile.PREFIX + "claim-" + UUID.nameUUIDFromBytes(name));
  }

  private static boolean isLinkTo(Path temp, Path file) {
    try {
      return Files.isSameFile(temp, file);
    } catch (IOException e) {
      return false;
    }
  }

  private static void pause() throws InterruptedIOException {
    try {
      Thread.sleep(MILLIS_BETWEEN);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted");
    }
  }
}
