package dev.lifeboat.cli;

import dev.lifeboat.ledger.ExpectedRun;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * A run that was expected, for programs. Its field names are a contract.
 *
 * @param status what its program exited with; null if it never ended by itself
 */
record RunDocument(
    String id,
    String job,
    String kind,
    Instant due,
    int attempt,
    String result,
    Optional<Instant> started,
    Optional<Instant> ended,
    Optional<Duration> tookSeconds,
    Optional<Integer> status,
    String ledgerRun,
    String backup,
    String message,
    String host) {
  static RunDocument of(ExpectedRun run) {
    return new RunDocument(
        run.id(),
        run.job(),
        run.kind().toString(),
        run.due(),
        run.attempt(),
        run.result().toString(),
        run.started(),
        run.ended(),
        run.took(),
        run.status().isPresent() ? Optional.of(run.status().getAsInt()) : Optional.empty(),
        run.ledgerRun(),
        run.backup(),
        run.message(),
        run.host());
  }
}
