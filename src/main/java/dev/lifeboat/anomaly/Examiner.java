package dev.lifeboat.anomaly;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Compares a backup with its history. Why the limits are what they are: decision record. */
public final class Examiner {
  /** A backup of which more than this part of the bytes is missing is smaller. */
  private static final double SMALLER = 0.5;

  private static final List<Rule> RULES =
      List.of(
          new Collections(),
          new Documents(),
          new Lengths(),
          new Entropy(),
          new Indexes(),
          new Duplicates(),
          new Origin(),
          new Freshness(),
          new Pace());

  private Examiner() {}

  /**
   * What is out of the ordinary.
   *
   * @param history what is known of the backups that count as ordinary, the oldest first; nothing
   *     is out of the ordinary without any
   */
  public static List<Anomaly> examine(Facts now, List<Facts> history) {
    if (history.isEmpty()) {
      return List.of();
    }
    if (isOfVolumes(now)) {
      return Volumes.examine(now, history);
    }
    History past = new History(history);
    if (past.last().documents() > 0 && now.documents() == 0) {
      return List.of(
          Anomaly.alarm(
              Kind.EMPTY,
              String.format(
                  Locale.ROOT,
                  "no document is left; the backup before had %,d in %,d collections",
                  past.last().documents(),
                  past.last().data().size())));
    }
    List<Anomaly> anomalies = new ArrayList<>();
    RULES.forEach(rule -> anomalies.addAll(rule.examine(now, past)));
    return anomalies;
  }

  private static boolean isOfVolumes(Facts facts) {
    return !facts.items().isEmpty()
        && facts.items().stream().allMatch(item -> item.kind().equals(Volumes.KIND));
  }

  /**
   * What can be said on a host that knows only how large the backups before were.
   *
   * @param sizes the lengths of all streams of the backups before, in bytes
   */
  public static List<Anomaly> examineSize(long bytes, List<Long> sizes) {
    long least = sizes.stream().mapToLong(Long::longValue).min().orElse(0);
    return bytes < SMALLER * least
        ? List.of(
            Anomaly.alarm(
                Kind.SMALLER,
                String.format(
                    Locale.ROOT,
                    "it has %,d bytes, and the smallest of the %,d before had %,d",
                    bytes,
                    sizes.size(),
                    least)))
        : List.of();
  }
}
