package dev.lifeboat.recovery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lifeboat.compose.Conductor;
import dev.lifeboat.compose.HaltRequest;
import dev.lifeboat.compose.ServiceContainer;
import dev.lifeboat.compose.ServiceContainer.State;
import dev.lifeboat.compose.ServiceContainers;
import dev.lifeboat.problem.Code;
import dev.lifeboat.problem.Problem;
import dev.lifeboat.progress.Progress;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CorruptDatabaseTest {
  private static final InstantSource CLOCK = () -> Instant.EPOCH;

  @TempDir private Path state;
  private final OneDatabase engine = new OneDatabase();

  private String keep(Supplier<String> copying) {
    return CorruptDatabase.keep(
        new Conductor(engine, state, CLOCK),
        HaltRequest.stop(engine.of("shop"), "a test"),
        _ -> copying.get(),
        new Phases(CLOCK, Progress.silent()),
        Progress.silent());
  }

  @Test
  void aCopyThatFailsHasTheDatabaseGoOnAsItWas() {
    assertThatThrownBy(
            () ->
                keep(
                    () -> {
                      assertThat(engine.now).isEqualTo(State.STOPPED);
                      throw Problem.of(Code.ROOM_TOO_SMALL, "no room").exception();
                    }))
        .hasMessage("no room");
    assertThat(engine.now).isEqualTo(State.RUNNING);
  }

  @Test
  void whatIsStoppedIsWrittenDownMeanwhile() {
    var _ =
        keep(
            () -> {
              // With it the next command starts the database after a crash.
              assertThat(Conductor.hasRecords(state)).isTrue();
              return "copy";
            });
    assertThat(engine.now).as("it is deleted next").isEqualTo(State.STOPPED);
  }

  @Test
  void nothingIsDeletedIfSomebodyStartedItMeanwhile() {
    assertThatThrownBy(
            () ->
                keep(
                    () -> {
                      engine.start("db");
                      return "copy";
                    }))
        .hasMessageContaining("was started while it had to stand still");
  }

  @Test
  void thatTheAnchorIsNotPutBackHidesNoFailure() {
    Anchored anchored = new Anchored();
    assertThatThrownBy(
            () ->
                CorruptDatabase.withoutAnchor(
                    anchored,
                    Progress.silent(),
                    () -> {
                      throw Problem.of(Code.MONGO_FAILED, "not restored").exception();
                    }))
        .hasMessage("not restored")
        .satisfies(e -> assertThat(e.getSuppressed()).hasSize(1));
    // Nor does it make a failure of what was done.
    assertThat(CorruptDatabase.withoutAnchor(anchored, Progress.silent(), () -> "done"))
        .isEqualTo("done");
  }

  /** Whose anchor doesn't come back. */
  private static final class Anchored implements CorruptDatabase.Evidence {
    @Override
    public String keep(String volume, Conductor conductor) {
      throw new AssertionError("it is kept already");
    }

    @Override
    public void release() {
      // It lets go.
    }

    @Override
    public void anchorAgain() {
      throw Problem.of(Code.DOCKER_UNREACHABLE, "no engine").exception();
    }
  }

  /** It restarts again and again, as one with damaged files does. */
  private static final class OneDatabase implements ServiceContainers {
    private State now = State.RESTARTING;

    @Override
    public String engine() {
      return "engine";
    }

    @Override
    public List<ServiceContainer> of(String project) {
      return find("db").stream().toList();
    }

    @Override
    public Optional<ServiceContainer> find(String id) {
      return Optional.of(
          new ServiceContainer(
              "db", "shop-db-1", "db", now, Optional.empty(), 14, Instant.EPOCH, Map.of()));
    }

    @Override
    public void stop(String id) {
      now = State.STOPPED;
    }

    @Override
    public void start(String id) {
      now = State.RUNNING;
    }

    @Override
    public void pause(String id) {
      throw new AssertionError("nobody pauses it");
    }

    @Override
    public void unpause(String id) {
      throw new AssertionError("nobody paused it");
    }

    @Override
    public int run(String id, List<String> command, Duration limit) {
      throw new AssertionError("nothing runs in it");
    }
  }
}
