package dev.lifeboat.schedule.crontab;

import dev.lifeboat.schedule.JobKind;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/**
 * Finds what is wrong with a crontab.
 *
 * @param runs whether there is a program at a path
 * @param objective how much of a database or of volumes may be lost, where it is stated
 */
public record CrontabExam(
    Predicate<Path> runs, Map<JobKind, Duration> objective, Instant now, ZoneId zone) {
  public CrontabExam {
    objective = Map.copyOf(objective);
  }

  /** The defects by their lines. */
  public List<Defect> defects(Crontab crontab) {
    List<Defect> all = new ArrayList<>(crontab.defects());
    for (CronEntry entry : crontab.entries()) {
      all.addAll(new CommandLook(runs).defects(entry));
      pace(entry, all);
    }
    all.sort(Comparator.comparingInt(Defect::line));
    return all;
  }

  private void pace(CronEntry entry, List<Defect> all) {
    Recognized.kind(entry)
        .filter(objective::containsKey)
        .ifPresent(
            kind ->
                entry
                    .when()
                    .map(cron -> Gap.widest(cron, now, zone))
                    .filter(gap -> gap.compareTo(objective.getOrDefault(kind, gap)) >= 0)
                    .ifPresent(
                        gap ->
                            all.add(
                                new Defect(
                                    entry.line(),
                                    true,
                                    ("its runs are up to %s h apart, and a run takes time too: an"
                                            + " objective of %s h can't be met")
                                        .formatted(
                                            hours(gap), hours(objective.getOrDefault(kind, gap))),
                                    "let the objective set the pace: 'rpo' in a job of"
                                        + " lifeboat.yaml"))));
  }

  private static String hours(Duration span) {
    return span.toMinutes() % 60 == 0
        ? String.valueOf(span.toHours())
        : String.valueOf(Math.round(span.toMinutes() / 6.0) / 10.0);
  }
}
