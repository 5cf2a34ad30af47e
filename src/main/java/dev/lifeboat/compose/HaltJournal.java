package dev.lifeboat.compose;

import dev.lifeboat.io.DurableFiles;
import dev.lifeboat.io.FileBody;
import dev.lifeboat.io.FileException;
import dev.lifeboat.io.FileMode;
import dev.lifeboat.io.Folders;
import dev.lifeboat.io.HostLock;
import dev.lifeboat.problem.Code;
import dev.lifeboat.problem.Problem;
import dev.lifeboat.problem.ProblemException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * The records of halted services, a file each. Whoever works with one has a lock that ends with its
 * process, so that a record without lock was left by one that was killed.
 */
final class HaltJournal {
  private static final String SUFFIX = ".json";
  private static final String REMEDY =
      "'state' in lifeboat.yaml or the variable LIFEBOAT_STATE names another folder";

  private final Path folder;

  /**
   * @param state where the host keeps its state
   */
  HaltJournal(Path state) {
    this.folder = state.resolve("halted");
  }

  /** A record that this process has, until it is closed. */
  static final class Entry implements AutoCloseable {
    private final Path file;
    private final HaltRecord record;
    private final HostLock lock;

    private Entry(Path file, HaltRecord record, HostLock lock) {
      this.file = file;
      this.record = record;
      this.lock = lock;
    }

    HaltRecord record() {
      return record;
    }

    /** There is nothing left to do. */
    void remove() {
      DurableFiles.delete(file);
      DurableFiles.delete(lockOf(file));
    }

    @Override
    public void close() {
      lock.close();
    }
  }

  /**
   * Writes a record down, durably.
   *
   * @throws ProblemException with {@code STATE_UNUSABLE}; then nothing may be stopped
   */
  Entry begin(String id, HaltRecord record) {
    return guarded(
        () -> {
          DurableFiles.createFolders(folder, FileMode.PRIVATE);
          Path file = folder.resolve(id + SUFFIX);
          HostLock lock = HostLock.tryTake(lockOf(file)).orElseThrow(() -> busy(record));
          try {
            DurableFiles.create(file, FileMode.PRIVATE, FileBody.of(record.toJson()));
            return new Entry(file, record, lock);
          } catch (RuntimeException e) {
            lock.close();
            throw e;
          }
        });
  }

  /** Records that others have left or still work with. */
  List<HaltRecord> all() {
    return guarded(() -> files().stream().flatMap(file -> read(file).stream()).toList());
  }

  /**
   * Does something with each record that nobody works with, while this process has it. One that
   * can't be read or dealt with keeps nobody from the others.
   *
   * @param failed told what went wrong with one
   */
  void eachAbandoned(Consumer<Entry> work, Consumer<ProblemException> failed) {
    for (Path file : guarded(this::files)) {
      try {
        guarded(
            () -> {
              HostLock.tryTake(lockOf(file)).ifPresent(lock -> with(file, lock, work));
              return file;
            });
      } catch (ProblemException e) {
        failed.accept(e);
      }
    }
  }

  private static void with(Path file, HostLock lock, Consumer<Entry> work) {
    try (lock) {
      // Read with the lock: until then its owner may have ended well.
      read(file).ifPresent(record -> work.accept(new Entry(file, record, lock)));
    }
  }

  private List<Path> files() {
    return Folders.list(folder, SUFFIX);
  }

  private static Optional<HaltRecord> read(Path file) {
    try {
      return Optional.of(HaltRecord.parse(Files.readAllBytes(file)));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    } catch (IOException e) {
      throw FileException.cannot("read", file, e);
    } catch (IllegalArgumentException e) {
      throw Problem.of(
              Code.STATE_UNUSABLE,
              "'%s' says which services were stopped, and can't be read: %s"
                  .formatted(file, e.getMessage()),
              "use the version of Lifeboat that wrote it",
              "or start the services yourself, then remove that file")
          .causedBy(e);
    }
  }

  private static Path lockOf(Path file) {
    return Path.of(file + ".lock");
  }

  private static ProblemException busy(HaltRecord record) {
    return Problem.of(Code.BUSY, "'%s' is under way already".formatted(record.purpose()))
        .exception();
  }

  private <T> T guarded(Supplier<T> work) {
    try {
      return work.get();
    } catch (FileException e) {
      throw Problem.of(
              Code.STATE_UNUSABLE,
              "the folder '%s', which remembers what was stopped, can't be used: %s"
                  .formatted(folder, e.getMessage()),
              REMEDY)
          .causedBy(e);
    }
  }
}
