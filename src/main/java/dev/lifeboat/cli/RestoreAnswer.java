package dev.lifeboat.cli;

import dev.lifeboat.cli.terminal.Facts;
import dev.lifeboat.cli.terminal.Table;
import dev.lifeboat.cli.terminal.Table.Column;
import dev.lifeboat.problem.ExitCode;
import dev.lifeboat.restore.RestoreReport;
import dev.lifeboat.source.Fingerprint;
import dev.lifeboat.source.InsertedDocuments;
import dev.lifeboat.source.ItemProof;
import dev.lifeboat.source.LifeSign;
import dev.lifeboat.source.PhaseTime;
import dev.lifeboat.units.ByteSize;
import dev.lifeboat.units.Spans;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * A restore that was done.
 *
 * @param undo the command that takes it back
 */
record RestoreAnswer(RestoreReport report, String undo) implements Answer {
  /**
   * Its field names are a contract.
   *
   * @param keptUntil until when 'undo' can take it back; null if there was nothing before
   */
  record Document(
      String id,
      String backup,
      String stack,
      String target,
      Instant moment,
      boolean proven,
      List<Proof> proof,
      List<Phase> phases,
      Duration seconds,
      Optional<Instant> keptUntil,
      List<String> warnings,
      List<Sign> services,
      List<Sign> probes) {}

  /**
   * How a service is since it was started again, or what came of a probe.
   *
   * @param state the same in words
   */
  record Sign(String name, boolean good, String state, Duration seconds) {
    static List<Sign> of(List<LifeSign> signs, LifeSign.Kind kind) {
      return signs.stream()
          .filter(sign -> sign.kind() == kind)
          .map(sign -> new Sign(sign.name(), sign.good(), sign.words(), sign.took()))
          .toList();
    }
  }

  /**
   * How one collection compares with the backup.
   *
   * @param documents how many were read back
   * @param expected the fingerprint in the backup; null where there is nothing to fingerprint
   * @param actual the fingerprint that was read back
   * @param inserted what became of the documents, where only missing ones were inserted
   */
  record Proof(
      String namespace,
      String kind,
      long documents,
      long bytes,
      Optional<String> expected,
      Optional<String> actual,
      boolean proven,
      List<String> differences,
      Optional<String> note,
      Optional<InsertedDocuments> inserted) {
    static Proof of(ItemProof item) {
      return new Proof(
          item.name(),
          item.kind(),
          Words.documents(item.actual()),
          Words.bytes(item.actual()),
          item.expected().map(Fingerprint::sum),
          item.actual().map(Fingerprint::sum),
          item.holds(),
          item.differences(),
          item.note(),
          item.inserted());
    }
  }

  /** How long a phase took. */
  record Phase(String name, Duration seconds) {
    static List<Phase> of(List<PhaseTime> phases) {
      return phases.stream().map(phase -> new Phase(phase.name(), phase.took())).toList();
    }
  }

  @Override
  public Object document() {
    return new Document(
        report.id(),
        report.manifest().backup().value(),
        report.manifest().stack(),
        report.target(),
        report.manifest().moment(),
        proven(),
        report.proof().stream().map(Proof::of).toList(),
        Phase.of(report.phases()),
        report.took(),
        report.keptUntil(),
        report.warnings(),
        Sign.of(report.signs(), LifeSign.Kind.SERVICE),
        Sign.of(report.signs(), LifeSign.Kind.PROBE));
  }

  @Override
  public ExitCode exit() {
    if (proven()) {
      return report.signs().stream().allMatch(LifeSign::good) ? ExitCode.OK : ExitCode.PARTIAL;
    }
    return isFilled() ? ExitCode.PARTIAL : ExitCode.VERIFICATION_FAILED;
  }

  /** True if only missing documents were inserted. */
  private boolean isFilled() {
    return report.proof().stream().anyMatch(item -> item.inserted().isPresent());
  }

  private boolean proven() {
    return report.proof().stream().allMatch(ItemProof::holds);
  }

  @Override
  public String text(Page page) {
    StringBuilder text = new StringBuilder();
    String done = isFilled() ? "Filled" : "Restored";
    text.append(
        proven()
            ? page.ok() + " " + done + " and proven"
            : page.failed() + " " + done + ", and it differs");
    text.append(": backup ").append(page.ink().bold(report.manifest().backup().value()));
    text.append("\n\n").append(proof(page)).append('\n').append(facts(page));
    for (String warning : report.warnings()) {
      text.append(page.ink().warning("warning:")).append(' ').append(warning).append('\n');
    }
    text.append(VolumeTables.signs(report.signs(), page));
    if (report.signs().isEmpty()) {
      text.append("\nNext: start the application and look at it.\n");
    } else {
      text.append("\nNext: look at the application.\n");
    }
    report
        .keptUntil()
        .ifPresent(
            until ->
                text.append("To go back: ")
                    .append(page.ink().bold(undo))
                    .append(" (until " + page.moment(until) + ")\n"));
    return text.toString();
  }

  private String proof(Page page) {
    StringBuilder text = new StringBuilder(page.table(table(page)));
    for (ItemProof item : report.proof()) {
      item.differences()
          .forEach(
              difference ->
                  text.append("%s %s: %s%n".formatted(page.failed(), item.name(), difference)));
      item.note().ifPresent(note -> text.append("  %s: %s%n".formatted(item.name(), note)));
    }
    return text.toString();
  }

  private Table table(Page page) {
    if (isOfVolumes()) {
      return VolumeTables.proof(report.proof(), page);
    }
    return isFilled() ? inserted(page) : items(page);
  }

  private boolean isOfVolumes() {
    return report.proof().stream().anyMatch(item -> item.kind().equals("volume"));
  }

  private Table inserted(Page page) {
    Table table =
        new Table(
            Column.prose("COLLECTION"),
            Column.number("INSERTED"),
            Column.number("WERE THERE"),
            Column.number("CONFLICTS"),
            Column.number("CHANGED SINCE"),
            Column.text("PROOF"));
    for (ItemProof item : report.proof()) {
      item.inserted()
          .ifPresent(
              count ->
                  table.row(
                      item.name(),
                      Words.number(count.inserted()),
                      Words.number(count.present()),
                      Words.number(count.conflicts()),
                      Words.number(count.changed()),
                      item.holds() ? page.symbols().ok() : page.symbols().failed()));
    }
    return table;
  }

  private Table items(Page page) {
    Table table =
        new Table(
            Column.prose("COLLECTION"),
            Column.number("DOCUMENTS"),
            Column.number("SIZE"),
            Column.text("FINGERPRINT"),
            Column.text("PROOF"));
    for (ItemProof item : report.proof()) {
      boolean counted = item.actual().isPresent();
      table.row(
          item.name(),
          counted ? Words.number(Words.documents(item.actual())) : "-",
          counted ? ByteSize.of(Words.bytes(item.actual())).toString() : "-",
          Words.digits(item.actual().map(Fingerprint::sum)),
          item.holds() ? page.symbols().ok() : page.symbols().failed());
    }
    return table;
  }

  private String facts(Page page) {
    long documents = report.proof().stream().mapToLong(i -> Words.documents(i.actual())).sum();
    long bytes = report.proof().stream().mapToLong(i -> Words.bytes(i.actual())).sum();
    long proven = report.proof().stream().filter(ItemProof::holds).count();
    return new Facts()
        .add("into", report.target())
        .add("back to", page.moment(report.manifest().moment()))
        .add(
            "content",
            isFilled()
                ? Words.counted(documentsInserted(), "document") + " inserted, no other touched"
                : "%s, %s"
                    .formatted(
                        isOfVolumes()
                            ? Words.number(documents) + " files, folders and links"
                            : Words.counted(documents, "document"),
                        ByteSize.of(bytes)))
        .add(
            "proof",
            (isFilled()
                    ? "of %d of %s every document is there"
                    : isOfVolumes()
                        ? "%d of %s as in the backup: content, owners, modes, times, links"
                        : "%d of %s as in the backup: documents, indexes, options")
                .formatted(
                    proven,
                    Words.counted(report.proof().size(), isOfVolumes() ? "volume" : "collection")))
        .add("took", page.wrapped(took(report.took(), report.phases()), 11))
        .print(page.ink());
  }

  private long documentsInserted() {
    return report.proof().stream()
        .flatMap(item -> item.inserted().stream())
        .mapToLong(InsertedDocuments::inserted)
        .sum();
  }

  static String took(Duration all, List<PhaseTime> phases) {
    return Spans.print(all)
        + phases.stream()
            .map(phase -> phase.name() + " " + Spans.print(phase.took()))
            .collect(Collectors.joining(", ", " (", ")"));
  }
}
