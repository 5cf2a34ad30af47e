package dev.lifeboat.recovery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lifeboat.problem.Code;
import dev.lifeboat.problem.Problem;
import dev.lifeboat.problem.ProblemException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UnfinishedTest {
  @TempDir private Path state;
  private Unfinished unfinished;

  @BeforeEach
  void begin() {
    unfinished = new Unfinished(state, "shop");
    assertThat(unfinished.problems()).isEmpty();
    unfinished.begin();
  }

  @Test
  void anotherProcessKnowsOfItUntilItEnds() {
    assertThat(new Unfinished(state, "shop").problems())
        .singleElement()
        .satisfies(
            problem -> {
              assertThat(problem.code()).isEqualTo(Code.CAPTURE_INCOMPLETE);
              assertThat(problem.hints()).anyMatch(hint -> hint.contains("recover"));
            });
    assertThat(new Unfinished(state, "other").problems()).isEmpty();
    unfinished.begin();
    unfinished.end();
    assertThat(unfinished.problems()).isEmpty();
    assertThat(unfinished.isThere()).isFalse();
  }

  @Test
  void aFailureSaysWhatStaysStopped() {
    List<String> warned = new ArrayList<>();
    RuntimeException failed =
        unfinished.after(
            Problem.of(Code.MONGO_FAILED, "the server is gone").exception(), warned::add);
    assertThat(failed)
        .isInstanceOfSatisfying(
            ProblemException.class,
            e ->
                assertThat(e.problems())
                    .extracting(Problem::code)
                    .containsExactly(Code.MONGO_FAILED, Code.RESTORE_INCOMPLETE));
    assertThat(warned).isEmpty();

    RuntimeException other = new IllegalStateException("broken");
    assertThat(unfinished.after(other, warned::add)).isSameAs(other);
    assertThat(warned).singleElement().asString().contains("stay stopped", "give-up");
  }

  @Test
  void oneProcessAtATimeRecoversAStack() {
    Unfinished other = new Unfinished(state, "shop");
    assertThatThrownBy(other::begin).hasMessageContaining("is under way in another process");
    assertThat(other.isFree()).isFalse();
    unfinished.close();
    assertThat(other.isThere()).as("it was cut off").isTrue();
    other.begin();
    other.end();
    assertThat(unfinished.isThere()).isFalse();
  }
}
