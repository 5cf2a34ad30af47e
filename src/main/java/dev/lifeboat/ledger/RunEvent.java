package dev.lifeboat.ledger;

import java.time.Duration;
import java.time.Instant;

/** What happened in a run, in the order in which it happened. */
public sealed interface RunEvent {
  /** When. */
  Instant at();

  /** The first event of every run. */
  record Started(Instant at, RunKind kind, String stack, long pid) implements RunEvent {}

  /** A phase began. */
  record PhaseStarted(Instant at, String phase, String unit, long total) implements RunEvent {}

  /** How far the present phase is; at most one a second. */
  record Advanced(Instant at, String phase, long done) implements RunEvent {}

  /** A phase ended. */
  record PhaseEnded(Instant at, String phase, long done) implements RunEvent {}

  /** Something that people shall know. */
  record Warned(Instant at, String message) implements RunEvent {}

  /**
   * The last event, unless the process was killed.
   *
   * @param backup which backup it was about, or empty
   * @param exit the exit code's status
   * @param message how it ended, in words
   * @param bytes how many bytes were captured or restored
   * @param took how long it took
   */
  record Ended(Instant at, String backup, int exit, String message, long bytes, Duration took)
      implements RunEvent {}
}
