package dev.lifeboat.progress;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lifeboat.problem.Code;
import dev.lifeboat.problem.ProblemException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

final class InterruptionTest {
  private final Interruption interruption = Interruption.none();
  private final AtomicInteger runs = new AtomicInteger();

  @Test
  void letsAnOperationGoOnUntilItIsRequested() {
    assertThatCode(interruption::check).doesNotThrowAnyException();
    interruption.request();
    assertThat(interruption.requested()).isTrue();
    assertThatThrownBy(interruption::check)
        .isInstanceOfSatisfying(
            ProblemException.class,
            e -> assertThat(e.problems().getFirst().code()).isEqualTo(Code.INTERRUPTED));
  }

  @Test
  void runsAnActionOnce() {
    interruption.onRequest(runs::incrementAndGet);
    assertThat(runs).hasValue(0);
    interruption.request();
    interruption.request();
    assertThat(runs).hasValue(1);
  }

  @Test
  void runsALateActionAtOnce() {
    interruption.request();
    interruption.onRequest(runs::incrementAndGet);
    assertThat(runs).hasValue(1);
  }

  @Test
  void forgetsAnActionThatIsNoLongerWaitedFor() {
    interruption.onRequest(runs::incrementAndGet).close();
    interruption.request();
    assertThat(runs).hasValue(0);
  }

  @Test
  void letsAnActionAskForTheState() {
    interruption.onRequest(
        () -> {
          if (interruption.requested()) {
            runs.incrementAndGet();
          }
        });
    interruption.request();
    assertThat(runs).hasValue(1);
  }
}
