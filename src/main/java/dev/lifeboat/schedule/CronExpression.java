package dev.lifeboat.schedule;

import com.github.kagkarlsson.scheduler.task.schedule.CronSchedule;
import com.github.kagkarlsson.scheduler.task.schedule.CronStyle;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.zone.ZoneOffsetTransition;
import java.util.Map;

/**
 * Five fields as in a crontab, or {@code @daily} and the like.
 *
 * <p>On the days of a change of the clock it does what Debian's cron does. A time of day that the
 * clock skips is made up for right after the change, and one that comes twice counts once. What is
 * said for every hour or with steps of minutes follows real time: an hour that comes twice has its
 * runs twice, and one that is skipped has none.
 */
public final class CronExpression {
  private static final Map<String, String> NICKNAMES =
      Map.of(
          "@yearly", "0 0 1 1 *",
          "@annually", "0 0 1 1 *",
          "@monthly", "0 0 1 * *",
          "@weekly", "0 0 * * 0",
          "@daily", "0 0 * * *",
          "@midnight", "0 0 * * *",
          "@hourly", "0 * * * *");

  /** No zone changes its clock more often than this in the years that an expression spans. */
  private static final int CHANGES = 1000;

  private final String text;
  private final boolean wild;
  private final CronSchedule calendar;

  private CronExpression(String text, boolean wild, CronSchedule calendar) {
    this.text = text;
    this.wild = wild;
    this.calendar = calendar;
  }

  /**
   * Reads an expression.
   *
   * @throws IllegalArgumentException if it can't be understood, or never comes
   */
  public static CronExpression parse(String given) {
    String text = given.strip().replaceAll("\\s+", " ");
    String fields = NICKNAMES.getOrDefault(text, text);
    String[] parts = fields.split(" ", -1);
    if (parts.length != 5) {
      throw new IllegalArgumentException("not five fields");
    }
    boolean wild = parts[0].startsWith("*") || parts[1].startsWith("*");
    // The library knows the calendar; clocks are ours, so for it all times are UTC.
    CronExpression parsed =
        new CronExpression(text, wild, new CronSchedule(fields, ZoneOffset.UTC, CronStyle.UNIX));
    try {
      parsed.local(LocalDateTime.of(2024, 1, 1, 0, 0));
    } catch (DateTimeException e) {
      throw new IllegalArgumentException("it never comes", e);
    }
    return parsed;
  }

  public String text() {
    return text;
  }

  /** The first moment after another one. */
  public Instant next(Instant after, ZoneId zone) {
    return wild ? inRealTime(after, zone) : byTheClock(after, zone);
  }

  private Instant byTheClock(Instant after, ZoneId zone) {
    LocalDateTime local = LocalDateTime.ofInstant(after, zone);
    while (true) {
      local = local(local);
      ZoneOffsetTransition change = zone.getRules().getTransition(local);
      Instant moment =
          change != null && change.isGap()
              ? change.getInstant()
              : local.atZone(zone).withEarlierOffsetAtOverlap().toInstant();
      if (moment.isAfter(after)) {
        return moment;
      }
    }
  }

  /** From one change of the clock to the next one, each with its own offset. */
  private Instant inRealTime(Instant after, ZoneId zone) {
    ZoneOffset offset = zone.getRules().getOffset(after);
    LocalDateTime from = LocalDateTime.ofInstant(after, offset);
    Instant begin = after;
    for (int i = 0; i < CHANGES; i++) {
      Instant moment = local(from).toInstant(offset);
      ZoneOffsetTransition change = zone.getRules().nextTransition(begin);
      if (change == null || moment.isBefore(change.getInstant())) {
        return moment;
      }
      begin = change.getInstant();
      offset = change.getOffsetAfter();
      // The moment of the change itself counts.
      from = LocalDateTime.ofInstant(begin, offset).minusNanos(1);
    }
    throw new DateTimeException("no moment after " + after);
  }

  /** The first local time after another one. */
  private LocalDateTime local(LocalDateTime after) {
    Instant next = calendar.getInitialExecutionTime(after.toInstant(ZoneOffset.UTC));
    if (next.isAfter(after.plusYears(60).toInstant(ZoneOffset.UTC))) {
      throw new DateTimeException("it never comes");
    }
    return LocalDateTime.ofInstant(next, ZoneOffset.UTC);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof CronExpression cron && cron.text.equals(text);
  }

  @Override
  public int hashCode() {
    return text.hashCode();
  }

  @Override
  public String toString() {
    return text;
  }
}
