package dev.lifeboat.backup;

import dev.lifeboat.progress.Progress;
import dev.lifeboat.repository.BackupRequest;
import dev.lifeboat.repository.BackupWriter;
import dev.lifeboat.repository.Repository;
import dev.lifeboat.repository.manifest.Manifest;
import dev.lifeboat.source.BackupSource;
import dev.lifeboat.source.Capture;
import java.util.ArrayList;
import java.util.List;

/** Makes one backup: announce, capture, store, sign, publish. */
public final class BackupRunner {
  private final Repository repository;
  private final Progress progress;

  public BackupRunner(Repository repository, Progress progress) {
    this.repository = repository;
    this.progress = progress;
  }

  /**
   * Captures a source into the repository. If it fails, there is no backup, and the objects that
   * are stored already are used again by the next one.
   *
   * @throws dev.lifeboat.problem.ProblemException for what people can mend
   * @throws dev.lifeboat.storage.StorageException if the storage fails
   */
  public BackupReport run(BackupSource source, BackupRequest request) {
    try (Progress.Phase phase =
            progress.start("backup", source.estimateBytes(), Progress.Unit.BYTES);
        BackupWriter writer = repository.begin(request, phase)) {
      Capture capture = capture(source, writer);
      capture.warnings().forEach(progress::warn);
      Manifest manifest = writer.publish(capture);
      List<String> warnings = new ArrayList<>(capture.warnings());
      repository
          .catalogueTrouble()
          .map("what this host remembers of the repository is incomplete: "::concat)
          .ifPresent(
              trouble -> {
                progress.warn(trouble);
                warnings.add(trouble);
              });
      return new BackupReport(
          manifest, repository.location(), capture.items(), capture.missing(), warnings);
    }
  }

  private Capture capture(BackupSource source, BackupWriter writer) {
    try {
      return source.capture(writer, progress);
    } catch (RuntimeException e) {
      // When storing has failed, what the source saw is only its consequence.
      throw writer.failure().orElse(e);
    }
  }
}
