package dev.lifeboat.cli;

import dev.lifeboat.cli.terminal.Facts;
import dev.lifeboat.source.ItemProof;
import dev.lifeboat.units.Spans;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** Volumes that were written into a folder. */
record VolumesInFolderAnswer(VolumesInFolder written) implements Answer {
  /** Its field names are a contract. */
  record Document(
      String backup,
      Instant moment,
      String target,
      boolean proven,
      List<RestoreAnswer.Proof> proof,
      Duration seconds,
      List<String> warnings) {}

  @Override
  public Object document() {
    return new Document(
        written.manifest().backup().value(),
        written.manifest().moment(),
        written.folder().toString(),
        written.proof().stream().allMatch(ItemProof::holds),
        written.proof().stream().map(RestoreAnswer.Proof::of).toList(),
        written.took(),
        written.warnings());
  }

  @Override
  public String text(Page page) {
    Facts facts =
        new Facts()
            .add("to", written.folder().toString())
            .add("moment", page.moment(written.manifest().moment()))
            .add("took", Spans.print(written.took()));
    written.warnings().forEach(words -> facts.warning("warning", words));
    return page.ok()
        + " Restored into a folder: backup "
        + page.ink().bold(written.manifest().backup().value())
        + "\n\n"
        + page.table(VolumeTables.proof(written.proof(), page))
        + "\n"
        + facts.print(page.ink())
        + page.next("ls -l '%s'".formatted(written.folder()));
  }
}
