package dev.lifeboat;

import dev.lifeboat.config.RepositoryLocation;
import dev.lifeboat.config.S3Location;
import dev.lifeboat.problem.Code;
import dev.lifeboat.problem.Problem;
import dev.lifeboat.storage.ObjectKey;
import dev.lifeboat.storage.Storage;
import dev.lifeboat.storage.local.LocalStorage;
import dev.lifeboat.storage.s3.S3Storage;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;

/** Which storage a location means: the one place that names them. */
record Storages(InstantSource clock) {
  /** Makes the folder of a new repository; a bucket must be there. */
  Storage fresh(RepositoryLocation location) {
    return switch (location) {
      case RepositoryLocation.Folder folder -> {
        LocalStorage.createRoot(folder.path());
        yield new LocalStorage(folder.path());
      }
      case S3Location bucket -> s3(bucket);
    };
  }

  /**
   * What holds a repository that shall be there.
   *
   * @throws dev.lifeboat.problem.ProblemException REPOSITORY_MISSING, if its folder isn't
   */
  Storage existing(RepositoryLocation location) {
    return switch (location) {
      case RepositoryLocation.Folder folder -> {
        require(folder.path());
        yield new LocalStorage(folder.path());
      }
      case S3Location bucket -> s3(bucket);
    };
  }

  private Storage s3(S3Location bucket) {
    return S3Storage.open(bucket, Storages::lockable, clock);
  }

  /** What coordinates backups and prunes comes and goes; all else stays. */
  private static boolean lockable(ObjectKey key) {
    return key.value().startsWith("objects/")
        || key.value().startsWith("backups/")
        || key.value().equals("lifeboat.json");
  }

  private static void require(Path folder) {
    if (Files.isRegularFile(folder)) {
      throw Problem.of(
              Code.REPOSITORY_MISSING,
              "'" + folder + "' is a file, and a repository is a folder",
              "correct 'repository' in lifeboat.yaml")
          .exception();
    }
    if (!Files.isDirectory(folder)) {
      throw Problem.of(
              Code.REPOSITORY_MISSING,
              "there is no folder '" + folder + "' for the repository",
              "if it is on a disk or a share, see whether that is mounted",
              "make a repository: lifeboat init")
          .exception();
    }
  }
}
