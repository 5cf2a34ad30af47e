package dev.lifeboat.cli.meter;

import dev.lifeboat.progress.Progress.Unit;
import dev.lifeboat.units.ByteSize;
import java.time.Duration;
import java.util.Locale;

/** Counts, rates and waits, in the few words that fit a line. */
final class Quantities {
  private Quantities() {}

  /** Such as {@code 1.2 GB of 2.9 GB}, {@code 1,200 documents} or {@code 3 of 12}. */
  static String count(Reading reading) {
    String done = amount(reading.done(), reading.unit());
    String count =
        reading.total() <= 0 ? done : done + " of " + amount(reading.total(), reading.unit());
    return reading.unit() == Unit.DOCUMENTS ? count + " documents" : count;
  }

  /** Such as {@code 2.9 GB} or {@code 1,200 documents}; {@code done} if nothing was counted. */
  static String done(Reading reading) {
    if (reading.done() == 0 && reading.total() <= 0) {
      return "done";
    }
    String done = amount(reading.done(), reading.unit());
    return reading.unit() == Unit.DOCUMENTS ? done + " documents" : done;
  }

  /** Such as {@code 120 MB/s}. */
  static String rate(double perSecond, Unit unit) {
    return amount(Math.round(perSecond), unit) + "/s";
  }

  /** Such as {@code 14 s}, {@code 2:05 min} or {@code 1:10 h}: steady, not exact. */
  static String wait(Duration span) {
    long seconds = span.toSeconds();
    if (seconds < 60) {
      return seconds + " s";
    }
    if (seconds < 3600) {
      return String.format(Locale.ROOT, "%d:%02d min", seconds / 60, seconds % 60);
    }
    return String.format(Locale.ROOT, "%d:%02d h", seconds / 3600, seconds % 3600 / 60);
  }

  private static String amount(long count, Unit unit) {
    return unit == Unit.BYTES
        ? ByteSize.of(Math.max(0, count)).toString()
        : String.format(Locale.ROOT, "%,d", count);
  }
}
