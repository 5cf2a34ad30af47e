package dev.lifeboat.cli;

import dev.lifeboat.ledger.Verdicts;
import dev.lifeboat.repository.Backups;
import dev.lifeboat.verify.Coverage;
import java.time.Instant;
import java.util.Map;

/**
 * The backups of a repository.
 *
 * @param stack the stack's name
 * @param location where the repository is
 * @param backups all of them
 * @param verdicts what this host's verifications found
 * @param held why backups are held, by their ids
 * @param coverage how much of each was read on this host, by its id
 * @param now when they were listed
 */
public record Listing(
    String stack,
    String location,
    Backups backups,
    Verdicts verdicts,
    Map<String, String> held,
    Map<String, Coverage> coverage,
    Instant now) {
  public Listing {
    held = Map.copyOf(held);
    coverage = Map.copyOf(coverage);
  }

  /** Where nobody knows how much was read. */
  public Listing(
      String stack,
      String location,
      Backups backups,
      Verdicts verdicts,
      Map<String, String> held,
      Instant now) {
    this(stack, location, backups, verdicts, held, Map.of(), now);
  }
}
