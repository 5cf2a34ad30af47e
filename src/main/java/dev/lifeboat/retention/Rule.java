package dev.lifeboat.retention;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** One line of a policy. */
sealed interface Rule {
  /**
   * Which backups it keeps, and why.
   *
   * @param series the backups of one series, the newest first
   */
  Map<Backup, Reason> keeps(List<Backup> series);

  /** The newest. */
  record Last(int count) implements Rule {
    @Override
    public Map<Backup, Reason> keeps(List<Backup> series) {
      Map<Backup, Reason> kept = new LinkedHashMap<>();
      series.stream()
          .limit(count)
          .forEach(
              backup ->
                  kept.put(
                      backup,
                      new Reason(
                          Reason.Why.KEEP_LAST,
                          "%s %d of %d".formatted(Reason.Why.KEEP_LAST, kept.size() + 1, count))));
      return kept;
    }
  }

  /** The last one of each of so many periods that have one. */
  record Each(Period period, int count, ZoneId zone) implements Rule {
    @Override
    public Map<Backup, Reason> keeps(List<Backup> series) {
      Map<Backup, Reason> kept = new LinkedHashMap<>();
      String previous = "";
      for (Backup backup : series) {
        String name = period.of(backup.time(), zone);
        if (!name.equals(previous)) {
          if (kept.size() == count) {
            break;
          }
          kept.put(backup, new Reason(period.why(), period.why() + " " + name));
          previous = name;
        }
      }
      return kept;
    }
  }

  /** All that are at most so much older than the newest. */
  record Within(Duration span, String words) implements Rule {
    @Override
    public Map<Backup, Reason> keeps(List<Backup> series) {
      Map<Backup, Reason> kept = new LinkedHashMap<>();
      if (!series.isEmpty()) {
        Instant oldest = series.getFirst().time().minus(span);
        Reason reason = new Reason(Reason.Why.KEEP_WITHIN, Reason.Why.KEEP_WITHIN + " " + words);
        series.stream()
            .filter(backup -> !backup.time().isBefore(oldest))
            .forEach(backup -> kept.put(backup, reason));
      }
      return kept;
    }
  }
}
