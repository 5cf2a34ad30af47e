package dev.lifeboat.units;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

/** Moments as people write and read them: local time with its offset. */
public final class Moments {
  private static final DateTimeFormatter LOCAL =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss xxx");
  private static final DateTimeFormatter COMPACT =
      DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);

  private Moments() {}

  /** Such as {@code 2026-11-22 10:15:00 +01:00}. */
  public static String print(Instant moment, ZoneId zone) {
    return LOCAL.format(moment.atZone(zone));
  }

  /** Such as {@code 20261122T091500Z}: sorts by time, and is fit for a file's name. */
  public static String compact(Instant moment) {
    return COMPACT.format(moment);
  }

  /**
   * Reads {@code 2026-11-22 10:15[:00]} and {@code 2026-11-22} (its end) in the zone given, or a
   * moment with an offset of its own such as {@code 2026-11-22T09:15:00Z}.
   *
   * @throws IllegalArgumentException with a message for people, if the text has another form
   */
  public static Instant parse(String text, ZoneId zone) {
    String form =
        text.strip().replaceFirst("^(\\d{4}-\\d{2}-\\d{2}) (?=\\d)", "$1T").replace(" ", "");
    try {
      if (form.length() == 10) {
        return LocalDate.parse(form).plusDays(1).atStartOfDay(zone).toInstant().minusNanos(1);
      }
      if (form.endsWith("Z") || form.lastIndexOf('+') > 10 || form.lastIndexOf('-') > 10) {
        return OffsetDateTime.parse(form).toInstant();
      }
      return LocalDateTime.parse(form).atZone(zone).toInstant();
    } catch (DateTimeException e) {
      throw new IllegalArgumentException(
          "'" + text + "' is not a time such as '2026-11-22 10:15:00' or 2026-11-22T09:15:00Z", e);
    }
  }
}
