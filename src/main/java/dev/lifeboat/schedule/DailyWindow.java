package dev.lifeboat.schedule;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;

/**
 * The part of the day in which a job may begin.
 *
 * @param from the first moment, on the clock on the wall
 * @param to the first moment outside; before {@code from} when midnight lies inside
 */
public record DailyWindow(LocalTime from, LocalTime to) {
  public DailyWindow {
    if (from.equals(to)) {
      throw new IllegalArgumentException("an empty window");
    }
  }

  /**
   * Reads {@code 22:00-06:00}.
   *
   * @throws IllegalArgumentException if it has another form
   */
  public static DailyWindow parse(String text) {
    String[] ends = text.split("-", -1);
    if (ends.length != 2) {
      throw new IllegalArgumentException("not two times");
    }
    try {
      return new DailyWindow(LocalTime.parse(ends[0].strip()), LocalTime.parse(ends[1].strip()));
    } catch (DateTimeException e) {
      throw new IllegalArgumentException("not a time of day", e);
    }
  }

  public boolean contains(Instant moment, ZoneId zone) {
    LocalTime time = LocalTime.ofInstant(moment, zone);
    boolean late = !time.isBefore(from);
    boolean early = time.isBefore(to);
    return from.isBefore(to) ? late && early : late || early;
  }

  /** That moment if it is inside, else the next begin. */
  Instant atOrAfter(Instant moment, ZoneId zone) {
    if (contains(moment, zone)) {
      return moment;
    }
    LocalDateTime local = LocalDateTime.ofInstant(moment, zone);
    LocalDateTime begin = local.toLocalDate().atTime(from);
    LocalDateTime next = begin.isBefore(local) ? begin.plusDays(1) : begin;
    return next.atZone(zone).toInstant();
  }

  @Override
  public String toString() {
    return from + "-" + to;
  }
}
