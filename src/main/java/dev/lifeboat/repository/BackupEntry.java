package dev.lifeboat.repository;

import dev.lifeboat.problem.Problem;
import dev.lifeboat.repository.manifest.Acceptance;
import dev.lifeboat.repository.manifest.BackupId;
import dev.lifeboat.repository.manifest.Digest;
import dev.lifeboat.repository.manifest.Judgement;
import dev.lifeboat.repository.manifest.Manifest;
import dev.lifeboat.source.Consistency;
import java.util.Optional;

/**
 * A backup as its manifest shows it.
 *
 * @param id from the manifest's name
 * @param sha256 of the manifest's bytes
 * @param manifest empty if it can't be read
 * @param problem why it can't be trusted: damaged, unsigned, of an unknown signer or forged
 * @param acceptance who looked at it and found it right, though it is out of the ordinary
 */
public record BackupEntry(
    BackupId id,
    Digest sha256,
    Optional<Manifest> manifest,
    Optional<Problem> problem,
    Optional<Acceptance> acceptance) {
  /** One that nobody accepted. */
  public BackupEntry(
      BackupId id, Digest sha256, Optional<Manifest> manifest, Optional<Problem> problem) {
    this(id, sha256, manifest, problem, Optional.empty());
  }

  /**
   * The manifest, if it can be trusted.
   *
   * @throws dev.lifeboat.problem.ProblemException the entry's problem, if there is one
   */
  public Manifest trusted() {
    problem.ifPresent(
        found -> {
          throw found.exception();
        });
    return manifest.orElseThrow();
  }

  BackupEntry acceptedBy(Acceptance accepted) {
    return new BackupEntry(id, sha256, manifest, problem, Optional.of(accepted));
  }

  /** True if something about it looks wrong, and nobody has accepted it. */
  public boolean suspicious() {
    return acceptance.isEmpty()
        && manifest.map(Manifest::judgement).filter(Judgement::suspicious).isPresent();
  }

  /** True if it was imported from another tool's dump. */
  public boolean imported() {
    return manifest.map(Manifest::consistency).filter(Consistency.IMPORTED::equals).isPresent();
  }
}
