package dev.lifeboat.drill;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeboat.problem.Code;
import dev.lifeboat.problem.Problem;
import dev.lifeboat.storage.StorageException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class DrillRunnerTest {
  private Instant now = DrillRecords.START;
  private final InstantSource clock = () -> now;

  private final DrillOrder order =
      new DrillOrder(
          "20261122T100000Z-0001",
          DrillScenario.DATABASE,
          false,
          "shop",
          "ship",
          "1",
          new Criteria(
              "all of it",
              Optional.of(Duration.ofMinutes(15)),
              List.of(new Criteria.PointObjective("orders", Duration.ofHours(6))),
              List.of(),
              DrillRecords.START),
          new People("ana", Optional.empty(), List.of()),
          Conditions.UNKNOWN,
          Map.of(
              DrillPhase.LOAD,
              new PhaseForecast(
                  Duration.ofSeconds(50), Duration.ofSeconds(40), Duration.ofSeconds(70))));

  private DrillRunner.Ended run(Stage stage) {
    return new DrillRunner(clock).run(order, stage, List.of(), Optional::empty);
  }

  private void good(DrillLog log, Duration takes, Duration lost) {
    log.isolated(new Check("it is elsewhere", true));
    log.spent(DrillPhase.LOAD, takes);
    now = now.plus(takes);
    log.mark(Moment.Mark.T9, "it answers");
    log.lost(new LostData(lost, List.of(), Optional.of("not counted")));
  }

  @Test
  void passesWhatIsAsItShouldBe() {
    DrillRecord record = run(log -> good(log, Duration.ofMinutes(1), Duration.ofHours(1))).record();

    assertThat(record.verdict()).isEqualTo(DrillVerdict.PASS);
    assertThat(record.rto()).contains(Duration.ofMinutes(1));
    assertThat(record.phases().getFirst().forecast()).isPresent();
    assertThat(record.phases().getFirst().asForetold()).isTrue();
  }

  @Test
  void missedObjectivesAreFindings() {
    DrillRecord record =
        run(log -> good(log, Duration.ofMinutes(16), Duration.ofHours(7))).record();

    assertThat(record.verdict()).isEqualTo(DrillVerdict.PASS_WITH_FINDINGS);
    assertThat(record.findings())
        .extracting(DrillFinding::fact)
        .containsExactly(
            "the recovery took 16 min 00 s, and the objective is 15 min 00 s",
            "7 h 00 min of orders would have been lost, and the objective is 6 h 00 min");
  }

  @Test
  void failsWithoutAProofOfIsolationAndWithAMutantThatEscaped() {
    DrillRecord record =
        run(log ->
                log.mutant(
                    new Mutant(
                        Mutant.Kind.FLIPPED_BIT,
                        Mutant.Step.STORED,
                        Mutant.Step.NONE,
                        "nobody noticed")))
            .record();

    assertThat(record.verdict()).isEqualTo(DrillVerdict.FAIL);
    assertThat(record.findings()).hasSize(2);
  }

  @Test
  void damageFailsTheDrillAndIsNoReasonToAbortIt() {
    DrillRunner.Ended ended =
        run(
            _ -> {
              throw Problem.of(Code.OBJECT_CORRUPT, "object 'a' is damaged").exception();
            });

    assertThat(ended.problem()).isEmpty();
    assertThat(ended.record().verdict()).isEqualTo(DrillVerdict.FAIL);
    assertThat(ended.record().rto()).isEmpty();
  }

  @Test
  void whatNobodyForesawIsKeptOnRecordToo() {
    for (RuntimeException failure :
        List.of(
            new StorageException(StorageException.Kind.UNAVAILABLE, "the bucket is away", null),
            new IllegalStateException("shop.orders has a secret"))) {
      DrillRunner.Ended ended =
          run(
              _ -> {
                throw failure;
              });

      assertThat(ended.problem()).containsSame(failure);
      assertThat(ended.record().verdict()).isEqualTo(DrillVerdict.ABORTED);
      assertThat(ended.record().deviations())
          .singleElement()
          .asString()
          .containsAnyOf("the bucket is away", "IllegalStateException")
          .doesNotContain("secret");
    }
  }

  @Test
  void whatSaysNothingOfTheBackupAbortsIt() {
    DrillRunner.Ended ended =
        run(
            _ -> {
              throw Problem.of(Code.TOOL_MISSING, "there is no mongod").exception();
            });

    assertThat(ended.problem()).isPresent();
    assertThat(ended.record().verdict()).isEqualTo(DrillVerdict.ABORTED);
    assertThat(ended.record().deviations()).containsExactly("aborted: there is no mongod");
  }

  @Test
  void whatComesBeforeT0TakesNoTimeOfTheRecovery() {
    DrillRecord record =
        run(new Stage() {
              @Override
              public void before(DrillLog log) {
                now = now.plusSeconds(100);
              }

              @Override
              public void rehearse(DrillLog log) {
                good(log, Duration.ofSeconds(5), Duration.ZERO);
              }
            })
            .record();

    assertThat(record.rto()).contains(Duration.ofSeconds(5));
    assertThat(record.startedAt()).isEqualTo(DrillRecords.START);
  }
}
