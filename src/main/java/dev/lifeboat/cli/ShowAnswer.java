package dev.lifeboat.cli;

import dev.lifeboat.cli.terminal.Facts;
import dev.lifeboat.cli.terminal.Table;
import dev.lifeboat.cli.terminal.Table.Column;
import dev.lifeboat.problem.ExitCode;
import dev.lifeboat.source.SourceKind;
import dev.lifeboat.units.ByteSize;
import dev.lifeboat.units.Spans;
import java.time.Duration;

/** One backup. */
record ShowAnswer(ShownBackup shown, BackupDocument backup) implements Answer {
  @Override
  public Object document() {
    return backup;
  }

  @Override
  public ExitCode exit() {
    return shown.entry().problem().map(problem -> problem.code().exit()).orElse(ExitCode.OK);
  }

  @Override
  public String text(Page page) {
    Facts facts =
        new Facts()
            .add("stack", backup.stack())
            .add("moment", page.moment(backup.moment()) + ", consistency " + backup.consistency())
            .add(
                "made",
                "%s, in %s"
                    .formatted(
                        page.moment(backup.startedAt()),
                        Spans.print(Duration.between(backup.startedAt(), backup.finishedAt()))))
            .add("location", backup.location());
    shown.entry().manifest().ifPresent(manifest -> facts.add("size", BackupAnswer.sizes(manifest)));
    backup.reason().ifPresent(reason -> facts.add("reason", reason));
    backup.held().ifPresent(held -> facts.add("held", held));
    if (!backup.tags().isEmpty()) {
      facts.add("tags", String.join(", ", backup.tags()));
    }
    facts.add(
        "signer",
        backup
            .problem()
            .map(problem -> page.failed() + " " + problem.message())
            .orElse(page.ok() + " trusted"));
    backup
        .origin()
        .ifPresent(
            origin ->
                facts.add(
                    "encrypted anew",
                    "from the backup of this name in repository %s, which %s signed"
                        .formatted(origin.repository(), origin.signer())));
    if (backup.suspicious()) {
      facts.add(
          "judgement",
          page.failed()
              + " suspicious; if it is as it should be: lifeboat accept %s --reason TEXT"
                  .formatted(backup.id()));
    }
    backup.accepted().ifPresent(reason -> facts.add("accepted", reason));
    backup.anomalies().forEach(anomaly -> facts.warning("anomaly", anomaly));
    shown.seen().failure().ifPresent(failure -> facts.warning("damaged", failure.words()));
    verified(facts);
    backup.missing().forEach(missing -> facts.warning("missing", missing));
    backup.warnings().forEach(warning -> facts.warning("warning", warning));
    return "Backup "
        + page.ink().bold(backup.id())
        + "\n"
        + facts.print(page.ink())
        + content(page);
  }

  private void verified(Facts facts) {
    ShownBackup.Seen seen = shown.seen();
    seen.proof()
        .map(ProofDocument::of)
        .ifPresent(
            proof ->
                facts.add(
                    "verified",
                    "%s %s ago"
                        .formatted(
                            switch (proof.level()) {
                              case STORED -> "all stored bytes";
                              case CONTENT -> "all content";
                              case RESTORE -> "by restore";
                            },
                            proof.age(seen.now()))));
    seen.coverage()
        .map(CoverageDocument::of)
        .filter(one -> one.checked() > 0)
        .ifPresent(
            one ->
                facts.add(
                    "checked",
                    one.share()
                        + one.age(seen.now())
                            .map(", the last of them %s ago"::formatted)
                            .orElse("")));
  }

  private String content(Page page) {
    if (!backup.opened()) {
      return "\nWhat is in it is encrypted, or not to be trusted; this host can't show it.\n";
    }
    boolean volumes = backup.source().equals(SourceKind.VOLUMES);
    Table table =
        new Table(
            Column.prose(volumes ? "VOLUME" : "COLLECTION"),
            Column.text("KIND"),
            Column.number(volumes ? "ENTRIES" : "DOCUMENTS"),
            Column.number("SIZE"),
            Column.number("INDEXES"),
            Column.text("FINGERPRINT"));
    for (CollectionDocument collection : backup.collections()) {
      boolean view = collection.fingerprint().isEmpty();
      table.row(
          collection.namespace(),
          collection.kind(),
          view ? "-" : Words.number(collection.documents()),
          view ? "-" : ByteSize.of(collection.bytes()).toString(),
          view ? "-" : String.valueOf(collection.indexes()),
          Words.digits(collection.fingerprint()));
    }
    StringBuilder text = new StringBuilder("\n").append(page.table(table));
    for (CollectionDocument accounts : backup.accounts()) {
      text.append("with the %s of '%s'%n".formatted(accounts.kind(), accounts.namespace()));
    }
    return text.toString();
  }
}
