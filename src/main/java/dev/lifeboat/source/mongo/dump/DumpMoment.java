package dev.lifeboat.source.mongo.dump;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Which moment a dump is of, as far as one can know without looking into it.
 *
 * @param moment the moment
 * @param from where that is known from, in words
 */
record DumpMoment(Instant moment, String from) {
  private static final String UNKNOWN = "the clock when it was read: nothing else tells";

  // Such as 20251009_143022, 2025-10-09T14:30:22Z, 2025-10-09-1430 or 2025-10-09.
  private static final Pattern WRITTEN =
      Pattern.compile(
          "(?<!\\d)(20\\d\\d)([-_.]?)(\\d\\d)\\2(\\d\\d)"
              + "(?:[-_.T ]?(\\d\\d)[-_.:hH]?(\\d\\d)(?:[-_.:mM]?(\\d\\d))?(Z|UTC)?)?(?!\\d)");

  /** Of what comes by standard input nothing tells the moment but an oplog. */
  static DumpMoment unknown(Instant now) {
    return new DumpMoment(now, UNKNOWN);
  }

  boolean isUnknown() {
    return from.equals(UNKNOWN);
  }

  /**
   * Reads the name, else takes the file's time, which a copy may have changed.
   *
   * @param zone of times in names that don't say theirs
   */
  static DumpMoment of(String name, Instant modified, ZoneId zone, Instant now) {
    return written(name, modified, zone)
        .filter(moment -> !moment.isAfter(now.plusSeconds(60)))
        .map(moment -> new DumpMoment(moment, "its name"))
        .orElseGet(() -> new DumpMoment(modified, "its time of change, which a copy may have set"));
  }

  private static Optional<Instant> written(String name, Instant modified, ZoneId zone) {
    Optional<Instant> last = Optional.empty();
    Matcher matcher = WRITTEN.matcher(name);
    while (matcher.find()) {
      try {
        last = Optional.of(moment(matcher, modified, zone));
      } catch (DateTimeException e) {
        // Digits that are no date.
      }
    }
    return last;
  }

  private static Instant moment(Matcher matcher, Instant modified, ZoneId zone) {
    var day = LocalDate.of(number(matcher, 1), number(matcher, 3), number(matcher, 4));
    ZoneId at = matcher.group(8) == null ? zone : ZoneOffset.UTC;
    if (matcher.group(5) == null) {
      // The file's time is better if it is of that day.
      return LocalDate.ofInstant(modified, at).equals(day)
          ? modified
          : day.atStartOfDay(at).toInstant();
    }
    return LocalDateTime.of(
            day.getYear(),
            day.getMonth(),
            day.getDayOfMonth(),
            number(matcher, 5),
            number(matcher, 6),
            matcher.group(7) == null ? 0 : number(matcher, 7))
        .atZone(at)
        .toInstant();
  }

  private static int number(Matcher matcher, int group) {
    return Integer.parseInt(matcher.group(group));
  }
}
