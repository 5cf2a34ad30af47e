package dev.lifeboat.compose;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.lifeboat.compose.HaltRequest.Act;
import dev.lifeboat.compose.ServiceContainer.Condition;
import dev.lifeboat.compose.ServiceContainer.Health;
import dev.lifeboat.compose.ServiceContainer.State;
import dev.lifeboat.compose.ServiceHealth.Verdict;
import dev.lifeboat.problem.Code;
import dev.lifeboat.problem.ProblemException;
import dev.lifeboat.progress.Progress;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConductorTest {
  private static final Duration LIMIT = Duration.ofSeconds(60);

  @TempDir private Path state;
  private final FakeContainers engine = new FakeContainers();
  private Conductor conductor;

  @BeforeEach
  void stack() {
    conductor = new Conductor(engine, state, engine.waiting());
    engine.add("api", State.RUNNING, Map.of("db", Condition.HEALTHY));
    engine.add("db", State.RUNNING, Map.of());
    engine.add("web", State.RUNNING, Map.of("api", Condition.STARTED));
    engine.add("job", State.STOPPED, Map.of("db", Condition.STARTED));
  }

  private HaltRequest all() {
    return HaltRequest.stop(engine.of("shop"), "a test");
  }

  @Test
  void stopsWhatNobodyDependsOnFirstAndStartsItLast() {
    try (Halt halt = conductor.halt(all(), Progress.silent())) {
      assertThat(halt.services()).containsExactly("db", "api", "web");
      halt.requireHalted();
      assertThat(halt.resume(LIMIT)).allMatch(ServiceHealth::isGood);
    }
    assertThat(engine.acts)
        .containsExactly("stop web", "stop api", "stop db", "start db", "start api", "start web");
    assertThat(records()).isEmpty();
  }

  @Test
  void tellsWhatIsHaltedAlsoAfterACrash() {
    assertThat(Conductor.halted(state)).isEmpty();
    conductor.halt(all(), Progress.silent()).leave();
    assertThat(Conductor.halted(state)).containsExactlyInAnyOrder("db", "api", "web");
    assertThat(conductor.settle(Progress.silent())).hasSize(3);
    assertThat(Conductor.halted(state)).isEmpty();
  }

  @Test
  void workWithinAHaltMayAskForWhatItStopped() {
    try (Halt outer = conductor.halt(all(), Progress.silent())) {
      engine.acts.clear();
      assertThatThrownBy(() -> conductor.halt(all(), Progress.silent()))
          .isInstanceOfSatisfying(
              ProblemException.class,
              e -> assertThat(e.problems().getFirst().code()).isEqualTo(Code.BUSY));
      try (Halt inner = conductor.within(outer).halt(all(), Progress.silent())) {
        assertThat(inner.services()).isEmpty();
        assertThat(inner.resume(LIMIT)).isEmpty();
      }
      assertThat(engine.acts).isEmpty();
      outer.requireHalted();
    }
    assertThat(engine.acts).containsExactly("start db", "start api", "start web");
  }

  @Test
  void leavesAloneWhatDidNotRun() {
    try (Halt halt = conductor.halt(all(), Progress.silent())) {
      assertThat(halt.services()).doesNotContain("job");
    }
    assertThat(engine.require("job").state()).isEqualTo(State.STOPPED);
  }

  @Test
  void writesDownWhatItStopsBeforeItStops() {
    List<Integer> seen = new ArrayList<>();
    engine.beforeStop = () -> seen.add(records().size());
    conductor.halt(all(), Progress.silent()).close();
    assertThat(seen).containsExactly(1, 1, 1);
  }

  @Test
  void stopsNothingThatItCannotWriteDown() throws IOException {
    Files.writeString(state.resolve("halted"), "a file in the way");
    assertThatThrownBy(() -> conductor.halt(all(), Progress.silent()))
        .isInstanceOfSatisfying(
            ProblemException.class,
            e -> assertThat(e.problems().getFirst().code()).isEqualTo(Code.STATE_UNUSABLE));
    assertThat(engine.acts).isEmpty();
  }

  @Test
  void startsAgainWhatWasStoppedWhenAnotherCannotBe() {
    engine.broken.add("stop api");
    assertThatThrownBy(() -> conductor.halt(all(), Progress.silent()))
        .hasMessageContaining("failed to stop api");
    assertThat(engine.require("web").state()).isEqualTo(State.RUNNING);
    assertThat(records()).isEmpty();
  }

  @Test
  void settlesWhatACrashLeftHalted() {
    conductor.halt(all(), Progress.silent()).leave();
    engine.acts.clear();
    assertThat(conductor.settle(Progress.silent()))
        .containsExactly(
            "started 'db' again, which had been stopped for a test",
            "started 'api' again, which had been stopped for a test",
            "started 'web' again, which had been stopped for a test");
    assertThat(engine.acts).containsExactly("start db", "start api", "start web");
    assertThat(conductor.settle(Progress.silent())).isEmpty();
  }

  @Test
  void aRecordThatNobodyCanReadKeepsNobodyFromTheOthers() throws IOException {
    conductor.halt(all(), Progress.silent()).leave();
    Files.writeString(state.resolve("halted/00.json"), "torn");
    Files.writeString(state.resolve("halted/99.json"), "torn");
    List<String> warnings = new ArrayList<>();
    assertThat(conductor.settle(warning(warnings))).hasSize(3);
    assertThat(warnings).hasSize(2).allMatch(words -> words.contains("can't be read"));
    Files.delete(state.resolve("halted/00.json"));
    Files.delete(state.resolve("halted/99.json"));
    conductor.halt(all(), Progress.silent()).leave();
    assertThat(conductor.settle(Progress.silent())).as("no lock was left behind").hasSize(3);
  }

  @Test
  void aRecordThatCannotBeRemovedKeepsNobodyFromTheOthers() {
    conductor.halt(stop("web"), Progress.silent()).leave();
    Path first = records().getFirst();
    conductor.halt(stop("db"), Progress.silent()).leave();
    engine.beforeStart =
        id -> {
          if (id.equals("web")) {
            cannotBeRemoved(first);
          }
        };
    List<String> warnings = new ArrayList<>();
    assertThat(conductor.settle(warning(warnings)))
        .anyMatch(words -> words.contains("started 'db' again"));
    assertThat(warnings).singleElement().asString().contains("could not be started again");
  }

  private HaltRequest stop(String service) {
    return HaltRequest.stop(List.of(engine.require(service)), "a test");
  }

  /** As on a disk that has become read-only; a folder that isn't empty can't be deleted either. */
  private static void cannotBeRemoved(Path file) {
    try {
      Files.delete(file);
      Files.createDirectory(file);
      Files.createFile(file.resolve("in it"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void settlesNothingThatAProcessStillWorksWith() {
    try (Halt halt = conductor.halt(all(), Progress.silent())) {
      assertThat(conductor.settle(Progress.silent())).isEmpty();
      halt.requireHalted();
    }
  }

  @Test
  void settlesNothingThatWaitsForAnotherJournal() throws IOException {
    Path other = Files.writeString(state.resolve("restore.json"), "{}");
    HaltRequest request =
        new HaltRequest(Act.STOP, engine.of("shop"), "a restore", Optional.of(other));
    conductor.halt(request, Progress.silent()).leave();
    assertThat(conductor.settle(Progress.silent())).isEmpty();
    assertThat(engine.require("db").state()).isEqualTo(State.STOPPED);
    Files.delete(other);
    assertThat(conductor.settle(Progress.silent())).hasSize(3);
  }

  @Test
  void goesOnWithWhatIsLeftWhenAContainerWasRemovedMeanwhile() {
    conductor.halt(all(), Progress.silent()).leave();
    engine.gone("api");
    List<String> warnings = new ArrayList<>();
    assertThat(conductor.settle(warning(warnings))).hasSize(2);
    assertThat(warnings).singleElement().asString().contains("'api'", "was removed");
    assertThat(records()).isEmpty();
  }

  @Test
  void saysWhatIsGone() {
    try (Halt halt = conductor.halt(all(), Progress.silent())) {
      engine.gone("api");
      assertThat(halt.resume(LIMIT))
          .filteredOn(health -> !health.isGood())
          .extracting(ServiceHealth::container, ServiceHealth::words)
          .containsExactly(tuple("shop-api", "was removed"));
    }
    assertThat(records()).isEmpty();
  }

  @Test
  void startsWhatWasMadeAnewMeanwhile() {
    try (Halt halt = conductor.halt(all(), Progress.silent())) {
      engine.anew("api", "api-2");
      assertThat(halt.resume(LIMIT)).hasSize(3).allMatch(ServiceHealth::isGood);
    }
    assertThat(engine.acts).contains("start api-2");
  }

  @Test
  void remembersWhatCouldNotBeStarted() {
    engine.broken.add("start api");
    Halt halt = conductor.halt(all(), Progress.silent());
    assertThatThrownBy(() -> halt.resume(LIMIT)).hasMessageContaining("failed to start api");
    assertThat(engine.require("web").state()).as("the others start").isEqualTo(State.RUNNING);
    engine.broken.clear();
    assertThat(conductor.settle(Progress.silent())).singleElement().asString().contains("'api'");
  }

  @Test
  void doesNotHaltWhatAnotherHasHalted() {
    try (Halt halt = conductor.halt(all(), Progress.silent())) {
      assertThatThrownBy(() -> conductor.halt(all(), Progress.silent()))
          .isInstanceOfSatisfying(
              ProblemException.class,
              e -> assertThat(e.problems().getFirst().code()).isEqualTo(Code.BUSY));
      halt.requireHalted();
    }
  }

  @Test
  void noticesWhatWasStartedMeanwhile() {
    try (Halt halt = conductor.halt(all(), Progress.silent())) {
      engine.start("db");
      assertThatThrownBy(halt::requireHalted)
          .isInstanceOfSatisfying(
              ProblemException.class,
              e -> assertThat(e.problems().getFirst().code()).isEqualTo(Code.SERVICE_STARTED));
      halt.haltAgain();
      halt.requireHalted();
    }
  }

  @Test
  void pausesAndLetsGoOn() {
    engine.state("web", State.RESTARTING, 1);
    try (Halt halt =
        conductor.halt(HaltRequest.pause(engine.of("shop"), "a test"), Progress.silent())) {
      assertThat(engine.require("web").state()).as("can't be paused").isEqualTo(State.STOPPED);
      assertThat(engine.require("db").state()).isEqualTo(State.PAUSED);
      assertThat(halt.resume(LIMIT)).hasSize(3).allMatch(ServiceHealth::isGood);
    }
    assertThat(engine.acts)
        .containsExactly(
            "stop web", "pause api", "pause db", "unpause db", "unpause api", "start web");
  }

  @Test
  void waitsForHealthBeforeItStartsWhatNeedsIt() {
    engine.health("db", Health.STARTING);
    engine.after(Duration.ofSeconds(8), () -> engine.health("db", Health.HEALTHY));
    try (Halt halt = conductor.halt(all(), Progress.silent())) {
      List<ServiceHealth> healths = halt.resume(LIMIT);
      assertThat(healths)
          .extracting(ServiceHealth::verdict)
          .containsExactly(Verdict.HEALTHY, Verdict.RUNNING, Verdict.RUNNING);
    }
    assertThat(
            Duration.between(engine.require("db").startedAt(), engine.require("api").startedAt()))
        .isEqualTo(Duration.ofSeconds(8));
  }

  @Test
  void startsTheOthersWhenOneNeverGetsHealthy() {
    engine.health("db", Health.UNHEALTHY);
    try (Halt halt = conductor.halt(all(), Progress.silent())) {
      assertThat(halt.resume(LIMIT))
          .extracting(ServiceHealth::words)
          .contains("is not well after 1 min 00 s: its health check fails");
    }
    assertThat(engine.acts).contains("start api", "start web");
    assertThat(records()).isEmpty();
  }

  @Test
  void knowsARestartLoop() {
    engine.after(Duration.ofSeconds(1), () -> engine.restarted("web"));
    engine.after(Duration.ofSeconds(2), () -> engine.restarted("web"));
    try (Halt halt = conductor.halt(all(), Progress.silent())) {
      assertThat(halt.resume(LIMIT))
          .filteredOn(health -> !health.isGood())
          .extracting(ServiceHealth::container, ServiceHealth::words)
          .containsExactly(tuple("shop-web", "restarts in a loop, exit code 1"));
    }
  }

  @Test
  void knowsHowAContainerEnded() {
    engine.after(Duration.ofSeconds(1), () -> engine.state("web", State.STOPPED, 14));
    engine.after(Duration.ofMillis(1500), () -> engine.state("api", State.STOPPED, 0));
    try (Halt halt = conductor.halt(all(), Progress.silent())) {
      assertThat(halt.resume(LIMIT))
          .extracting(ServiceHealth::words)
          .containsExactly("runs", "ran to its end", "ended with exit code 14");
    }
  }

  @Test
  void startsServicesAlthoughItShallStop() {
    engine.health("db", Health.STARTING);
    Halt halt = conductor.halt(all(), Progress.silent());
    Thread.currentThread().interrupt();
    assertThatThrownBy(
            () -> {
              var _ = halt.resume(LIMIT);
              throw new AssertionError("nobody waits");
            })
        .satisfies(_ -> assertThat(Thread.interrupted()).isTrue());
    assertThat(engine.acts).endsWith("start db", "start api", "start web");
    assertThat(records()).isEmpty();
  }

  private static Progress warning(List<String> warnings) {
    return new Progress() {
      @Override
      public Phase start(String name, long total, Unit unit) {
        return Progress.silent().start(name, total, unit);
      }

      @Override
      public void warn(String message) {
        warnings.add(message);
      }
    };
  }

  private List<Path> records() {
    Path folder = state.resolve("halted");
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(file -> file.toString().endsWith(".json")).toList();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }
}
