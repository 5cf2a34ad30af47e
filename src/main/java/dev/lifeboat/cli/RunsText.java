package dev.lifeboat.cli;

import dev.lifeboat.cli.terminal.Facts;
import dev.lifeboat.cli.terminal.Table;
import dev.lifeboat.cli.terminal.Table.Column;
import dev.lifeboat.ledger.ExpectedRun;
import dev.lifeboat.ledger.SuccessRate;
import dev.lifeboat.units.Spans;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;

/** Runs that were expected, for people. */
final class RunsText {
  private RunsText() {}

  static String list(List<ExpectedRun> runs, Page page) {
    Table table =
        new Table(
            Column.text("run"),
            Column.text("due"),
            Column.text("result"),
            Column.number("took"),
            Column.prose("how"));
    for (ExpectedRun run : runs) {
      table.row(
          run.id(),
          page.moment(run.due()),
          run.result().toString(),
          run.took().map(Spans::print).orElse(""),
          run.message().isEmpty() ? run.backup() : run.message());
    }
    return page.table(table);
  }

  static String rates(RunHistory history, Page page) {
    StringBuilder text = new StringBuilder();
    new TreeMap<>(history.rates())
        .forEach((job, rate) -> text.append(rate(job, rate, history, page)).append('\n'));
    return text.toString();
  }

  private static String rate(String job, SuccessRate rate, RunHistory history, Page page) {
    String sign = rate.good() == rate.expected() ? page.ok() : page.ink().warning("!");
    return String.format(
        Locale.ROOT,
        "%s %s: %d of %d that were expected within %s came to a good end (%.0f %%)",
        sign,
        job,
        rate.good(),
        rate.expected(),
        Spans.print(history.window()),
        Math.floor(rate.share() * 100));
  }

  static String one(ExpectedRun run, Path log, Page page) {
    Facts facts =
        new Facts()
            .add("run", run.id())
            .add("job", run.job() + " (" + run.kind() + ")")
            .add("due", page.moment(run.due()))
            .add("attempt", String.valueOf(run.attempt()))
            .add("host", run.host());
    run.started().ifPresent(at -> facts.add("started", page.moment(at)));
    run.took().ifPresent(span -> facts.add("took", Spans.print(span)));
    if (run.status().isPresent()) {
      facts.add("exit", String.valueOf(run.status().getAsInt()));
    }
    if (!run.backup().isEmpty()) {
      facts.add("backup", run.backup());
    }
    if (run.started().isPresent()) {
      facts.add("log", log.toString());
    }
    return "%s %s%s\n"
            .formatted(
                run.result().good() ? page.ok() : page.failed(),
                run.result(),
                run.message().isEmpty() ? "" : ": " + run.message())
        + facts.print(page.ink());
  }
}
