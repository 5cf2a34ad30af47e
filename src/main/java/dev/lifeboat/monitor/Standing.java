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
 * @param verdicts what the monitor says by what the repository alone tells, if it was asked
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
    Optional<Spread> spread,
    List<Verdict> verdicts) {
  /** What a restore is taken to do per second as long as none was measured, in bytes. */
  private static final long ASSUMED_RATE = 25_000_000;

  /** A restore of so many times fewer bytes isn't scaled up. */
  private static final int TOO_SMALL = 20;

  /** No restore is taken to be shorter. */
  private static final Duration SHORTEST = Duration.ofSeconds(2);

  public Standing {
    problems = List.copyOf(problems);
    verdicts = List.copyOf(verdicts);
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
    Optional<Measured> done =
        lastRestore.filter(last -> last.bytes() > 0 && last.took().isPositive());
    Optional<Measured> usable =
        done.filter(last -> newest.filter(manifest -> !tells(last, manifest)).isEmpty());
    return new Standing(
        stack,
        now,
        newest,
        newest.map(manifest -> positive(Duration.between(manifest.moment(), now))),
        newest.map(manifest -> restoreTime(manifest.sourceBytes(), done)),
        usable.isPresent(),
        backups,
        proof,
        problems,
        next(newest, problems, done.isPresent(), proof),
        Optional.empty(),
        List.of());
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
        Optional.of(places),
        verdicts);
  }

  /**
   * The same with what the monitor says of it: a missed objective comes before what is optional.
   */
  public Standing judged(List<Verdict> found) {
    Optional<String> command =
        found.stream()
            .filter(verdict -> verdict.metric() == Metric.FRESHNESS && verdict.state().red())
            .flatMap(verdict -> verdict.commands().stream())
            .findFirst();
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
        problems.isEmpty() ? command.orElse(next) : next,
        spread,
        found);
  }

  /** The objectives that are missed now, by what the monitor says. */
  public List<Verdict> missed() {
    return newest.isEmpty()
        ? List.of()
        : verdicts.stream()
            .filter(
                verdict ->
                    verdict.metric() == Metric.FRESHNESS || verdict.metric() == Metric.RESTORE)
            .filter(verdict -> verdict.state() != State.OK)
            .toList();
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
    Duration time =
        last.filter(measured -> tells(measured, bytes))
            .map(measured -> scaled(measured.took(), (double) bytes / measured.bytes()))
            .orElseGet(
                () ->
                    // What a tiny restore takes is what any restore takes besides its data.
                    last.map(Measured::took)
                        .orElse(Duration.ZERO)
                        .plusMillis(Math.round(bytes * 1000.0 / ASSUMED_RATE)));
    return time.compareTo(SHORTEST) < 0 ? SHORTEST : time;
  }

  private static boolean tells(Measured last, Manifest newest) {
    return tells(last, newest.sourceBytes());
  }

  /** A restore of far fewer bytes says nothing of how fast bytes are. */
  private static boolean tells(Measured last, long bytes) {
    return last.bytes() >= bytes / TOO_SMALL;
  }

  private static Duration scaled(Duration took, double factor) {
    return Duration.ofMillis(Math.round(took.toMillis() * factor));
  }

  private static Duration positive(Duration age) {
    return age.isNegative() ? Duration.ZERO : age;
  }
}
