package dev.lifeboat.anomaly;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The database of another environment under the same name: its first documents were made at other
 * times. In ordinary life the oldest document of a collection stays, or goes when it is old; none
 * appears before it, and the newest doesn't go.
 */
final class Origin implements Rule {
  private static final long SMALL = 10;

  /** People remove what they have just made. */
  private static final Duration LATE = Duration.ofDays(1);

  /** This part of the collections begins earlier or ends earlier. */
  private static final double BACK = 0.5;

  /** This part of the collections begins at another time. */
  private static final double OTHER = 0.8;

  @Override
  public List<Anomaly> examine(Facts now, History history) {
    Map<String, List<ItemFacts>> series = history.series();
    int compared = 0;
    int back = 0;
    int other = 0;
    Map<String, ItemFacts> present = now.byName();
    for (ItemFacts before : history.last().data()) {
      Optional<ItemFacts> item = Optional.ofNullable(present.get(before.name()));
      if (item.isEmpty()
          || item.get().oldest().isEmpty()
          || before.expires()
          || before.documents() < SMALL
          || known(item.get(), series)
          || !begins(series.getOrDefault(before.name(), List.of(before)))) {
        continue;
      }
      compared++;
      Instant oldest = item.get().oldest().get();
      boolean earlier =
          oldest.isBefore(before.oldest().orElseThrow())
              || item.get()
                  .newest()
                  .orElseThrow()
                  .isBefore(before.newest().orElseThrow().minus(LATE));
      back += earlier ? 1 : 0;
      other += earlier || oldest.isAfter(before.oldest().orElseThrow()) ? 1 : 0;
    }
    boolean foreign =
        (back >= 2 && back >= BACK * compared) || (other >= 3 && other >= OTHER * compared);
    return foreign
        ? List.of(
            Anomaly.alarm(
                Kind.FOREIGN,
                ("%d of %d collections begin or end at other times than before, as if it were"
                        + " another database")
                    .formatted(other, compared)))
        : List.of();
  }

  /** Whether it is exactly what an ordinary backup had: after a restore. */
  private static boolean known(ItemFacts item, Map<String, List<ItemFacts>> series) {
    return series.getOrDefault(item.name(), List.of()).stream()
        .anyMatch(before -> before.fingerprint().equals(item.fingerprint()));
  }

  /** Whether it always began with the same document. */
  private static boolean begins(List<ItemFacts> series) {
    Optional<Instant> oldest = series.getLast().oldest();
    return oldest.isPresent() && series.stream().allMatch(item -> item.oldest().equals(oldest));
  }
}
