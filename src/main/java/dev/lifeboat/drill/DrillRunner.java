package dev.lifeboat.drill;

import dev.lifeboat.problem.Code;
import dev.lifeboat.problem.ExitCode;
import dev.lifeboat.problem.Problem;
import dev.lifeboat.problem.ProblemException;
import dev.lifeboat.storage.StorageException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** Runs a drill from T0 to its verdict. Whatever happens, there is a record of it. */
public final class DrillRunner {
  private final InstantSource clock;

  public DrillRunner(InstantSource clock) {
    this.clock = clock;
  }

  /**
   * A drill that is over.
   *
   * @param problem why it was aborted, if it was
   */
  public record Ended(DrillRecord record, Optional<RuntimeException> problem) {}

  /**
   * Runs one.
   *
   * @param earlier what earlier drills left and was removed, in words
   * @param audit which entries of the audit log are about it, asked at the end
   */
  public Ended run(
      DrillOrder order, Stage stage, List<String> earlier, Supplier<Optional<AuditSpan>> audit) {
    DrillLog log = new DrillLog(clock);
    Instant start = clock.instant();
    Optional<RuntimeException> problem = Optional.empty();
    try {
      stage.before(log);
      log.mark(Moment.Mark.T0, "assumed: what the scenario takes away is gone");
      stage.rehearse(log);
    } catch (RuntimeException e) {
      problem = Optional.of(e);
    }
    boolean ofTheBackup = problem.filter(DrillRunner::isOfTheBackup).isPresent();
    boolean aborted = problem.isPresent() && !ofTheBackup;
    Optional<Duration> rto =
        problem.isPresent()
            ? Optional.empty()
            : log.at(Moment.Mark.T9)
                .flatMap(end -> log.at(Moment.Mark.T0).map(t0 -> Duration.between(t0, end)));
    problem.ifPresent(e -> note(log, e, ofTheBackup));
    if (!aborted) {
      Assessment.findings(log, order.criteria(), rto);
    }
    DrillVerdict verdict = aborted ? DrillVerdict.ABORTED : Assessment.verdict(log.findings());
    DrillRecord record = record(order, log, rto, earlier, verdict, audit.get(), start);
    return new Ended(record, aborted ? problem : Optional.empty());
  }

  private static void note(DrillLog log, RuntimeException e, boolean ofTheBackup) {
    for (Problem problem : problems(e)) {
      if (ofTheBackup) {
        log.found(DrillFinding.Severity.CRITICAL, problem.message(), problem.hints());
      } else {
        log.deviated("aborted: " + problem.message());
      }
    }
  }

  /** What is for people; of a defect only what kind it is. */
  private static List<Problem> problems(RuntimeException e) {
    return switch (e) {
      case ProblemException known -> known.problems();
      case StorageException storage ->
          List.of(Problem.of(Code.STORAGE_UNAVAILABLE, String.valueOf(storage.getMessage())));
      default -> List.of(Problem.of(Code.INTERNAL, e.getClass().getSimpleName()));
    };
  }

  /** Whether a problem says something of the backup, and not of this host. */
  private static boolean isOfTheBackup(RuntimeException e) {
    return problems(e).stream()
        .allMatch(
            problem ->
                problem.code().exit() == ExitCode.VERIFICATION_FAILED
                    || problem.code().exit() == ExitCode.WRONG_KEY
                    || problem.code().exit() == ExitCode.SUSPICIOUS);
  }

  private DrillRecord record(
      DrillOrder order,
      DrillLog log,
      Optional<Duration> rto,
      List<String> earlier,
      DrillVerdict verdict,
      Optional<AuditSpan> audit,
      Instant start) {
    List<PhaseResult> phases = new ArrayList<>();
    for (Map.Entry<DrillPhase, Duration> phase : log.phases().entrySet()) {
      phases.add(
          new PhaseResult(
              phase.getKey(),
              phase.getValue(),
              Optional.ofNullable(order.forecast().get(phase.getKey()))));
    }
    Conditions conditions = order.conditions();
    return new DrillRecord(
        DrillRecord.FORMAT,
        order.id(),
        order.scenario(),
        order.micro(),
        order.stack(),
        order.host(),
        order.tool(),
        start,
        clock.instant(),
        order.criteria(),
        order.people(),
        log.sources(),
        log.isolation(),
        log.timeline(),
        phases,
        log.bytes(),
        rto,
        log.lost(),
        log.data(),
        log.canary(),
        log.mutants(),
        log.probes(),
        log.deviations(),
        log.findings(),
        new CleanUp(log.cleanUp(), earlier),
        verdict,
        audit,
        new Conditions(
            log.server().or(conditions::serverVersion),
            conditions.images(),
            conditions.stackFile(),
            conditions.configuration()));
  }
}
