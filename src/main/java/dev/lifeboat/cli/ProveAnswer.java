package dev.lifeboat.cli;

import dev.lifeboat.cli.terminal.Facts;
import dev.lifeboat.cli.terminal.Table;
import dev.lifeboat.cli.terminal.Table.Column;
import dev.lifeboat.problem.ExitCode;
import dev.lifeboat.problem.Problem;
import dev.lifeboat.source.DumpFacts;
import dev.lifeboat.source.DumpPart;
import dev.lifeboat.source.ItemProof;
import dev.lifeboat.units.ByteSize;
import dev.lifeboat.units.Spans;
import dev.lifeboat.verify.RestoreProof;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What a dump is worth. */
record ProveAnswer(Proved proved) implements Answer {
  /**
   * Its field names are a contract.
   *
   * @param holds true if all of it is whole and came back
   * @param age how old its moment is
   * @param server what it was restored into; null if nothing could be
   * @param obstacle why nothing could be restored on this host; null if it could
   * @param proof how what was restored compares with the dump
   */
  record Document(
      boolean holds,
      DumpDocument dump,
      Duration age,
      Optional<String> server,
      Optional<ProblemDocument> obstacle,
      List<RestoreAnswer.Proof> proof,
      List<String> findings,
      List<String> warnings,
      Duration seconds) {}

  @Override
  public Object document() {
    Optional<RestoreProof> proof = proved.proof();
    return new Document(
        proved.holds(),
        DumpDocument.of(proved.dump()),
        age(),
        proof.map(RestoreProof::server),
        proved.obstacle().map(ProblemDocument::of),
        proof.map(RestoreProof::items).orElse(List.of()).stream()
            .map(RestoreAnswer.Proof::of)
            .toList(),
        proof.map(RestoreProof::findings).orElse(List.of()).stream()
            .map(problem -> problem.message())
            .toList(),
        proved.warnings(),
        took());
  }

  @Override
  public ExitCode exit() {
    if (proved.holds()) {
      return ExitCode.OK;
    }
    return proved
        .obstacle()
        .filter(obstacle -> proved.dump().whole())
        .map(obstacle -> obstacle.code().exit())
        .orElse(ExitCode.VERIFICATION_FAILED);
  }

  private Duration age() {
    Duration age = Duration.between(proved.dump().moment(), proved.at());
    return age.isNegative() ? Duration.ZERO : age;
  }

  private Duration took() {
    return proved.read().plus(proved.proof().map(RestoreProof::took).orElse(Duration.ZERO));
  }

  @Override
  public String text(Page page) {
    StringBuilder text = new StringBuilder(head(page)).append('\n').append(origin(page));
    if (!proved.dump().parts().isEmpty()) {
      text.append('\n').append(parts(page));
    }
    String damage = damage(page);
    if (!damage.isEmpty()) {
      text.append('\n').append(damage);
    }
    text.append('\n').append(result(page));
    for (String warning : proved.warnings()) {
      text.append(page.ink().warning("warning:"))
          .append(' ')
          .append(page.wrapped(warning, 9))
          .append('\n');
    }
    return text.append(page.next(next())).toString();
  }

  private String head(Page page) {
    String name = page.ink().bold(proved.dump().name());
    if (proved.holds()) {
      return page.ok() + " This dump restores: " + name;
    }
    if (proved.dump().whole() && proved.obstacle().isPresent()) {
      return page.failed() + " This dump can be read, and was not restored: " + name;
    }
    long whole = proved.dump().parts().stream().filter(DumpPart::whole).count();
    return page.failed()
        + (proved.dump().whole()
            ? " This dump does not come back as it was: "
            : " This dump is damaged (%d of %s whole): "
                .formatted(whole, Words.counted(proved.dump().parts().size(), "collection")))
        + name;
  }

  private String origin(Page page) {
    DumpFacts dump = proved.dump();
    Facts facts =
        new Facts()
            .add("form", dump.form() + ", " + ByteSize.of(dump.bytes()))
            .add(
                "moment",
                "%s, %s old, by %s"
                    .formatted(page.moment(dump.moment()), Spans.print(age()), dump.momentFrom()));
    dump.serverVersion().ifPresent(version -> facts.add("source", "MongoDB " + version));
    dump.sha256().ifPresent(digest -> facts.add("sha256", digest));
    if (dump.oplog() > 0) {
      facts.add("oplog", Words.counted(dump.oplog(), "operation"));
    }
    return facts.print(page.ink());
  }

  private String parts(Page page) {
    Map<String, ItemProof> restored = new HashMap<>();
    proved
        .proof()
        .ifPresent(proof -> proof.items().forEach(item -> restored.put(item.name(), item)));
    Table table =
        new Table(
            Column.prose("COLLECTION"),
            Column.text("KIND"),
            Column.number("DOCUMENTS"),
            Column.number("SIZE"),
            Column.number("INDEXES"),
            Column.text("READ"),
            Column.text("RESTORED"));
    for (DumpPart part : proved.dump().parts()) {
      boolean view = part.kind().equals("view");
      table.row(
          part.name(),
          part.kind(),
          view ? "-" : Words.number(part.documents()),
          view ? "-" : ByteSize.of(part.bytes()).toString(),
          view ? "-" : String.valueOf(part.indexes()),
          part.whole() ? page.symbols().ok() : page.symbols().failed(),
          Optional.ofNullable(restored.get(part.name()))
              .map(item -> item.holds() ? page.symbols().ok() : page.symbols().failed())
              .orElse("-"));
    }
    return page.table(table);
  }

  private String damage(Page page) {
    StringBuilder text = new StringBuilder();
    for (String damage : proved.dump().damage()) {
      line(text, page, "it " + damage);
    }
    for (DumpPart part : proved.dump().parts()) {
      for (String damage : part.damage()) {
        line(text, page, part.name() + ": " + damage);
      }
    }
    proved
        .proof()
        .ifPresent(
            proof -> proof.findings().forEach(finding -> line(text, page, finding.message())));
    return text.toString();
  }

  private static void line(StringBuilder text, Page page, String words) {
    text.append(page.failed()).append(' ').append(page.wrapped(words, 2)).append('\n');
  }

  private String result(Page page) {
    Facts facts = new Facts();
    if (proved.obstacle().isPresent()) {
      Problem obstacle = proved.obstacle().get();
      facts.warning("restored", "no: " + obstacle.message());
      obstacle.hints().forEach(hint -> facts.add("hint", hint));
    } else if (proved.proof().isEmpty()) {
      facts.add("restored", "nothing: no collection of it is whole");
    }
    proved
        .proof()
        .ifPresent(
            proof -> {
              long same = proof.items().stream().filter(ItemProof::holds).count();
              facts.add(
                  "restored", "into a throw-away " + proof.server() + ", which is gone again");
              facts.add(
                  "proof",
                  "%d of %s came back byte for byte"
                      .formatted(same, Words.counted(proof.items().size(), "item")));
            });
    return facts.add("took", Spans.print(took())).print(page.ink());
  }

  private String next() {
    return proved.holds()
        ? "lifeboat import '%s'".formatted(proved.dump().name())
        : "mongodump --archive=NEW.gz --gzip --oplog, then lifeboat prove NEW.gz";
  }
}
