package dev.lifeboat.schedule.crontab;

import dev.lifeboat.schedule.CronExpression;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;

/** How far apart the runs of an expression are. */
final class Gap {
  private static final int LOOKED_AT = 200;

  private Gap() {}

  /** The widest distance between two of the next runs. */
  static Duration widest(CronExpression cron, Instant now, ZoneId zone) {
    Duration widest = Duration.ZERO;
    Instant before = cron.next(now, zone);
    for (int i = 0; i < LOOKED_AT; i++) {
      Instant next = cron.next(before, zone);
      Duration gap = Duration.between(before, next);
      widest = gap.compareTo(widest) > 0 ? gap : widest;
      before = next;
    }
    return widest;
  }
}
