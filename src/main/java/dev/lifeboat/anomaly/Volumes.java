package dev.lifeboat.anomaly;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Volumes that are empty, or hold far less than before. A backup may be of some volumes only, so
 * each is compared with the last backup that has it.
 */
final class Volumes {
  static final String KIND = "volume";

  /** Of an empty volume there is only its root. */
  private static final long ROOT = 1;

  /** A volume that loses this part of its entries and bytes has lost. */
  private static final double LOST = 0.5;

  /** Smaller volumes double and halve on ordinary days. */
  private static final long SMALL = 20;

  private Volumes() {}

  static List<Anomaly> examine(Facts now, List<Facts> history) {
    List<Anomaly> anomalies = new ArrayList<>();
    for (ItemFacts item : now.items()) {
      before(item, history).flatMap(before -> compare(before, item)).ifPresent(anomalies::add);
    }
    return anomalies;
  }

  private static Optional<ItemFacts> before(ItemFacts item, List<Facts> history) {
    return history.reversed().stream().flatMap(past -> past.item(item.name()).stream()).findFirst();
  }

  private static Optional<Anomaly> compare(ItemFacts before, ItemFacts now) {
    if (before.documents() > ROOT && now.documents() <= ROOT) {
      return Optional.of(
          Anomaly.alarm(
              Kind.EMPTY,
              String.format(
                  Locale.ROOT,
                  "the volume '%s' is empty; before it had %,d entries",
                  now.name(),
                  before.documents())));
    }
    boolean fewer = now.documents() < LOST * before.documents();
    boolean smaller = now.bytes() < LOST * before.bytes();
    return before.documents() >= SMALL && (fewer || smaller)
        ? Optional.of(
            Anomaly.of(
                Kind.SMALLER,
                fewer && smaller,
                String.format(
                    Locale.ROOT,
                    "the volume '%s' has %,d entries with %,d bytes, and had %,d with %,d",
                    now.name(),
                    now.documents(),
                    now.bytes(),
                    before.documents(),
                    before.bytes())))
        : Optional.empty();
  }
}
