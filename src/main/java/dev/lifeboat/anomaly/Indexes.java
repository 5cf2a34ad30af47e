package dev.lifeboat.anomaly;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Indexes that are gone while their collection is there. */
final class Indexes implements Rule {
  /** A deployment drops an index or two. */
  private static final int SEVERAL = 2;

  /** It matters if this part of all indexes but those on {@code _id} is lost. */
  private static final double PART = 0.5;

  @Override
  public List<Anomaly> examine(Facts now, History history) {
    List<Anomaly> anomalies = new ArrayList<>();
    int all = 0;
    int lost = 0;
    Map<String, ItemFacts> present = now.byName();
    for (ItemFacts before : history.last().data()) {
      Optional<ItemFacts> item = Optional.ofNullable(present.get(before.name()));
      if (item.isEmpty()) {
        continue;
      }
      all += Math.max(0, before.indexes() - 1);
      int fewer = before.indexes() - item.get().indexes();
      if (fewer > 0) {
        lost += fewer;
        anomalies.add(
            Anomaly.remark(
                Kind.INDEXES_LOST,
                "'%s' has %d indexes, and had %d"
                    .formatted(before.name(), item.get().indexes(), before.indexes())));
      }
    }
    boolean matters = lost >= SEVERAL && lost >= PART * all;
    return anomalies.stream()
        .map(anomaly -> Anomaly.of(anomaly.kind(), matters, anomaly.message()))
        .toList();
  }
}
