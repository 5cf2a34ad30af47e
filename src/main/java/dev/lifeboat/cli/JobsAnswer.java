package dev.lifeboat.cli;

import dev.lifeboat.cli.terminal.Table;
import dev.lifeboat.cli.terminal.Table.Column;
import dev.lifeboat.schedule.ObjectiveInterval;
import dev.lifeboat.schedule.Pause;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** The jobs of a stack. */
record JobsAnswer(List<ScheduledJob> jobs) implements Answer {
  /**
   * Its field names are a contract.
   *
   * @param when as the configuration has it
   * @param intervalSeconds what was derived from an objective; null for other jobs
   * @param warning what is wrong with the objective, or will be; null if nothing
   */
  record Document(
      String name,
      String kind,
      String when,
      Instant next,
      Optional<Duration> intervalSeconds,
      Optional<String> warning,
      Optional<Pause> pause,
      Optional<RunDocument> last) {}

  /** All of them. */
  record All(List<Document> jobs) {}

  @Override
  public Object document() {
    return new All(
        jobs.stream()
            .map(
                each ->
                    new Document(
                        each.job().name(),
                        each.job().kind().toString(),
                        each.job().wording(),
                        each.next(),
                        each.objective().map(ObjectiveInterval::interval),
                        each.objective().flatMap(ObjectiveInterval::warning),
                        each.pause(),
                        each.last().map(RunDocument::of)))
            .toList());
  }

  @Override
  public String text(Page page) {
    Table table =
        new Table(
            Column.text("job"),
            Column.text("kind"),
            Column.prose("when"),
            Column.text("next"),
            Column.text("last"));
    for (ScheduledJob each : jobs) {
      table.row(
          each.job().name(),
          each.job().kind().toString(),
          each.job().wording()
              + each.objective()
                  .map(found -> ": every " + found.interval().toMinutes() + " min")
                  .orElse(""),
          each.pause().isPresent() ? "paused" : page.moment(each.next()),
          each.last().map(run -> run.result().toString()).orElse("never ran"));
    }
    StringBuilder text = new StringBuilder(page.table(table));
    for (ScheduledJob each : jobs) {
      each.objective()
          .flatMap(ObjectiveInterval::warning)
          .ifPresent(
              warning ->
                  text.append(page.ink().warning("!"))
                      .append(' ')
                      .append(page.wrapped(each.job().name() + ": " + warning, 2))
                      .append('\n'));
      each.pause()
          .ifPresent(
              pause ->
                  text.append(
                      "%s is paused %s by %s: %s\n"
                          .formatted(
                              each.job().name(),
                              pause
                                  .until()
                                  .map(end -> "until " + page.moment(end))
                                  .orElse("until it is resumed"),
                              pause.actor(),
                              pause.reason())));
    }
    return text.toString();
  }
}
