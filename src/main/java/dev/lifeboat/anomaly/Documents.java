package dev.lifeboat.anomaly;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Collections that have far fewer documents than before, and never lost so many at once. */
final class Documents implements Rule {
  /** A collection that loses this part of its documents from one backup to the next has lost. */
  private static final double LOST = 0.5;

  /** This part is worth a remark. */
  private static final double FEWER = 0.25;

  /** One that fell as deep before, as queues do, may fall again: to this part of the depth. */
  private static final double USUAL = 0.8;

  /** Smaller collections double and halve on ordinary days. */
  private static final long SMALL = 20;

  /** What is lost matters if it is this part of all documents, or of all bytes. */
  private static final double SHARE = 0.05;

  /**
   * If this part of the time that its documents span is over, the oldest were removed: an ordinary
   * purge. Whatever deletes without regard to age leaves one of the first documents.
   */
  private static final double AGED = 0.25;

  @Override
  public List<Anomaly> examine(Facts now, History history) {
    Map<String, ItemFacts> present = now.byName();
    Map<String, List<ItemFacts>> series = history.series();
    long allDocuments = Math.max(1, history.last().documents());
    long allBytes = Math.max(1, history.last().bytes());
    List<Fall> falls = new ArrayList<>();
    int compared = 0;
    for (ItemFacts before : history.last().data()) {
      ItemFacts item = present.get(before.name());
      if (item == null || before.expires() || before.documents() < SMALL) {
        continue;
      }
      compared++;
      double fall = fall(before, item);
      if (fall > FEWER && usual(series, before) < USUAL * fall) {
        falls.add(new Fall(before, item));
      }
    }
    // A purge is of one collection; where most have lost documents, age is no excuse.
    boolean most = compared >= 2 && falls.size() * 2 > compared;
    List<Anomaly> anomalies = new ArrayList<>();
    for (Fall one : falls) {
      ItemFacts before = one.before();
      ItemFacts item = one.now();
      if (!most && aged(before, item)) {
        continue;
      }
      boolean matters =
          (before.documents() - item.documents()) > SHARE * allDocuments
              || (before.bytes() - item.bytes()) > SHARE * allBytes;
      anomalies.add(
          Anomaly.of(
              Kind.DOCUMENTS_LOST,
              matters && fall(before, item) > LOST,
              String.format(
                  Locale.ROOT,
                  "'%s' has %,d documents, and had %,d",
                  item.name(),
                  item.documents(),
                  before.documents())));
    }
    return anomalies;
  }

  private record Fall(ItemFacts before, ItemFacts now) {}

  /** Which part of the documents is gone. */
  private static double fall(ItemFacts before, ItemFacts now) {
    return 1 - (double) now.documents() / Math.max(1, before.documents());
  }

  /** The deepest fall so far. */
  private static double usual(Map<String, List<ItemFacts>> series, ItemFacts item) {
    List<ItemFacts> seen = series.getOrDefault(item.name(), List.of());
    double deepest = 0;
    for (int i = 1; i < seen.size(); i++) {
      deepest = Math.max(deepest, fall(seen.get(i - 1), seen.get(i)));
    }
    return deepest;
  }

  private static boolean aged(ItemFacts before, ItemFacts now) {
    if (before.oldest().isEmpty() || before.newest().isEmpty() || now.oldest().isEmpty()) {
      return false;
    }
    Instant start = before.oldest().get();
    Duration span = Duration.between(start, before.newest().get());
    Duration moved = Duration.between(start, now.oldest().get());
    return moved.toMillis() > AGED * span.toMillis()
        && !now.newest().orElse(Instant.MIN).isBefore(before.newest().get());
  }
}
