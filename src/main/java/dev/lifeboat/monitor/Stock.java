package dev.lifeboat.monitor;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What there is in the repository.
 *
 * @param backups all that were made here, the oldest first; none that is kept for evidence
 * @param problems what is wrong with any of them, in words
 * @param verified when one of them was last verified and found good, if ever
 * @param rehearsed when one of them was last restored, in earnest or for a proof, if ever
 * @param restore how long a restore would take, if there is a backup
 */
public record Stock(
    List<Backup> backups,
    List<String> problems,
    Optional<Instant> verified,
    Optional<Instant> rehearsed,
    Optional<Forecast> restore) {
  /**
   * A backup.
   *
   * @param source the kind of source
   * @param moment what a restore brings back
   * @param bytes the length of what was captured
   * @param added the size of what it added to the repository
   * @param complete whether nothing is missing
   * @param suspicious whether it is out of the ordinary, and nobody accepted it
   * @param anomalies what is out of the ordinary, in words
   * @param sound whether its manifest can be trusted and no verification found damage
   */
  public record Backup(
      String id,
      String source,
      Instant moment,
      long bytes,
      long added,
      boolean complete,
      boolean suspicious,
      List<String> anomalies,
      boolean sound) {
    public Backup {
      anomalies = List.copyOf(anomalies);
    }

    /** Whether a restore may take it without being told to. */
    public boolean good() {
      return complete && !suspicious && sound;
    }
  }

  /**
   * How long a restore of the newest backup would take.
   *
   * @param bytes how much it would bring back
   * @param measured whether that comes from a restore here, and isn't assumed
   */
  public record Forecast(long bytes, Duration takes, boolean measured) {}

  public Stock {
    backups = List.copyOf(backups);
    problems = List.copyOf(problems);
  }

  /** The newest of a source, whatever it is worth. */
  Optional<Backup> newest(String source) {
    return backups.stream().filter(each -> each.source().equals(source)).reduce((a, b) -> b);
  }

  /** The newest of a source that can be restored. */
  Optional<Backup> newestGood(String source) {
    return backups.stream()
        .filter(each -> each.source().equals(source) && each.good())
        .reduce((a, b) -> b.moment().isBefore(a.moment()) ? a : b);
  }

  boolean has(String source) {
    return newest(source).isPresent();
  }
}
