package dev.lifeboat.source.volume;

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
import java.util.function.Supplier;

/**
 * The journals of volume restores, a file each in the host's state folder. Every change is durable
 * before the act that it announces. One process works on them at a time: it has the lock, which
 * ends with it.
 *
 * <p>A restore that is under way also has a file {@code ID.open}: as long as it is there, nobody
 * starts the services that the restore had to stop.
 */
final class VolumeJournals {
  private static final String SUFFIX = ".json";

  private final Path folder;

  /**
   * @param state where the host keeps its state
   */
  VolumeJournals(Path state) {
    this.folder = state.resolve("volume-restores");
  }

  /** Takes them all for this process; empty if another has them. */
  Optional<HostLock> lock() {
    return guarded(
        () -> {
          DurableFiles.createFolders(folder, FileMode.PRIVATE);
          return HostLock.tryTake(folder.resolve("lock"));
        });
  }

  List<VolumeRestoreRecord> all() {
    return guarded(() -> files().stream().flatMap(file -> read(file).stream()).toList());
  }

  /** True if there is none, so that nobody needs an engine to settle any. */
  boolean isEmpty() {
    return guarded(() -> files().isEmpty());
  }

  /** Begins or goes on with one. */
  void write(VolumeRestoreRecord record) {
    guarded(
        () -> {
          if (!record.state().isSettled()) {
            DurableFiles.replace(marker(record.id()), FileMode.PRIVATE, FileBody.of(new byte[0]));
          }
          DurableFiles.replace(
              file(record.id()), FileMode.PRIVATE, FileBody.of(VolumeRestoreJson.print(record)));
          if (record.state().isSettled()) {
            DurableFiles.delete(marker(record.id()));
          }
          return record;
        });
  }

  /** Forgets one: nothing is left of it. */
  void remove(String id) {
    guarded(
        () -> {
          DurableFiles.delete(file(id));
          DurableFiles.delete(marker(id));
          return id;
        });
  }

  /** The file that is there while a restore is under way. */
  Path marker(String id) {
    return folder.resolve(id + ".open");
  }

  /** Removes the marks of restores that are settled, or never began: they were cut off. */
  void sweep() {
    guarded(
        () -> {
          for (Path marker : Folders.list(folder, ".open")) {
            String name = String.valueOf(marker.getFileName());
            Path journal = file(name.substring(0, name.length() - ".open".length()));
            if (read(journal).map(record -> record.state().isSettled()).orElse(true)) {
              DurableFiles.delete(marker);
            }
          }
          return folder;
        });
  }

  private Path file(String id) {
    return folder.resolve(id + SUFFIX);
  }

  private List<Path> files() {
    return Folders.list(folder, SUFFIX);
  }

  /** What can't be read is nothing to guess about: it may be a restore of a later version. */
  private static Optional<VolumeRestoreRecord> read(Path file) {
    try {
      return Optional.of(VolumeRestoreJson.parse(Files.readAllBytes(file)));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    } catch (IOException e) {
      throw FileException.cannot("read", file, e);
    } catch (IllegalArgumentException e) {
      throw Problem.of(
              Code.RESTORE_REFUSED,
              "'%s' is the journal of a restore, and can't be read: %s"
                  .formatted(file, e.getMessage()),
              "use the version of Lifeboat that wrote it")
          .causedBy(e);
    }
  }

  private <T> T guarded(Supplier<T> work) {
    try {
      return work.get();
    } catch (FileException e) {
      throw unusable(e);
    }
  }

  private ProblemException unusable(FileException e) {
    return Problem.of(
            Code.STATE_UNUSABLE,
            "the folder '%s', which holds the journals of volume restores, can't be used: %s"
                .formatted(folder, e.getMessage()),
            "'state' in lifeboat.yaml or the variable LIFEBOAT_STATE names another folder")
        .causedBy(e);
  }
}
