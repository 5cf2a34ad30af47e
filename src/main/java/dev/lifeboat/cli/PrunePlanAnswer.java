package dev.lifeboat.cli;

import dev.lifeboat.cli.terminal.Table;
import dev.lifeboat.cli.terminal.Table.Column;
import dev.lifeboat.problem.Problem;
import dev.lifeboat.prune.PrunePlan;
import dev.lifeboat.retention.Backup;
import dev.lifeboat.retention.Kept;
import dev.lifeboat.retention.Reason;
import dev.lifeboat.units.ByteSize;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** What a prune would do. */
record PrunePlanAnswer(PrunePlan plan, boolean dryRun) implements Answer {
  /**
   * Its field names are a contract.
   *
   * @param policy whether there is one; without it nothing is removed
   * @param objects how many objects nobody would need any more
   * @param untrusted backups that can't be trusted; they stay
   */
  record Document(
      boolean dryRun,
      boolean policy,
      List<Entry> backups,
      long objects,
      long bytes,
      List<ProblemDocument> untrusted,
      List<ProblemDocument> invalidHolds) {}

  /** One backup, and why it stays; without a reason it goes. */
  record Entry(String id, Instant time, boolean keep, List<ReasonDocument> reasons) {
    static Entry of(Kept kept) {
      return new Entry(
          kept.backup().id().value(),
          kept.backup().time(),
          true,
          kept.reasons().stream()
              .map(reason -> new ReasonDocument(reason.why().toString(), reason.text()))
              .toList());
    }

    static Entry of(Backup removed) {
      return new Entry(removed.id().value(), removed.time(), false, List.of());
    }
  }

  /** Why a backup stays, for programs and for people. */
  record ReasonDocument(String kind, String text) {}

  @Override
  public Object document() {
    return new Document(
        dryRun,
        plan.configured(),
        entries(),
        plan.unneeded().objects(),
        plan.unneeded().bytes(),
        ProblemDocument.of(plan.untrusted()),
        ProblemDocument.of(plan.invalidHolds()));
  }

  private List<Entry> entries() {
    List<Entry> entries = new ArrayList<>();
    plan.retention().kept().forEach(kept -> entries.add(Entry.of(kept)));
    plan.retention().removed().forEach(removed -> entries.add(Entry.of(removed)));
    entries.sort(Comparator.comparing(Entry::time).thenComparing(Entry::id));
    return entries;
  }

  /** What people shall know whatever is done. */
  List<String> warnings() {
    List<String> warnings = new ArrayList<>();
    plan.untrusted().stream().map(Problem::message).forEach(warnings::add);
    plan.invalidHolds().stream().map(Problem::message).forEach(warnings::add);
    for (Kept kept : plan.retention().kept()) {
      kept.reasons().stream()
          .filter(reason -> reason.why() == Reason.Why.UNTIMELY)
          .forEach(
              reason ->
                  warnings.add(
                      "backup '%s' stays: it %s".formatted(kept.backup().id(), reason.text())));
    }
    return warnings;
  }

  @Override
  public String text(Page page) {
    if (!plan.configured()) {
      return "Nothing is removed: there is no 'retention' in the configuration.\n"
          + page.next("lifeboat help prune");
    }
    return plan(page) + (plan.removesAnything() ? page.next("lifeboat prune") : "");
  }

  String plan(Page page) {
    Table table =
        new Table(Column.text("ID"), Column.text("TIME"), Column.text(""), Column.prose("WHY"));
    for (Entry entry : entries()) {
      table.row(
          entry.id(),
          page.moment(entry.time()),
          entry.keep() ? "stays" : "goes",
          entry.keep()
              ? String.join(", ", entry.reasons().stream().map(ReasonDocument::text).toList())
              : "no rule keeps it");
    }
    StringBuilder text = new StringBuilder();
    if (!plan.retention().kept().isEmpty()) {
      text.append(page.table(table)).append('\n');
    }
    if (!plan.untrusted().isEmpty()) {
      text.append(Words.counted(plan.untrusted().size(), "more backup"))
          .append(" can't be trusted and will stay\n");
    }
    return text.append(
            "%s will stay, %s will go, and %s with %s that nobody needs then\n"
                .formatted(
                    Words.counted(plan.retention().kept().size(), "backup"),
                    Words.number(plan.retention().removed().size()),
                    Words.counted(plan.unneeded().objects(), "object"),
                    ByteSize.of(plan.unneeded().bytes())))
        .toString();
  }
}
