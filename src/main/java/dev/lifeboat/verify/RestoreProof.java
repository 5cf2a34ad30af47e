package dev.lifeboat.verify;

import dev.lifeboat.problem.Problem;
import dev.lifeboat.source.ItemProof;
import dev.lifeboat.source.PhaseTime;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * What came of restoring a backup into a throw-away server.
 *
 * @param backup the backup's id
 * @param server what it was restored into, such as {@code MongoDB 6.0.5}
 * @param sourceVersion the version of the server that the backup is of, where it says so
 * @param items how each item compares with the backup, read back from the server; empty if the
 *     restore ended before
 * @param phases how long each phase took, from the start of the server on
 * @param bytes how many bytes of documents came back
 * @param findings what is wrong with the backup; empty if nothing is
 * @param warnings what people shall know
 */
public record RestoreProof(
    String backup,
    String server,
    Optional<String> sourceVersion,
    List<ItemProof> items,
    List<PhaseTime> phases,
    long bytes,
    List<Problem> findings,
    List<String> warnings) {
  public RestoreProof {
    items = List.copyOf(items);
    phases = List.copyOf(phases);
    findings = List.copyOf(findings);
    warnings = List.copyOf(warnings);
  }

  public boolean holds() {
    return findings.isEmpty();
  }

  /** How long all of it took. */
  public Duration took() {
    return phases.stream().map(PhaseTime::took).reduce(Duration.ZERO, Duration::plus);
  }
}
