package dev.lifeboat.cli;

import dev.lifeboat.cli.terminal.Table;
import dev.lifeboat.cli.terminal.Table.Column;
import dev.lifeboat.problem.ExitCode;
import dev.lifeboat.repository.manifest.Manifest;
import dev.lifeboat.units.ByteSize;
import dev.lifeboat.units.Spans;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** What a demo showed. */
record DemoAnswer(DemoReport report) implements Answer {
  /**
   * Its field names are a contract.
   *
   * @param identical whether everything came back as it was
   */
  record Document(
      String database,
      String server,
      boolean identical,
      Duration seconds,
      List<Step> steps,
      List<Compared> compared,
      Object backup,
      Object verify,
      Object restore) {}

  /** Something that was done. */
  record Step(String name, Duration seconds) {}

  /** One collection before the disaster and after the restore. */
  record Compared(
      String collection, long documents, String before, String after, boolean identical) {}

  @Override
  public Object document() {
    return new Document(
        report.database(),
        report.server(),
        identical(),
        took(),
        report.steps().stream().map(step -> new Step(step.name(), step.took())).toList(),
        report.compared().stream()
            .map(c -> new Compared(c.collection(), c.documents(), c.before(), c.after(), c.equal()))
            .toList(),
        BackupDocument.of(report.backup()),
        new VerifyAnswer(report.verified()).document(),
        new RestoreAnswer(report.restore(), "lifeboat undo").document());
  }

  @Override
  public ExitCode exit() {
    return identical() ? ExitCode.OK : ExitCode.VERIFICATION_FAILED;
  }

  private boolean identical() {
    return report.verified().holds()
        && !report.compared().isEmpty()
        && report.compared().stream().allMatch(DemoReport.Compared::equal);
  }

  private Duration took() {
    return report.steps().stream().map(DemoReport.Step::took).reduce(Duration.ZERO, Duration::plus);
  }

  @Override
  public String text(Page page) {
    return "\n" + steps(page) + "\n" + collections(page) + "\n" + verdict(page);
  }

  private String steps(Page page) {
    Table table =
        new Table(Column.text("WHAT HAPPENED"), Column.number("TIME"), Column.prose("RESULT"));
    for (DemoReport.Step step : report.steps()) {
      table.row(step.name(), Spans.print(step.took()), step.result());
    }
    return page.table(table.row("all of it", Spans.print(took()), ""));
  }

  private String collections(Page page) {
    Table table =
        new Table(
            Column.prose("COLLECTION"),
            Column.number("DOCUMENTS"),
            Column.text("FINGERPRINT BEFORE"),
            Column.text("AFTER THE RESTORE"),
            Column.text("SAME"));
    for (DemoReport.Compared compared : report.compared()) {
      table.row(
          report.database() + "." + compared.collection(),
          Words.number(compared.documents()),
          Words.digits(Optional.of(compared.before())),
          Words.digits(Optional.of(compared.after())),
          compared.equal() ? page.symbols().ok() : page.symbols().failed());
    }
    return page.table(table);
  }

  private String verdict(Page page) {
    Manifest manifest = report.backup().manifest();
    long documents = report.compared().stream().mapToLong(DemoReport.Compared::documents).sum();
    String sizes =
        "%s of data, %s in the repository"
            .formatted(ByteSize.of(manifest.sourceBytes()), ByteSize.of(manifest.storedBytes()));
    String proof =
        identical()
            ? page.wrapped(
                "Everything came back exactly as it was: %s, %s."
                    .formatted(Words.counted(documents, "document"), sizes),
                2)
            : "What came back is not what was lost: see what is marked "
                + page.symbols().failed()
                + ".";
    String sign = identical() ? page.ok() : page.failed();
    String left =
        "The demo's data, backup and keys are gone again; %s stays where it was, at %s."
            .formatted(report.server(), report.mongod());
    return sign + " " + proof + "\n" + page.wrapped(left, 0) + "\n" + page.next("lifeboat init");
  }
}
