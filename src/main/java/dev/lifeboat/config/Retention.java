package dev.lifeboat.config;

import java.time.Duration;
import java.time.ZoneId;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Which backups stay. Each number counts hours, days and so on that have a backup; the last one of
 * each stays. What any rule keeps stays.
 *
 * @param last how many of the newest backups stay
 * @param hourly for how many hours
 * @param daily for how many days
 * @param weekly for how many weeks, from Monday on
 * @param monthly for how many months
 * @param yearly for how many years
 * @param within how long before the newest backup all stay
 * @param timeZone where days begin
 */
public record Retention(
    Optional<Integer> last,
    Optional<Integer> hourly,
    Optional<Integer> daily,
    Optional<Integer> weekly,
    Optional<Integer> monthly,
    Optional<Integer> yearly,
    Optional<Duration> within,
    ZoneId timeZone) {
  public Retention {
    if (Stream.of(last, hourly, daily, weekly, monthly, yearly, within)
        .allMatch(Optional::isEmpty)) {
      throw new IllegalArgumentException("a retention that keeps nothing");
    }
    Stream.of(last, hourly, daily, weekly, monthly, yearly)
        .flatMap(Optional::stream)
        .filter(count -> count < 1)
        .forEach(
            count -> {
              throw new IllegalArgumentException("a retention of " + count);
            });
  }
}
