package dev.lifeboat.cli;

import dev.lifeboat.cli.terminal.Facts;
import dev.lifeboat.units.ByteSize;
import dev.lifeboat.units.Spans;
import dev.lifeboat.verify.KeyTestReport;
import java.time.Duration;

/** A key that opens all of a backup. */
record KeyTestAnswer(KeyTestReport report) implements Answer {
  /** Its field names are a contract. */
  record Document(String backup, long objects, long bytes, Duration seconds) {}

  @Override
  public Object document() {
    return new Document(report.backup(), report.objects(), report.bytes(), report.took());
  }

  @Override
  public String text(Page page) {
    Facts facts =
        new Facts()
            .add("backup", report.backup())
            .add(
                "opened",
                "%s, %s in %s"
                    .formatted(
                        Words.counted(report.objects(), "object"),
                        ByteSize.of(report.bytes()),
                        Spans.print(report.took())));
    return page.ok()
        + " The key opens all that the backup needs\n"
        + facts.print(page.ink())
        + page.next("lifeboat verify latest --level content");
  }
}
