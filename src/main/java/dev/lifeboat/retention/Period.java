package dev.lifeboat.retention;

import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.time.temporal.IsoFields;

/** A span of the calendar of which the last backup may stay. */
enum Period {
  HOUR(Reason.Why.KEEP_HOURLY),
  DAY(Reason.Why.KEEP_DAILY),
  WEEK(Reason.Why.KEEP_WEEKLY),
  MONTH(Reason.Why.KEEP_MONTHLY),
  YEAR(Reason.Why.KEEP_YEARLY);

  private final Reason.Why why;

  Period(Reason.Why why) {
    this.why = why;
  }

  Reason.Why why() {
    return why;
  }

  /** The period that a moment is in, such as {@code 2026-11-23}. */
  String of(Instant moment, ZoneId zone) {
    ZonedDateTime time = moment.atZone(zone);
    return switch (this) {
      // With the offset, since the clock shows an hour twice when it is set back.
      case HOUR ->
          time.truncatedTo(ChronoUnit.HOURS).toLocalDateTime() + time.getOffset().toString();
      case DAY -> time.toLocalDate().toString();
      case WEEK ->
          "%d-W%02d"
              .formatted(
                  time.get(IsoFields.WEEK_BASED_YEAR), time.get(IsoFields.WEEK_OF_WEEK_BASED_YEAR));
      case MONTH -> YearMonth.from(time).toString();
      case YEAR -> String.valueOf(time.getYear());
    };
  }
}
