package dev.lifeboat.cli;

import dev.lifeboat.cli.terminal.Facts;
import dev.lifeboat.source.ItemProof;
import dev.lifeboat.units.ByteSize;
import dev.lifeboat.units.Spans;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** A backup that was written as a dump. */
record ExportAnswer(Exported exported) implements Answer {
  /**
   * Its field names are a contract.
   *
   * @param bytes how many bytes of documents were written
   * @param clear true if it is not encrypted
   */
  record Document(
      String backup,
      Instant moment,
      String target,
      String form,
      long bytes,
      boolean clear,
      boolean proven,
      List<RestoreAnswer.Proof> proof,
      Duration seconds) {}

  @Override
  public Object document() {
    return new Document(
        exported.manifest().backup().value(),
        exported.manifest().moment(),
        exported.target(),
        exported.form(),
        exported.bytes(),
        exported.clear(),
        exported.proof().stream().allMatch(ItemProof::holds),
        exported.proof().stream().map(RestoreAnswer.Proof::of).toList(),
        exported.took());
  }

  @Override
  public String text(Page page) {
    return facts(page) + page.next(next());
  }

  /** The same without what to do next: for a reader who has the dump already. */
  String facts(Page page) {
    long proven = exported.proof().stream().filter(ItemProof::holds).count();
    long documents =
        exported.proof().stream().mapToLong(proof -> Words.documents(proof.actual())).sum();
    Facts facts =
        new Facts()
            .add("to", exported.target())
            .add("form", exported.form())
            .add("moment", page.moment(exported.manifest().moment()))
            .add(
                "content",
                "%s, %s"
                    .formatted(Words.counted(documents, "document"), ByteSize.of(exported.bytes())))
            .add(
                "proof",
                "%d of %s written as in the backup"
                    .formatted(proven, Words.counted(exported.proof().size(), "item")))
            .add("took", Spans.print(exported.took()));
    if (exported.clear()) {
      facts.warning("warning", "it is not encrypted: whoever can read it can read the data");
    }
    return page.ok()
        + " Exported: backup "
        + page.ink().bold(exported.manifest().backup().value())
        + "\n"
        + facts.print(page.ink());
  }

  private String next() {
    String target = exported.target();
    if (exported.form().contains("folder")) {
      return "mongorestore --dir='%s'".formatted(target);
    }
    String gzip = exported.form().contains("gzip") ? " --gzip" : "";
    return exported.clear()
        ? "mongorestore%s --archive='%s'".formatted(gzip, target)
        : "gpg --decrypt '%s' | mongorestore%s --archive".formatted(target, gzip);
  }
}
