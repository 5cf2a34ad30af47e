package dev.lifeboat.maintenance;

import dev.lifeboat.config.MaintenanceItem;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Optional;

/**
 * How an item stands.
 *
 * @param last when it was done last, if ever
 * @param due when it has to be done next
 * @param overdue whether that is over
 */
public record Duty(MaintenanceItem item, Optional<Done> last, Instant due, boolean overdue) {
  /**
   * Judges.
   *
   * @param since since when it is known that it has to be done; counts if it never was
   * @param zone whose days count
   */
  static Duty of(
      MaintenanceItem item, Optional<Done> last, Instant since, Instant now, ZoneId zone) {
    Instant due = last.map(Done::at).orElse(since).atZone(zone).plus(item.every()).toInstant();
    return new Duty(item, last, due, now.isAfter(due));
  }
}
