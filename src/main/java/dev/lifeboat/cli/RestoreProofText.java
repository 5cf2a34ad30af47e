package dev.lifeboat.cli;

import dev.lifeboat.cli.terminal.Facts;
import dev.lifeboat.cli.terminal.Table;
import dev.lifeboat.cli.terminal.Table.Column;
import dev.lifeboat.source.Fingerprint;
import dev.lifeboat.source.ItemProof;
import dev.lifeboat.units.ByteSize;
import dev.lifeboat.verify.RestoreProof;

/** What came of a restore into a throw-away server, for people. */
record RestoreProofText(RestoreProof proof, Page page) {
  String text() {
    StringBuilder text = new StringBuilder("\n");
    if (!proof.items().isEmpty()) {
      text.append(items()).append('\n');
    }
    proof
        .warnings()
        .forEach(
            warning ->
                text.append(page.ink().warning("warning:"))
                    .append(' ')
                    .append(page.wrapped(warning, 9))
                    .append('\n'));
    return text.append(facts()).toString();
  }

  private String items() {
    Table table =
        new Table(
            Column.prose("COLLECTION"),
            Column.text("KIND"),
            Column.number("DOCUMENTS"),
            Column.number("SIZE"),
            Column.text("FINGERPRINT"),
            Column.text("PROOF"));
    for (ItemProof item : proof.items()) {
      boolean counted = item.actual().isPresent();
      table.row(
          item.name(),
          item.kind(),
          counted ? Words.number(Words.documents(item.actual())) : "-",
          counted ? ByteSize.of(Words.bytes(item.actual())).toString() : "-",
          Words.digits(item.actual().map(Fingerprint::sum)),
          item.holds() ? page.symbols().ok() : page.symbols().failed());
    }
    return page.table(table);
  }

  private String facts() {
    long proven = proof.items().stream().filter(ItemProof::holds).count();
    return new Facts()
        .add("restored", "into a throw-away " + proof.server() + ", which is gone again")
        .add(
            "proof",
            "%d of %s as in the backup"
                .formatted(proven, Words.counted(proof.items().size(), "item")))
        .add("took", page.wrapped(RestoreAnswer.took(proof.took(), proof.phases()), 11))
        .print(page.ink());
  }
}
