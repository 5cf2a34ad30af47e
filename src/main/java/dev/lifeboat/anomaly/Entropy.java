package dev.lifeboat.anomaly;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;

/**
 * Collections that compress far worse than they ever did, as encrypted data does. What was
 * compressed before it was stored, such as photographs, compresses badly from the start: of that
 * this says nothing.
 */
final class Entropy implements Rule {
  /** So much more of a sample is left after compression. */
  private static final double UP = 0.1;

  /** If documents were added to this part of those before, they alone may be the reason. */
  private static final double GROWN = 1.5;

  /** It matters if such collections are this part of all bytes. */
  private static final double SHARE = 0.1;

  @Override
  public List<Anomaly> examine(Facts now, History history) {
    Map<String, List<ItemFacts>> series = history.series();
    List<Anomaly> anomalies = new ArrayList<>();
    long bytes = 0;
    for (ItemFacts item : now.data()) {
      List<ItemFacts> before = series.getOrDefault(item.name(), List.of());
      OptionalDouble worst =
          before.stream()
              .flatMap(each -> each.ratio().stream())
              .mapToDouble(Double::doubleValue)
              .max();
      if (worst.isEmpty() || item.ratio().isEmpty()) {
        continue;
      }
      double ratio = item.ratio().get();
      if (ratio > worst.getAsDouble() + UP
          && item.documents() <= GROWN * before.getLast().documents()) {
        bytes += item.bytes();
        anomalies.add(
            Anomaly.remark(
                Kind.ENTROPY_UP,
                String.format(
                    Locale.ROOT,
                    "'%s' compresses to %.0f %% of its size, and never did to more than"
                        + " %.0f %%: as if it were encrypted",
                    item.name(),
                    100 * ratio,
                    100 * worst.getAsDouble())));
      }
    }
    boolean matters = bytes > SHARE * now.bytes();
    return anomalies.stream()
        .map(anomaly -> Anomaly.of(anomaly.kind(), matters, anomaly.message()))
        .toList();
  }
}
