package dev.lifeboat.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.lifeboat.problem.Code;
import dev.lifeboat.problem.Problem;
import dev.lifeboat.problem.ProblemException;
import dev.lifeboat.recovery.RecoveryPlan;
import dev.lifeboat.recovery.RecoveryReport;
import dev.lifeboat.source.LifeSign;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a deployment does in which order, and what it leaves where it stops. */
class DeploymentTest {
  private static final Safety SAFETY =
      new Safety(
          "20261122T101500Z-1", Optional.of("20261122T101501Z-2"), List.of("api", "mongodb"));

  @TempDir Path state;
  private final FakeSite site = new FakeSite();

  private DeployJournal journal() {
    return new DeployJournal(state, "shop");
  }

  private Deployment deployment() {
    return new Deployment(
        "shop", journal(), site, InstantSource.fixed(Instant.parse("2026-11-22T10:15:00Z")));
  }

  private void requireOpenAt(Stage stage) {
    assertThat(journal().abandoned())
        .hasValueSatisfying(
            open -> {
              assertThat(open.stage()).isEqualTo(stage);
              assertThat(open.safety()).isEqualTo(SAFETY);
            });
  }

  @Test
  void aGoodOneAsksNobodyAndIsOver() {
    DeployReport report = deployment().run("make");

    assertThat(report.outcome()).isEqualTo(Outcome.GOOD);
    assertThat(site.calls).containsExactly("secure", "command", "gate");
    assertThat(journal().open()).isEmpty();
  }

  @Test
  void itIsWrittenDownBeforeItsCommandRuns() {
    site.duringCommand = () -> assertThat(journal().open()).isPresent();
    assertThat(deployment().run("make").outcome()).isEqualTo(Outcome.GOOD);
  }

  @Test
  void nothingIsWrittenDownWithoutABackup() {
    site.failing = "secure";
    assertThatExceptionOfType(ProblemException.class).isThrownBy(() -> deployment().run("make"));
    assertThat(site.calls).containsExactly("secure");
    assertThat(journal().open()).isEmpty();
  }

  @Test
  void aCommandThatCannotBeStartedHasChangedNothing() {
    site.failing = "command";
    assertThatExceptionOfType(ProblemException.class).isThrownBy(() -> deployment().run("make"));
    assertThat(journal().open()).isEmpty();
  }

  @Test
  void aFailedCommandIsRolledBackWithoutWaitingForHealth() {
    site.status = 7;
    DeployReport report = deployment().run("make");

    assertThat(report.outcome()).isEqualTo(Outcome.ROLLED_BACK);
    assertThat(report.status()).hasValue(7);
    assertThat(report.findings()).containsExactly("'make' ended with exit code 7");
    assertThat(site.calls).containsExactly("secure", "command", "changes", "decide", "rollBack");
    assertThat(journal().open()).isEmpty();
  }

  @Test
  void whatIsIllMayBeKept() {
    site.good = false;
    site.decision = Decision.KEEP;
    DeployReport report = deployment().run("make");

    assertThat(report.outcome()).isEqualTo(Outcome.KEPT);
    assertThat(report.findings()).containsExactly("api is ill");
    assertThat(site.calls).doesNotContain("rollBack");
    assertThat(journal().open()).isEmpty();
  }

  @Test
  void afterAnInterruptionNobodyDecidesAndItStaysOpen() {
    site.interrupted = true;
    assertThatExceptionOfType(ProblemException.class)
        .isThrownBy(() -> deployment().run("make"))
        .satisfies(
            e ->
                assertThat(e.problems().stream().map(Problem::code))
                    .containsExactly(Code.INTERRUPTED, Code.DEPLOY_OPEN));
    assertThat(site.calls).containsExactly("secure", "command");
    requireOpenAt(Stage.GATE);
  }

  @Test
  void aRollBackThatFailsStaysOpenAndCanBeDoneAgain() {
    site.status = 1;
    site.failing = "rollBack";
    assertThatExceptionOfType(ProblemException.class)
        .isThrownBy(() -> deployment().run("make"))
        .satisfies(e -> assertThat(e.problems().getLast().code()).isEqualTo(Code.DEPLOY_OPEN));
    requireOpenAt(Stage.ROLL_BACK);
    assertThatExceptionOfType(ProblemException.class)
        .isThrownBy(() -> deployment().run("make"))
        .satisfies(e -> assertThat(e.problems().getFirst().code()).isEqualTo(Code.DEPLOY_OPEN));

    site.failing = "";
    assertThat(deployment().settle(Decision.ROLL_BACK).outcome()).isEqualTo(Outcome.ROLLED_BACK);
    assertThat(journal().open()).isEmpty();
  }

  @Test
  void keepingStartsWhatARollBackHasStopped() {
    site.status = 1;
    site.failing = "rollBack";
    assertThatExceptionOfType(ProblemException.class).isThrownBy(() -> deployment().run("make"));
    site.calls.clear();

    assertThat(deployment().settle(Decision.KEEP).outcome()).isEqualTo(Outcome.KEPT);

    assertThat(site.calls).containsExactly("startAgain", "gate");
    assertThat(journal().open()).isEmpty();
  }

  @Test
  void thereIsNothingToSettleAfterAGoodOne() {
    var _ = deployment().run("make");
    assertThatExceptionOfType(ProblemException.class)
        .isThrownBy(() -> deployment().settle(Decision.KEEP))
        .satisfies(e -> assertThat(e.problems().getFirst().code()).isEqualTo(Code.DEPLOY_NONE));
  }

  @Test
  void aDatabaseThatCannotBeCountedIsNoReasonToStop() {
    site.status = 1;
    site.failing = "changes";
    assertThat(deployment().run("make").outcome()).isEqualTo(Outcome.ROLLED_BACK);
    assertThat(site.uncounted).containsExactly("changes failed");
  }

  /** Notes what is asked of it. */
  private static final class FakeSite implements Site {
    private final List<String> calls = new ArrayList<>();
    private List<String> uncounted = List.of();
    private Runnable duringCommand = () -> {};
    private String failing = "";
    private int status;
    private boolean good = true;
    private boolean interrupted;
    private Decision decision = Decision.ROLL_BACK;

    private void note(String call) {
      calls.add(call);
      if (failing.equals(call)) {
        Code code = call.equals("command") ? Code.TOOL_MISSING : Code.DOCKER_FAILED;
        throw Problem.of(code, call + " failed").exception();
      }
    }

    private List<LifeSign> signs() {
      return List.of(
          new LifeSign(
              LifeSign.Kind.SERVICE, "api", good, good ? "is well" : "is ill", Duration.ZERO));
    }

    @Override
    public Safety secure() {
      note("secure");
      return SAFETY;
    }

    @Override
    public int command() {
      note("command");
      duringCommand.run();
      return status;
    }

    @Override
    public boolean isInterrupted() {
      return interrupted;
    }

    @Override
    public List<LifeSign> gate() {
      note("gate");
      return signs();
    }

    @Override
    public List<Change> changes(OpenDeployment deployment) {
      note("changes");
      return List.of();
    }

    @Override
    public Decision decide(Trouble trouble) {
      note("decide");
      uncounted = trouble.uncounted();
      return decision;
    }

    @Override
    public RecoveryReport rollBack(OpenDeployment deployment) {
      note("rollBack");
      RecoveryPlan plan =
          new RecoveryPlan(
              "deployment",
              "shop",
              List.of(),
              Optional.empty(),
              Optional.empty(),
              List.of(),
              List.of(),
              List.of(),
              List.of());
      return new RecoveryReport(
          plan, List.of(), List.of(), List.of(), Duration.ZERO, signs(), List.of());
    }

    @Override
    public void startAgain(OpenDeployment deployment) {
      note("startAgain");
    }
  }
}
