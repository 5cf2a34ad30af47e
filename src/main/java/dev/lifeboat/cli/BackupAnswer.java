package dev.lifeboat.cli;

import dev.lifeboat.backup.BackupReport;
import dev.lifeboat.cli.terminal.Facts;
import dev.lifeboat.problem.ExitCode;
import dev.lifeboat.problem.Problem;
import dev.lifeboat.repository.manifest.Manifest;
import dev.lifeboat.source.SourceKind;
import dev.lifeboat.units.ByteSize;
import dev.lifeboat.units.Spans;
import java.time.Duration;

/** A backup that was made. */
record BackupAnswer(BackupReport report) implements Answer {
  @Override
  public Object document() {
    return BackupDocument.of(report);
  }

  @Override
  public ExitCode exit() {
    if (partial()) {
      return ExitCode.PARTIAL;
    }
    return report.suspicious() ? ExitCode.SUSPICIOUS : ExitCode.OK;
  }

  @Override
  public String text(Page page) {
    BackupDocument backup = BackupDocument.of(report);
    Manifest manifest = report.manifest();
    Facts facts =
        new Facts()
            .add("id", page.ink().bold(backup.id()))
            .add("size", sizes(manifest))
            .add(
                "content",
                Words.content(manifest.source(), backup.collections().size(), backup.documents()))
            .add("location", backup.location())
            .add(
                "consistency",
                "%s, %s".formatted(backup.consistency(), page.moment(backup.moment())))
            .add("took", Spans.print(Duration.between(backup.startedAt(), backup.finishedAt())));
    for (Problem problem : report.missing()) {
      facts.warning("missing", problem.message());
    }
    report.anomalies().forEach(anomaly -> facts.warning("anomaly", anomaly));
    return head(page) + facts.print(page.ink()) + page.next(next(backup.id()));
  }

  private String head(Page page) {
    if (partial()) {
      return page.failed() + " Backup completed in part: it lacks what is named below\n";
    }
    if (report.suspicious()) {
      return page.failed()
          + " Backup completed, and it is suspicious: 'latest' stays the one before\n";
    }
    return page.ok() + " Backup completed\n";
  }

  private String next(String id) {
    if (partial()) {
      return volumes() ? "lifeboat backup volumes" : "lifeboat backup";
    }
    return report.suspicious()
        ? "lifeboat show latest --diff " + id
        : "lifeboat verify %s --level content".formatted(volumes() ? id : "latest");
  }

  /** What was read, what that takes in the repository, and what of it is new there. */
  static String sizes(Manifest manifest) {
    return "%s source, %s stored, %s of it new"
        .formatted(
            ByteSize.of(manifest.sourceBytes()),
            ByteSize.of(manifest.storedBytes()),
            ByteSize.of(manifest.newBytes()));
  }

  private boolean volumes() {
    return report.manifest().source().equals(SourceKind.VOLUMES);
  }

  private boolean partial() {
    return !report.missing().isEmpty() || !report.manifest().complete();
  }
}
