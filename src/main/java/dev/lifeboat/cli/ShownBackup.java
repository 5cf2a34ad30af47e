package dev.lifeboat.cli;

import dev.lifeboat.ledger.Failure;
import dev.lifeboat.ledger.Proof;
import dev.lifeboat.repository.BackupEntry;
import dev.lifeboat.repository.manifest.Contents;
import dev.lifeboat.verify.Coverage;
import java.time.Instant;
import java.util.Optional;

/**
 * One backup, as far as this host can see it.
 *
 * @param entry its manifest and whether that can be trusted
 * @param location where the repository is
 * @param contents what is in it; empty where there is no key
 * @param held why it is held, if it is
 * @param seen what this host verified of it
 */
public record ShownBackup(
    BackupEntry entry,
    String location,
    Optional<Contents> contents,
    Optional<String> held,
    Seen seen) {
  /** One of which nobody knows whether it was verified. */
  public ShownBackup(
      BackupEntry entry, String location, Optional<Contents> contents, Optional<String> held) {
    this(
        entry,
        location,
        contents,
        held,
        new Seen(Optional.empty(), Optional.empty(), Optional.empty(), Instant.EPOCH));
  }

  /**
   * What this host verified.
   *
   * @param proof its deepest verification
   * @param failure that it was found damaged, and not good since
   * @param coverage how much of it was read, at whatever times
   * @param now when this was asked
   */
  public record Seen(
      Optional<Proof> proof, Optional<Failure> failure, Optional<Coverage> coverage, Instant now) {}
}
