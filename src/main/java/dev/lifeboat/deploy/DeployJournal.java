package dev.lifeboat.deploy;

import dev.lifeboat.io.DurableFiles;
import dev.lifeboat.io.FileBody;
import dev.lifeboat.io.FileException;
import dev.lifeboat.io.FileMode;
import dev.lifeboat.io.HostLock;
import dev.lifeboat.problem.Code;
import dev.lifeboat.problem.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * A file in the host's state folder that is there from before a deployment's command until it is
 * known to be good, or somebody kept it or rolled it back. Whoever works with it has a lock that
 * ends with its process.
 */
public final class DeployJournal {
  private final Path file;

  /**
   * @param state where the host keeps its state
   */
  public DeployJournal(Path state, String stack) {
    this.file = state.resolve("deployments").resolve(stack + ".json");
  }

  /**
   * Lets one process deploy at a time.
   *
   * @throws dev.lifeboat.problem.ProblemException {@code BUSY} if another one does
   */
  HostLock lock() {
    return guarded(
        () -> {
          Path folder = file.toAbsolutePath().getParent();
          if (folder != null) {
            DurableFiles.createFolders(folder, FileMode.PRIVATE);
          }
          return HostLock.tryTake(lockFile())
              .orElseThrow(
                  () ->
                      Problem.of(
                              Code.BUSY,
                              "another deployment of this stack is under way on this host",
                              "wait until it is done")
                          .exception());
        });
  }

  private Path lockFile() {
    return Path.of(file + ".lock");
  }

  /** What is open, whether or not somebody works on it. */
  public Optional<OpenDeployment> open() {
    return guarded(
        () -> {
          try {
            return Optional.of(OpenDeployment.parse(Files.readAllBytes(file)));
          } catch (NoSuchFileException e) {
            return Optional.empty();
          } catch (IOException e) {
            throw FileException.cannot("read", file, e);
          } catch (IllegalArgumentException e) {
            throw Problem.of(
                    Code.STATE_UNUSABLE,
                    "'%s' says how a deployment stands, and can't be read: %s"
                        .formatted(file, e.getMessage()),
                    "use the version of Lifeboat that wrote it",
                    "or restore yourself what has to be, then remove that file")
                .causedBy(e);
          }
        });
  }

  /** What a process has left that is no more; empty while one works on it. */
  public Optional<OpenDeployment> abandoned() {
    if (!Files.exists(file)) {
      return Optional.empty();
    }
    return guarded(
        () -> {
          Optional<HostLock> lock = HostLock.tryTake(lockFile());
          try {
            return lock.isPresent() ? open() : Optional.empty();
          } finally {
            lock.ifPresent(HostLock::close);
          }
        });
  }

  /** Writes it down, durably. */
  void write(OpenDeployment deployment) {
    guarded(
        () -> {
          DurableFiles.replace(file, FileMode.PRIVATE, FileBody.of(deployment.toJson()));
          return file;
        });
  }

  /** It is settled. */
  void end() {
    DurableFiles.delete(file);
  }

  private <T> T guarded(Supplier<T> work) {
    try {
      return work.get();
    } catch (FileException e) {
      throw Problem.of(
              Code.STATE_UNUSABLE,
              "the file '%s', which remembers a deployment, can't be used: %s"
                  .formatted(file, e.getMessage()),
              "'state' in lifeboat.yaml or the variable LIFEBOAT_STATE names another folder")
          .causedBy(e);
    }
  }
}
