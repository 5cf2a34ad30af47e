package dev.lifeboat.recovery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lifeboat.progress.Progress;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GivingUpTest {
  @TempDir private Path state;

  private GivingUp work() {
    return new GivingUp(
        "shop",
        new Unfinished(state, "shop"),
        new HalfSwap(state, "shop"),
        _ -> {
          assertThat(new Unfinished(state, "shop").isThere()).as("else nothing starts").isFalse();
          assertThat(new HalfSwap(state, "shop").isThere()).isFalse();
          return List.of("started 'api' again");
        },
        () -> Instant.EPOCH,
        Progress.silent());
  }

  @Test
  void thereIsNothingToGiveUp() {
    assertThat(work().plan().isEmpty()).isTrue();
  }

  @Test
  void whatWasCutOffIsTakenAsItIsAndServicesGoOn() {
    try (Unfinished recovery = new Unfinished(state, "shop");
        HalfSwap swap = new HalfSwap(state, "shop")) {
      recovery.begin();
      swap.begin();
    }
    GivingUp work = work();
    RecoveryPlan plan = work.plan();
    assertThat(plan.findings()).hasSize(2);
    assertThat(work.execute(plan).done()).contains("started 'api' again");
    assertThat(new Unfinished(state, "shop").problems()).isEmpty();
    assertThat(new HalfSwap(state, "shop").isAbandoned()).isFalse();
  }

  @Test
  void whatIsUnderWayIsNotGivenUp() {
    try (Unfinished recovery = new Unfinished(state, "shop")) {
      recovery.begin();
      GivingUp work = work();
      RecoveryPlan plan = work.plan();
      assertThat(plan.refusals()).hasSize(1);
      assertThatThrownBy(() -> work.execute(plan)).hasMessageContaining("another process");
      assertThat(recovery.isThere()).isTrue();
    }
  }
}
