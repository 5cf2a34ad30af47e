package dev.lifeboat.cli.meter;

import dev.lifeboat.cli.json.Json;
import dev.lifeboat.progress.Progress.Unit;
import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One JSON document a line, told apart by its {@code type}. The field names are a contract. */
final class JsonDisplay implements Display {
  private static final Duration INTERVAL = Duration.ofSeconds(1);

  private final PrintStream err;
  private final Json json;

  JsonDisplay(PrintStream err, Json json) {
    this.err = err;
    this.json = json;
  }

  /** A phase starts, goes on or is over. {@code total} and {@code secondsLeft} may be unknown. */
  private record PhaseEvent(
      String type,
      Instant at,
      String phase,
      Unit unit,
      long done,
      @Nullable Long total,
      long perSecond,
      Duration seconds,
      @Nullable Duration secondsLeft) {}

  private record Warning(String type, Instant at, String message) {}

  @Override
  public Optional<Duration> interval() {
    return Optional.of(INTERVAL);
  }

  @Override
  public void started(Reading reading) {
    say(event("started", reading, reading.perSecond()));
  }

  @Override
  public void going(Reading reading) {
    say(event("progress", reading, reading.perSecond()));
  }

  @Override
  public void finished(Reading reading) {
    say(event("finished", reading, reading.average()));
  }

  @Override
  public void warned(String message, Instant at) {
    say(new Warning("warning", at, message));
  }

  @Override
  public void close() {
    err.flush();
  }

  private static PhaseEvent event(String type, Reading reading, double rate) {
    return new PhaseEvent(
        type,
        reading.at(),
        reading.phase(),
        reading.unit(),
        reading.done(),
        reading.total() <= 0 ? null : reading.total(),
        Math.round(rate),
        reading.elapsed(),
        reading.left().orElse(null));
  }

  private void say(Object event) {
    err.print(json.line(event) + "\n");
    err.flush();
  }
}
