package dev.lifeboat.cli.meter;

import dev.lifeboat.cli.terminal.Ink;
import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** Warnings only: whoever wants quiet still has to hear them. */
final class QuietDisplay implements Display {
  private final PrintStream err;
  private final Ink ink;

  QuietDisplay(PrintStream err, Ink ink) {
    this.err = err;
    this.ink = ink;
  }

  @Override
  public Optional<Duration> interval() {
    return Optional.empty();
  }

  @Override
  public void started(Reading reading) {}

  @Override
  public void going(Reading reading) {}

  @Override
  public void finished(Reading reading) {}

  @Override
  public void warned(String message, Instant at) {
    err.print(ink.warning("warning:") + " " + message + "\n");
    err.flush();
  }

  @Override
  public void close() {
    err.flush();
  }
}
