package dev.lifeboat.cli;

import dev.lifeboat.cli.terminal.Facts;
import dev.lifeboat.repository.manifest.Manifest;
import dev.lifeboat.source.DumpFacts;
import dev.lifeboat.source.SourceKind;
import dev.lifeboat.units.ByteSize;
import dev.lifeboat.units.Spans;
import java.time.Duration;

/** A dump that became a backup. */
record ImportAnswer(Imported imported) implements Answer {
  /** Its field names are a contract. */
  record Document(BackupDocument backup, DumpDocument dump) {}

  @Override
  public Object document() {
    return new Document(BackupDocument.of(imported.backup()), DumpDocument.of(imported.dump()));
  }

  @Override
  public String text(Page page) {
    BackupDocument backup = BackupDocument.of(imported.backup());
    Manifest manifest = imported.backup().manifest();
    DumpFacts dump = imported.dump();
    Facts facts =
        new Facts()
            .add("id", page.ink().bold(backup.id()))
            .add("from", dump.name())
            .add("form", dump.form() + ", " + ByteSize.of(dump.bytes()))
            .add(
                "content",
                Words.content(manifest.source(), backup.collections().size(), backup.documents()))
            .add("moment", "%s, by %s".formatted(page.moment(backup.moment()), dump.momentFrom()))
            .add("size", BackupAnswer.sizes(manifest))
            .add("location", backup.location())
            .add("took", Spans.print(Duration.between(backup.startedAt(), backup.finishedAt())));
    return page.ok()
        + " %s imported: it is a backup now, restored by its id\n"
            .formatted(isVolume(backup) ? "Volume" : "Dump")
        + facts.print(page.ink())
        + page.next(
            "lifeboat restore "
                + backup.id()
                + (isVolume(backup) ? " --volume" : "")
                + " --dry-run");
  }

  private static boolean isVolume(BackupDocument backup) {
    return backup.source().equals(SourceKind.VOLUMES);
  }
}
