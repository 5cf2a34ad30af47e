package dev.lifeboat.monitor;

import dev.lifeboat.ledger.Proof;
import dev.lifeboat.repository.manifest.Manifest;
import dev.lifeboat.verify.Level;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * How a stack stands: what could be restored now.
 *
 * @param stack the stack's name
 * @param now when that was judged
 * @param newest the newest backup that can be restored, if there is one
 * @param age how much time's data would be lost; empty without a backup
 * @param restoreTime about how long a restore would take; empty without a backup
 * @param measured true if that comes from a restore on this host, false if it is assumed
 * @param backups how many backups there are
 * @param proof the deepest verification of the newest backup on this host, if there was one
 * @param problems what is wrong, in words
 * @param next the one command to run next
 * @param spread over which places the backups are spread, if that was looked at
 */
public record Standing(
    String stack,
    Instant now,
    Optional<Manifest> newest,
    Optional<Duration> age,
    Optional<Duration> restoreTime,
    boolean measured,
    int backups,
    Optional<Proof> proof,
    List<String> problems,
    String next,
    Optional<Spread> spread) {
  /** What a restore is taken to do per second as long as none was measured, in bytes. */
  private static final long ASSUMED_RATE = 25_000_000;

  /** No restore is taken to be shorter. */
  private static final Duration SHORTEST = Duration.ofSeconds(2);

  public Standing {
    problems = List.copyOf(problems);
  }

  /**
   * The speed of a restore that was done.
   *
   * @param bytes how many bytes it brought back
   * @param took how long all of it took
   */
  public record Measured(long bytes, Duration took) {}

  /**
   * Judges.
   *
   * @param newest the newest backup that can be restored
   * @param lastRestore the newest restore on this host
   * @param proof the deepest verification of the newest backup
   */
  public static Standing of(
      String stack,
      Instant now,
      Optional<Manifest> newest,
      int backups,
      Optional<Measured> lastRestore,
      Optional<Proof> proof,
      List<String> problems) {
    Optional<Measured> usable =
        lastRestore.filter(last -> last.bytes() > 0 && last.took().isPositive());
    return new Standing(
        stack,
        now,
        newest,
        newest.map(manifest -> positive(Duration.between(manifest.moment(), now))),
        newest.map(manifest -> restoreTime(manifest.sourceBytes(), usable)),
        usable.isPresent(),
        backups,
        proof,
        problems,
        next(newest, problems, usable.isPresent(), proof),
        Optional.empty());
  }

  /** The same with where the backups are. */
  public Standing with(Spread places) {
    return new Standing(
        stack,
        now,
        newest,
        age,
        restoreTime,
        measured,
        backups,
        proof,
        problems,
        next,
        Optional.of(places));
  }

  private static String next(
      Optional<Manifest> newest,
      List<String> problems,
      boolean everRestored,
      Optional<Proof> proof) {
    if (newest.isEmpty()) {
      return "lifeboat backup";
    }
    if (!problems.isEmpty()) {
      return "lifeboat verify all";
    }
    if (!everRestored) {
      return "lifeboat restore --dry-run";
    }
    return proof.filter(found -> found.level() == Level.RESTORE).isPresent()
        ? "lifeboat list"
        : "lifeboat verify latest --level restore";
  }

  private static Duration restoreTime(long bytes, Optional<Measured> last) {
    double perSecond =
        last.map(measured -> measured.bytes() * 1000.0 / Math.max(1, measured.took().toMillis()))
            .orElse((double) ASSUMED_RATE);
    Duration time = Duration.ofMillis(Math.round(bytes * 1000.0 / perSecond));
    return time.compareTo(SHORTEST) < 0 ? SHORTEST : time;
  }

  private static Duration positive(Duration age) {
    return age.isNegative() ? Duration.ZERO : age;
  }
}
