package dev.lifeboat.ledger;

import dev.lifeboat.schedule.JobKind;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * A run that was expected, and what became of it.
 *
 * @param due when it was expected
 * @param attempt the number of the attempt, from 1
 * @param started when it began; empty if it never did
 * @param status what its program exited with
 * @param ledgerRun the {@link RunRecord}'s id on its host, or empty
 * @param backup the backup that it was about, or empty
 * @param message how it ended, or why it didn't begin, in words; may be empty
 */
public record ExpectedRun(
    String id,
    String stack,
    String job,
    JobKind kind,
    Instant due,
    int attempt,
    Optional<Instant> started,
    Optional<Instant> ended,
    RunResult result,
    OptionalInt status,
    String ledgerRun,
    String backup,
    String message,
    String host) {
  /** How long it took; empty unless it began and ended. */
  public Optional<Duration> took() {
    return started.flatMap(from -> ended.map(to -> Duration.between(from, to)));
  }
}
