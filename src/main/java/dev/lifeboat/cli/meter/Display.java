package dev.lifeboat.cli.meter;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** Shows progress in one form. Only one thread calls it at a time; it never throws. */
interface Display {
  /** How often it wants to be told how far things are; empty for never. */
  Optional<Duration> interval();

  void started(Reading reading);

  /** The present phase, again and again. */
  void going(Reading reading);

  void finished(Reading reading);

  void warned(String message, Instant at);

  /** Nothing more comes: leaves the terminal as it was found. */
  void close();
}
