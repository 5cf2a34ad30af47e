package dev.lifeboat.deploy;

import dev.lifeboat.io.HostLock;
import dev.lifeboat.problem.Code;
import dev.lifeboat.problem.Problem;
import dev.lifeboat.problem.ProblemException;
import dev.lifeboat.recovery.RecoveryReport;
import dev.lifeboat.source.LifeSign;
import dev.lifeboat.source.PhaseTime;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Supplier;

/**
 * Leads a deployment. It is written down before its command runs, and until it is known to be good,
 * kept or rolled back: whatever it is killed at, the next one says how it stands. For one use.
 */
public final class Deployment {
  private final String stack;
  private final DeployJournal journal;
  private final Site site;
  private final InstantSource clock;
  private final List<PhaseTime> phases = new ArrayList<>();

  public Deployment(String stack, DeployJournal journal, Site site, InstantSource clock) {
    this.stack = stack;
    this.journal = journal;
    this.site = site;
    this.clock = clock;
  }

  /**
   * Does all of it.
   *
   * @param program the command's first word
   * @throws ProblemException with {@code DEPLOY_OPEN} if one before it is open, or this one is left
   *     open: after an interruption, and where nobody could decide
   */
  public DeployReport run(String program) {
    try (HostLock _ = journal.lock()) {
      journal
          .open()
          .ifPresent(
              open -> {
                throw open.problem().exception();
              });
      Safety safety = timed("backup", site::secure);
      OpenDeployment begun =
          new OpenDeployment(stack, program, clock.instant(), Stage.COMMAND, safety);
      journal.write(begun);
      int status = command();
      OpenDeployment done = begun.at(Stage.GATE);
      journal.write(done);
      requireUninterrupted(done);
      return leftOpenIfItFails(done, () -> judge(done, status));
    }
  }

  private int command() {
    try {
      return timed("command", site::command);
    } catch (ProblemException e) {
      if (e.problems().getFirst().code() == Code.TOOL_MISSING) {
        journal.end(); // It never began.
      }
      throw e;
    }
  }

  private void requireUninterrupted(OpenDeployment deployment) {
    if (site.isInterrupted()) {
      throw new ProblemException(
          List.of(
              Problem.of(
                  Code.INTERRUPTED, "interrupted while '%s' ran".formatted(deployment.program())),
              deployment.problem()));
    }
  }

  private DeployReport judge(OpenDeployment deployment, int status) {
    // What a failed command left needn't be waited for.
    List<LifeSign> signs = status == 0 ? timed("health", site::gate) : List.of();
    requireUninterrupted(deployment);
    if (status == 0 && signs.stream().allMatch(LifeSign::good)) {
      journal.end();
      return report(
          deployment,
          OptionalInt.of(0),
          Outcome.GOOD,
          List.of(),
          signs,
          List.of(),
          Optional.empty());
    }
    List<Change> changes = new ArrayList<>();
    List<String> uncounted = new ArrayList<>();
    count(deployment, changes, uncounted);
    Trouble trouble = new Trouble(deployment, status, signs, changes, uncounted);
    return switch (site.decide(trouble)) {
      case KEEP -> {
        journal.end();
        yield report(
            deployment,
            OptionalInt.of(status),
            Outcome.KEPT,
            trouble.findings(),
            signs,
            changes,
            Optional.empty());
      }
      case ROLL_BACK -> rollBack(deployment, OptionalInt.of(status), trouble.findings(), changes);
    };
  }

  private void count(OpenDeployment deployment, List<Change> changes, List<String> uncounted) {
    try {
      changes.addAll(timed("count", () -> site.changes(deployment)));
    } catch (ProblemException e) {
      uncounted.add(e.problems().getFirst().message());
    }
  }

  private DeployReport rollBack(
      OpenDeployment deployment, OptionalInt status, List<String> findings, List<Change> changes) {
    journal.write(deployment.at(Stage.ROLL_BACK));
    RecoveryReport done = site.rollBack(deployment);
    phases.addAll(done.phases());
    journal.end();
    return report(
        deployment,
        status,
        Outcome.ROLLED_BACK,
        findings,
        done.signs(),
        changes,
        Optional.of(done));
  }

  /**
   * Ends one that was cut off.
   *
   * @throws ProblemException with {@code DEPLOY_NONE} if none was
   */
  public DeployReport settle(Decision decision) {
    try (HostLock _ = journal.lock()) {
      OpenDeployment open =
          journal
              .open()
              .orElseThrow(
                  () ->
                      Problem.of(
                              Code.DEPLOY_NONE,
                              "no deployment of stack '%s' is open on this host".formatted(stack),
                              "to go back to a backup all the same: lifeboat restore")
                          .exception());
      return leftOpenIfItFails(
          open,
          () ->
              switch (decision) {
                case ROLL_BACK -> {
                  List<Change> changes = new ArrayList<>();
                  count(open, changes, new ArrayList<>());
                  yield rollBack(open, OptionalInt.empty(), List.of(), changes);
                }
                case KEEP -> keep(open);
              });
    }
  }

  private DeployReport keep(OpenDeployment open) {
    if (open.stage() == Stage.ROLL_BACK) {
      timed(
          "start",
          () -> {
            site.startAgain(open);
            return open;
          });
    }
    List<LifeSign> signs = timed("health", site::gate);
    journal.end();
    return report(
        open, OptionalInt.empty(), Outcome.KEPT, List.of(), signs, List.of(), Optional.empty());
  }

  private static DeployReport leftOpenIfItFails(
      OpenDeployment deployment, Supplier<DeployReport> work) {
    try {
      return work.get();
    } catch (ProblemException e) {
      List<Problem> problems = new ArrayList<>(e.problems());
      if (problems.stream().noneMatch(each -> each.code() == Code.DEPLOY_OPEN)) {
        problems.add(deployment.problem());
      }
      ProblemException all = new ProblemException(problems);
      all.addSuppressed(e);
      throw all;
    }
  }

  private DeployReport report(
      OpenDeployment deployment,
      OptionalInt status,
      Outcome outcome,
      List<String> findings,
      List<LifeSign> signs,
      List<Change> changes,
      Optional<RecoveryReport> rollBack) {
    Duration took = phases.stream().map(PhaseTime::took).reduce(Duration.ZERO, Duration::plus);
    return new DeployReport(
        deployment, status, outcome, findings, signs, changes, rollBack, phases, took);
  }

  private <T> T timed(String name, Supplier<T> work) {
    Instant start = clock.instant();
    try {
      return work.get();
    } finally {
      phases.add(new PhaseTime(name, Duration.between(start, clock.instant())));
    }
  }
}
