package dev.lifeboat.anomaly;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Most collections have twice the documents: loaded a second time. */
final class Duplicates implements Rule {
  private static final double LEAST = 1.9;
  private static final double MOST = 2.2;
  private static final long SMALL = 50;

  /** A single collection may double on a good day, unless it is large. */
  private static final long LARGE = 1000;

  /** This part of the collections, and of the documents. */
  private static final double PART = 0.6;

  @Override
  public List<Anomaly> examine(Facts now, History history) {
    int compared = 0;
    int doubled = 0;
    long documents = 0;
    Map<String, ItemFacts> present = now.byName();
    for (ItemFacts before : history.last().data()) {
      Optional<ItemFacts> item = Optional.ofNullable(present.get(before.name()));
      if (item.isEmpty() || before.documents() < SMALL || before.expires()) {
        continue;
      }
      compared++;
      if (twice(before.documents(), item.get().documents())
          && twice(before.bytes(), item.get().bytes())) {
        doubled++;
        documents += before.documents();
      }
    }
    boolean enough = doubled >= 2 || documents >= LARGE;
    return enough && doubled >= PART * compared && documents >= PART * history.last().documents()
        ? List.of(
            Anomaly.alarm(
                Kind.DUPLICATED,
                String.format(
                    Locale.ROOT,
                    "%d of %d collections have twice the documents: %,d now, %,d before",
                    doubled,
                    compared,
                    now.documents(),
                    history.last().documents())))
        : List.of();
  }

  private static boolean twice(long before, long now) {
    return now >= LEAST * before && now <= MOST * before;
  }
}
