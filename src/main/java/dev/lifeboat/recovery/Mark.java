package dev.lifeboat.recovery;

import dev.lifeboat.io.DurableFiles;
import dev.lifeboat.io.FileBody;
import dev.lifeboat.io.FileException;
import dev.lifeboat.io.FileMode;
import dev.lifeboat.io.HostLock;
import dev.lifeboat.problem.Code;
import dev.lifeboat.problem.Problem;
import dev.lifeboat.problem.ProblemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * A file in the host's state folder that is there while something isn't finished, also after a
 * crash. Whoever works on that has its lock, which ends with the process. For use by one thread at
 * a time.
 */
final class Mark implements AutoCloseable {
  private final Path folder;
  private final Path file;
  private final String meaning;
  private Optional<HostLock> lock = Optional.empty();

  /**
   * @param folder made when it is set
   * @param meaning what is under way while it is there, such as {@code a recovery}
   */
  Mark(Path folder, String name, String meaning) {
    this.folder = folder;
    this.file = folder.resolve(name);
    this.meaning = meaning;
  }

  Path file() {
    return file;
  }

  boolean isThere() {
    return Files.exists(file);
  }

  /**
   * Sets it, durably; it may be there already.
   *
   * @throws ProblemException {@code BUSY} if another process works on that, {@code STATE_UNUSABLE}
   *     if it can't be written
   */
  void set() {
    if (!take()) {
      throw Problem.of(
              Code.BUSY,
              "%s is under way in another process".formatted(meaning),
              "wait until that is done: lifeboat watch")
          .exception();
    }
    try {
      DurableFiles.replace(file, FileMode.PRIVATE, FileBody.of(new byte[0]));
    } catch (FileException e) {
      throw unusable(e);
    }
  }

  /** Makes sure that no other process works on that, now and until this is closed. */
  boolean take() {
    if (lock.isEmpty()) {
      try {
        DurableFiles.createFolders(folder, FileMode.PRIVATE);
        lock = HostLock.tryTake(Path.of(file + ".lock"));
      } catch (FileException e) {
        throw unusable(e);
      }
    }
    return lock.isPresent();
  }

  private ProblemException unusable(FileException e) {
    return Problem.of(
            Code.STATE_UNUSABLE,
            "the file '%s', which remembers that %s is under way, can't be written: %s"
                .formatted(file, meaning, e.getMessage()),
            "'state' in lifeboat.yaml or the variable LIFEBOAT_STATE names another folder")
        .causedBy(e);
  }

  /** Takes it away. */
  void remove() {
    DurableFiles.delete(file);
    close();
  }

  /** Lets others work on it; it stays if it is there. */
  @Override
  public void close() {
    lock.ifPresent(HostLock::close);
    lock = Optional.empty();
  }
}
