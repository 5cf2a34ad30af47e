package dev.lifeboat.retention;

import dev.lifeboat.repository.manifest.BackupId;
import dev.lifeboat.repository.manifest.Manifest;
import dev.lifeboat.source.Consistency;
import java.time.Duration;
import java.time.Instant;

/**
 * What retention looks at.
 *
 * @param id the backup's id
 * @param stack the stack's name
 * @param source the kind of source
 * @param finishedAt when it was finished, by the clock of the host that made it
 * @param moment what a restore brings back
 * @param received when the storage got its manifest, by the storage's clock
 * @param imported whether it was made of another tool's dump
 * @param complete false if something could not be captured
 * @param suspicious whether something about it looks wrong
 * @param damaged whether something of it is known to be missing or damaged
 */
public record Backup(
    BackupId id,
    String stack,
    String source,
    Instant finishedAt,
    Instant moment,
    Instant received,
    boolean imported,
    boolean complete,
    boolean suspicious,
    boolean damaged) {
  /**
   * How far the clocks of a host and a storage may differ. A manifest is stored as soon as its
   * backup is finished, so there is no other reason for a difference.
   */
  public static final Duration TOLERANCE = Duration.ofHours(1);

  /** A backup as its manifest has it. */
  public static Backup of(
      Manifest manifest, Instant received, boolean suspicious, boolean damaged) {
    return new Backup(
        manifest.backup(),
        manifest.stack(),
        manifest.source(),
        manifest.finishedAt(),
        manifest.moment(),
        received,
        manifest.consistency().equals(Consistency.IMPORTED),
        manifest.complete(),
        suspicious,
        damaged);
  }

  /**
   * The time for which it counts. An import counts for the time of its data. For all others the end
   * counts: unlike the beginning it can be compared with {@link #received}, so that whoever took a
   * host over can't make backups that take the place of older, good ones.
   */
  public Instant time() {
    return imported ? moment : finishedAt;
  }

  /** Whether the host's clock agreed with the storage's. */
  public boolean timely() {
    return Duration.between(finishedAt, received).abs().compareTo(TOLERANCE) <= 0;
  }
}
