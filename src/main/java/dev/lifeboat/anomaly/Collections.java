package dev.lifeboat.anomaly;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Collections that are gone, new, or called otherwise. */
final class Collections implements Rule {
  /** What was in all of so many backups is established. */
  private static final int ESTABLISHED = 3;

  /** Around this part of its documents a collection may change while it gets another name. */
  private static final double SAME_DOCUMENTS = 0.1;

  private static final double SAME_BYTES = 0.25;
  private static final int SOME = 5;

  @Override
  public List<Anomaly> examine(Facts now, History history) {
    List<Anomaly> anomalies = new ArrayList<>();
    Map<String, ItemFacts> present = now.byName();
    Map<String, ItemFacts> before = history.last().byName();
    List<ItemFacts> fresh =
        new ArrayList<>(
            now.data().stream()
                .filter(item -> !before.containsKey(item.name()) && !rotates(item, history.last()))
                .toList());
    for (ItemFacts item : history.last().data()) {
      if (present.containsKey(item.name())) {
        continue;
      }
      Optional<ItemFacts> heir =
          fresh.stream().filter(candidate -> alike(item, candidate)).findFirst();
      if (heir.isPresent()) {
        fresh.remove(heir.get());
        anomalies.add(
            Anomaly.remark(
                Kind.COLLECTION_RENAMED,
                "'%s' seems to be called '%s' now".formatted(item.name(), heir.get().name())));
      } else if (established(item, history) && !rotates(item, now)) {
        anomalies.add(
            Anomaly.of(
                Kind.COLLECTION_GONE,
                item.documents() > 0,
                String.format(
                    Locale.ROOT,
                    "'%s' is gone, with %,d documents",
                    item.name(),
                    item.documents())));
      }
    }
    for (ItemFacts item : fresh) {
      anomalies.add(
          Anomaly.remark(
              Kind.COLLECTION_NEW,
              String.format(
                  Locale.ROOT, "'%s' is new, with %,d documents", item.name(), item.documents())));
    }
    return anomalies;
  }

  private static boolean alike(ItemFacts old, ItemFacts fresh) {
    if (old.documents() == 0) {
      return false;
    }
    return old.fingerprint().equals(fresh.fingerprint())
        || (near(old.documents(), fresh.documents(), SAME_DOCUMENTS, SOME)
            && near(old.bytes(), fresh.bytes(), SAME_BYTES, 0)
            && fresh.documents() > 0);
  }

  private static boolean near(long one, long other, double part, double atLeast) {
    return Math.abs(one - other) <= Math.max(part * one, atLeast);
  }

  /** Not only for a while, as what an aggregation writes and a job removes. */
  private static boolean established(ItemFacts item, History history) {
    List<Facts> backups = history.backups();
    return backups.subList(Math.max(0, backups.size() - ESTABLISHED), backups.size()).stream()
        .allMatch(backup -> backup.item(item.name()).isPresent());
  }

  /** One of several that differ by digits only, such as a log for each month. */
  private static boolean rotates(ItemFacts item, Facts others) {
    return !item.family().equals(item.name())
        && others.data().stream().anyMatch(other -> other.family().equals(item.family()));
  }
}
