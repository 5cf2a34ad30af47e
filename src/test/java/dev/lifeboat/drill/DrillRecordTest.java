package dev.lifeboat.drill;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class DrillRecordTest {
  private final DrillRecord full = DrillRecords.full();

  @Test
  void comparesWithWhatWasPromised() {
    assertThat(full.rtoMet()).contains(true);
    assertThat(full.rpoMet(full.criteria().rpos().getFirst())).contains(true);
    assertThat(full.rpoMet(new Criteria.PointObjective("orders", Duration.ofHours(5))))
        .contains(false);
    assertThat(full.rpo().orElseThrow().documents()).hasValue(34);
  }

  @Test
  void countsOnlyMutantsThatTheRightStepCaught() {
    assertThat(full.caught()).isEqualTo(1);
    assertThat(
            new Mutant(
                    Mutant.Kind.FORGED_MANIFEST, Mutant.Step.SIGNATURE, Mutant.Step.PROOF, "late")
                .caught())
        .isFalse();
  }

  @Test
  void knowsAPhaseThatTookLongerThanForetold() {
    PhaseResult fetch = full.phases().getFirst();

    assertThat(fetch.asForetold()).isTrue();
    assertThat(
            new PhaseResult(fetch.phase(), Duration.ofSeconds(16), fetch.forecast()).asForetold())
        .isFalse();
    assertThat(full.took(DrillPhase.LOAD)).contains(Duration.ofSeconds(60));
    assertThat(full.took(DrillPhase.REPLAY)).isEmpty();
  }

  @Test
  void noProofOfIsolationWithoutALook() {
    assertThat(full.isolation().proven()).isTrue();
    assertThat(new Isolation("somewhere", List.of()).proven()).isFalse();
  }

  @Test
  void namesWhatChangedSince() {
    Conditions now =
        new Conditions(
            Optional.of("7.0.1"), Optional.empty(), Optional.of("33"), Optional.of("22"));

    assertThat(full.conditions().changed(now)).containsExactly("the server's version changed");
    assertThat(full.conditions().changed(full.conditions())).isEmpty();
  }

  @Test
  void theReviewerIsNotTheOperator() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new People("ana", Optional.of("ana"), List.of()));
  }

  @Test
  void readsScenariosAsPeopleWriteThem() {
    for (DrillScenario scenario : DrillScenario.values()) {
      assertThat(DrillScenario.parse(scenario.toString())).isEqualTo(scenario);
    }
    assertThat(DrillScenario.words()).contains("host-lost", "point-in-time");
    assertThatIllegalArgumentException().isThrownBy(() -> DrillScenario.parse("fire"));
  }
}
