package dev.lifeboat.cli.meter;

import dev.lifeboat.units.Moments;
import dev.lifeboat.units.Spans;
import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Locale;
import java.util.Optional;

/** A line when a phase starts, every ten seconds, and when it is over: for logs. */
final class PlainDisplay implements Display {
  private static final Duration INTERVAL = Duration.ofSeconds(10);

  private final PrintStream err;
  private final ZoneId zone;

  PlainDisplay(PrintStream err, ZoneId zone) {
    this.err = err;
    this.zone = zone;
  }

  @Override
  public Optional<Duration> interval() {
    return Optional.of(INTERVAL);
  }

  @Override
  public void started(Reading reading) {
    say(reading.at(), reading.phase() + ": started");
  }

  @Override
  public void going(Reading reading) {
    StringBuilder line = new StringBuilder(reading.phase()).append(": ");
    reading
        .share()
        .ifPresent(
            share -> line.append(String.format(Locale.ROOT, "%d %%, ", (int) (share * 100))));
    line.append(Quantities.count(reading));
    line.append(", ").append(Quantities.rate(reading.perSecond(), reading.unit()));
    reading
        .left()
        .ifPresent(left -> line.append(", ").append(Quantities.wait(left)).append(" left"));
    say(reading.at(), line.toString());
  }

  @Override
  public void finished(Reading reading) {
    String took = Spans.print(reading.elapsed());
    say(reading.at(), reading.phase() + ": " + Quantities.done(reading) + " in " + took);
  }

  @Override
  public void warned(String message, Instant at) {
    say(at, "warning: " + message);
  }

  @Override
  public void close() {
    err.flush();
  }

  private void say(Instant at, String line) {
    err.print(Moments.print(at, zone) + "  " + line + "\n");
    err.flush();
  }
}
