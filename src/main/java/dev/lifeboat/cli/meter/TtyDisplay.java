package dev.lifeboat.cli.meter;

import dev.lifeboat.cli.terminal.Ink;
import dev.lifeboat.cli.terminal.Terminal;
import dev.lifeboat.units.Spans;
import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** One line, drawn again and again; what is over scrolls up above it. */
final class TtyDisplay implements Display {
  private static final Duration INTERVAL = Duration.ofMillis(100);
  private static final String CLEAR = "\r\033[K";

  private final PrintStream err;
  private final Terminal terminal;
  private final Ink ink;
  private final Gauge gauge;
  private String drawn = "";

  TtyDisplay(PrintStream err, Terminal terminal, Ink ink, Gauge gauge) {
    this.err = err;
    this.terminal = terminal;
    this.ink = ink;
    this.gauge = gauge;
  }

  @Override
  public Optional<Duration> interval() {
    return Optional.of(INTERVAL);
  }

  @Override
  public void started(Reading reading) {
    draw(reading);
  }

  @Override
  public void going(Reading reading) {
    draw(reading);
  }

  @Override
  public void finished(Reading reading) {
    String took = Spans.print(reading.elapsed());
    String line = reading.phase() + ": " + Quantities.done(reading) + " in " + took;
    put(CLEAR + ink.dim(line) + "\n");
    drawn = "";
  }

  @Override
  public void warned(String message, Instant at) {
    above(ink.warning("warning:") + " " + message);
  }

  @Override
  public void close() {
    if (!drawn.isEmpty()) {
      put(CLEAR);
      drawn = "";
    }
  }

  /** Leaves the last column free: some terminals wrap as soon as it is filled. */
  private void draw(Reading reading) {
    String line = gauge.line(reading, terminal.columns() - 1);
    if (!line.equals(drawn)) {
      put(CLEAR + line);
      drawn = line;
    }
  }

  private void above(String line) {
    put((drawn.isEmpty() ? "" : CLEAR) + line + "\n" + drawn);
  }

  private void put(String text) {
    err.print(text);
    err.flush();
  }
}
