package dev.lifeboat.anomaly;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** As many documents as before, and far fewer bytes: cut short, or fields removed. */
final class Lengths implements Rule {
  /** Below this part of the least average that there ever was, documents are shorter. */
  private static final double SHORTER = 0.85;

  /** Below this part of the bytes before: new short documents alone don't take bytes away. */
  private static final double FEWER_BYTES = 0.9;

  /** Below this part of the documents before, it is another matter: documents are lost. */
  private static final double AS_MANY = 0.9;

  private static final long SMALL = 20;

  /** What is lost matters if it is this part of all bytes. */
  private static final double SHARE = 0.05;

  @Override
  public List<Anomaly> examine(Facts now, History history) {
    Map<String, List<ItemFacts>> series = history.series();
    List<Anomaly> anomalies = new ArrayList<>();
    long lost = 0;
    Map<String, ItemFacts> present = now.byName();
    for (ItemFacts before : history.last().data()) {
      Optional<ItemFacts> item = Optional.ofNullable(present.get(before.name()));
      if (item.isEmpty() || before.expires() || before.documents() < SMALL) {
        continue;
      }
      double least =
          series.getOrDefault(before.name(), List.of(before)).stream()
              .mapToDouble(ItemFacts::average)
              .min()
              .orElse(0);
      if (item.get().documents() >= AS_MANY * before.documents()
          && item.get().bytes() < FEWER_BYTES * before.bytes()
          && item.get().average() < SHORTER * least) {
        lost += before.bytes() - item.get().bytes();
        anomalies.add(
            Anomaly.remark(
                Kind.DOCUMENTS_SHORTER,
                String.format(
                    Locale.ROOT,
                    "the documents of '%s' have %,.0f bytes on average, and never had fewer than"
                        + " %,.0f",
                    before.name(),
                    item.get().average(),
                    least)));
      }
    }
    boolean matters = lost > SHARE * history.last().bytes();
    return anomalies.stream()
        .map(anomaly -> Anomaly.of(anomaly.kind(), matters, anomaly.message()))
        .toList();
  }
}
