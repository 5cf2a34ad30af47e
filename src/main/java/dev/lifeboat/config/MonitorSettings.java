package dev.lifeboat.config;

import dev.lifeboat.units.ByteSize;
import java.time.Duration;

/**
 * From where on something isn't good any more.
 *
 * @param minRoom how much shall be free at the repository
 * @param roomAhead how long before the repository is full that shall be known
 * @param successRate which part of the expected backups shall be good, of one
 * @param successWindow over which time that is counted
 * @param verifyWithin how old the newest verification may be
 * @param drillWithin how old the newest restore or rehearsal may be
 * @param certificateAhead how long before a certificate ends that shall be known
 */
public record MonitorSettings(
    ByteSize minRoom,
    Duration roomAhead,
    double successRate,
    Duration successWindow,
    Duration verifyWithin,
    Duration drillWithin,
    Duration certificateAhead) {
  public static final MonitorSettings DEFAULT =
      new MonitorSettings(
          ByteSize.of(10_000_000_000L),
          Duration.ofDays(14),
          0.95,
          Duration.ofDays(7),
          Duration.ofDays(8),
          Duration.ofDays(100),
          Duration.ofDays(21));

  public MonitorSettings {
    if (!(successRate > 0 && successRate <= 1)) {
      throw new IllegalArgumentException("no part of one: " + successRate);
    }
  }
}
