package dev.lifeboat.cli;

import dev.lifeboat.ledger.Proof;
import dev.lifeboat.monitor.Spread;
import dev.lifeboat.monitor.Standing;
import dev.lifeboat.problem.ExitCode;
import dev.lifeboat.repository.manifest.BackupId;
import dev.lifeboat.repository.manifest.Manifest;
import dev.lifeboat.units.Spans;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** How a stack stands, in one sentence, and the one next command. */
record StatusAnswer(Standing standing, boolean exitCode) implements Answer {
  /** For a person: what is wrong is said, and looking at it went well. */
  StatusAnswer(Standing standing) {
    this(standing, false);
  }

  /**
   * Its field names are a contract.
   *
   * @param backup the newest backup that can be restored; null if there is none
   * @param moment the moment that it brings back
   * @param lossSeconds how much time's data would be lost
   * @param restoreSeconds about how long a restore would take
   * @param verdicts what the monitor says by what the repository alone tells
   * @param verified the deepest verification of that backup on this host; null if there was none
   * @param measured true if that comes from a restore on this host, false if it is assumed
   */
  record Document(
      String stack,
      Optional<String> backup,
      Optional<Instant> moment,
      Optional<Duration> lossSeconds,
      Optional<Duration> restoreSeconds,
      boolean measured,
      Optional<ProofDocument> verified,
      int backups,
      List<String> problems,
      String next,
      Optional<Places> places,
      List<MonitorDocument.Judged> verdicts) {}

  /**
   * Over which places the backups are spread.
   *
   * @param holds whether 3-2-1 does: three copies, two kinds of storage, one away from here
   * @param facts by what that is judged
   * @param reasons what is against it
   */
  record Places(boolean holds, List<String> facts, List<String> reasons) {
    static Places of(Spread spread) {
      return new Places(spread.holds(), spread.facts(), spread.reasons());
    }
  }

  @Override
  public Object document() {
    return new Document(
        standing.stack(),
        standing.newest().map(Manifest::backup).map(BackupId::value),
        standing.newest().map(Manifest::moment),
        standing.age(),
        standing.restoreTime(),
        standing.measured(),
        standing.proof().map(ProofDocument::of),
        standing.backups(),
        standing.problems(),
        standing.next(),
        standing.spread().map(Places::of),
        standing.verdicts().stream().map(MonitorDocument::judged).toList());
  }

  @Override
  public ExitCode exit() {
    if (!exitCode) {
      return ExitCode.OK;
    }
    if (standing.newest().isEmpty()) {
      return ExitCode.NOT_FOUND;
    }
    return standing.problems().isEmpty() ? ExitCode.OK : ExitCode.VERIFICATION_FAILED;
  }

  @Override
  public String text(Page page) {
    StringBuilder text = new StringBuilder(page.wrapped(sentence(page) + proof(), 0)).append('\n');
    standing
        .problems()
        .forEach(problem -> text.append(page.failed()).append(' ').append(problem).append('\n'));
    standing
        .missed()
        .forEach(
            verdict ->
                text.append(verdict.state().red() ? page.failed() : page.ink().warning("!"))
                    .append(' ')
                    .append(page.wrapped(verdict.reason(), 2))
                    .append('\n'));
    standing.spread().ifPresent(spread -> text.append(places(spread, page)));
    return text.append(page.next(standing.next())).toString();
  }

  private static String places(Spread spread, Page page) {
    StringBuilder text =
        new StringBuilder(
            spread.holds()
                ? page.ok() + " 3-2-1 holds\n"
                : page.ink().warning("!") + " 3-2-1 does not hold\n");
    spread.facts().forEach(fact -> text.append("  ").append(page.wrapped(fact, 2)).append('\n'));
    spread
        .reasons()
        .forEach(
            reason -> text.append("  ").append(page.wrapped("not yet: " + reason, 2)).append('\n'));
    return text.toString();
  }

  private String proof() {
    if (standing.newest().isEmpty()) {
      return "";
    }
    if (standing.proof().isEmpty()) {
      return " This backup was never verified.";
    }
    Proof proof = standing.proof().get();
    String age = ProofDocument.of(proof).age(standing.now());
    return switch (proof.level()) {
      case STORED -> " Its stored bytes were verified %s ago.".formatted(age);
      case CONTENT -> " Its content was verified %s ago.".formatted(age);
      case RESTORE -> " It was restored for a proof %s ago.".formatted(age);
    };
  }

  /** A forecast is no measurement: whole seconds. */
  private static String about(Duration time) {
    long seconds = Math.max(1, time.plusMillis(999).toSeconds());
    return seconds < 60 ? seconds + " s" : Spans.print(Duration.ofSeconds(seconds));
  }

  private String sentence(Page page) {
    String stack = "Stack '" + standing.stack() + "' ";
    if (standing.newest().isEmpty()) {
      return stack + "has no backup that can be restored: all of its data would be lost.";
    }
    String time = standing.restoreTime().map(StatusAnswer::about).orElse("an unknown time");
    return stack
        + "can be restored to "
        + page.moment(standing.newest().get().moment())
        + " in about "
        + time
        + (standing.measured() ? "" : " (assumed: none of that size was measured here yet)")
        + "; the last "
        + standing.age().map(Spans::print).orElse("changes")
        + " would be lost.";
  }
}
