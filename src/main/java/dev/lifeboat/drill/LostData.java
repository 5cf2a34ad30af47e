package dev.lifeboat.drill;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What would have been lost, had the loss been at T0: the actual RPO.
 *
 * @param span from the moment that was restored to T0
 * @param collections what is in production and didn't come back, per collection; empty if
 *     production could not be asked, or was not
 * @param note why the documents aren't told, if they aren't
 */
public record LostData(Duration span, List<CollectionLoss> collections, Optional<String> note) {
  public LostData {
    collections = List.copyOf(collections);
  }

  /** How many documents more production holds; empty if it was not asked. */
  public OptionalLong documents() {
    return collections.isEmpty()
        ? OptionalLong.empty()
        : OptionalLong.of(collections.stream().mapToLong(CollectionLoss::missing).sum());
  }

  /**
   * One collection.
   *
   * @param name the namespace
   * @param live how many documents production has now
   * @param restored how many came back
   */
  public record CollectionLoss(String name, long live, long restored) {
    /** How many documents more production has; what was changed or deleted there doesn't show. */
    public long missing() {
      return Math.max(0, live - restored);
    }
  }
}
