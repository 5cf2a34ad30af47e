package dev.lifeboat.units;

import java.time.Duration;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Spans of time as people write and read them. */
public final class Spans {
  /** Nothing here is meant to last longer; and dates a million years ahead break other programs. */
  private static final Duration LONGEST = Duration.ofDays(36_500);

  private static final Pattern PART = Pattern.compile("(\\d{1,9})\\s*(ms|w|d|h|m|s)");

  private Spans() {}

  /**
   * Reads {@code 7d}, {@code 6h}, {@code 1h30m}, {@code 45s} or {@code 250ms}.
   *
   * @throws IllegalArgumentException with a message for people, if the text has another form
   */
  public static Duration parse(String text) {
    Matcher matcher = PART.matcher(text.strip().toLowerCase(Locale.ROOT));
    Duration sum = Duration.ZERO;
    int end = 0;
    while (matcher.find() && matcher.start() == end) {
      long count = Long.parseLong(matcher.group(1));
      sum =
          sum.plus(
              switch (matcher.group(2)) {
                case "w" -> Duration.ofDays(7 * count);
                case "d" -> Duration.ofDays(count);
                case "h" -> Duration.ofHours(count);
                case "m" -> Duration.ofMinutes(count);
                case "s" -> Duration.ofSeconds(count);
                default -> Duration.ofMillis(count);
              });
      end = matcher.end();
    }
    if (end == 0 || end != text.strip().length()) {
      throw new IllegalArgumentException("'" + text + "' is not a span such as 7d, 6h or 90s");
    }
    if (sum.compareTo(LONGEST) > 0) {
      throw new IllegalArgumentException("'" + text + "' is longer than 100 years");
    }
    return sum;
  }

  /**
   * Such as {@code 0.42 s}, {@code 12.3 s}, {@code 4 min 05 s}, {@code 3 h 20 min} or {@code 2 d 4
   * h}.
   */
  public static String print(Duration span) {
    long seconds = span.toSeconds();
    if (seconds < 60) {
      double exact = span.toMillis() / 1000.0;
      return String.format(Locale.ROOT, exact < 10 ? "%.2f s" : "%.1f s", exact);
    }
    if (seconds < 3600) {
      return String.format(Locale.ROOT, "%d min %02d s", seconds / 60, seconds % 60);
    }
    if (seconds < 86_400) {
      return String.format(Locale.ROOT, "%d h %02d min", seconds / 3600, seconds % 3600 / 60);
    }
    long hours = seconds % 86_400 / 3600;
    String days = seconds / 86_400 + " d";
    return hours == 0 ? days : days + " " + hours + " h";
  }
}
