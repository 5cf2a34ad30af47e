package dev.lifeboat.source.volume;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lifeboat.docker.Container;
import dev.lifeboat.docker.ContainerState;
import dev.lifeboat.docker.NewVolume;
import dev.lifeboat.docker.TestEngine;
import dev.lifeboat.docker.TestImage;
import dev.lifeboat.docker.Volume;
import dev.lifeboat.guard.Guard;
import dev.lifeboat.guard.GuardStatus;
import dev.lifeboat.problem.Code;
import dev.lifeboat.problem.ProblemException;
import dev.lifeboat.progress.Progress;
import dev.lifeboat.source.LifeSign;
import dev.lifeboat.source.PlannedItem;
import dev.lifeboat.source.RestorePlan;
import dev.lifeboat.source.RestoreRequest;
import dev.lifeboat.source.RestoreResult;
import dev.lifeboat.source.UndoResult;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Volumes of a real engine, restored and taken back. */
class VolumeTargetIT {
  @RegisterExtension static final TestEngine DOCKER = new TestEngine();

  @TempDir private Path state;
  private VolumeBench bench;
  private StoredStreams backup;
  private VolumeContent good;
  private VolumeContent spoilt;

  @BeforeEach
  void fill() {
    bench = new VolumeBench(DOCKER.engine(), DOCKER.name("shop"), state);
    bench.create();
    bench.fill(VolumeSample.good());
    backup = bench.capture();
    good = bench.content();
    bench.fill(VolumeSample.spoilt());
    spoilt = bench.content();
    bench.serve(DOCKER.image(TestImage.BUSYBOX));
  }

  @AfterEach
  void clear() {
    bench.clear();
  }

  @Test
  void replacesWhatIsThereAndBringsItBack() {
    Container before = bench.web();
    RestorePlan plan = bench.target(_ -> {}).plan(backup, VolumeBench.request("data"));
    assertThat(plan.refusals()).isEmpty();
    assertThat(plan.items())
        .singleElement()
        .extracting(PlannedItem::action)
        .isEqualTo(PlannedItem.Action.REPLACE);
    assertThat(plan.steps())
        .anyMatch(step -> step.description().contains("stop") && step.destructive());

    RestoreResult result = bench.restore(backup, VolumeBench.request("data"));

    assertThat(result.proof())
        .allMatch(item -> item.holds() && item.actual().equals(item.expected()));
    assertThat(bench.content()).isEqualTo(good).isNotEqualTo(spoilt);
    assertThat(result.signs())
        .singleElement()
        .satisfies(
            sign -> assertThat(sign.good() && sign.kind() == LifeSign.Kind.SERVICE).isTrue());
    assertThat(bench.web().startedAt()).isNotEqualTo(before.startedAt());
    assertThat(bench.kept()).hasSize(1);
    assertThat(bench.recover()).isEmpty();

    VolumeTarget target = bench.target(_ -> {});
    UndoResult undone = target.undo(target.planUndo().orElseThrow(), Progress.silent());
    assertThat(bench.content()).isEqualTo(spoilt);
    assertThat(undone.aside()).singleElement().asString().contains("lifeboat-undone-");
    assertThat(bench.kept())
        .singleElement()
        .satisfies(name -> assertThat(bench.content(name)).isEqualTo(good));
    assertThat(bench.runs()).isTrue();
    assertThat(target.planUndo()).isEmpty();
  }

  @Test
  void makesAVolumeThatIsGoneWithItsLabels() {
    DOCKER.engine().remove(bench.web().id(), true);
    DOCKER.engine().removeVolume(bench.volume(), false);
    RestoreResult result = bench.restore(backup, VolumeBench.request());
    assertThat(bench.content()).isEqualTo(good);
    Volume made = DOCKER.engine().volume(bench.volume()).orElseThrow();
    assertThat(made.labels())
        .containsAllEntriesOf(backup.volume().labels())
        .containsEntry("own", "label");
    assertThat(result.keptUntil()).as("there was nothing before").isEmpty();
    assertThat(bench.kept()).isEmpty();
  }

  @Test
  void restoresBesideWhatIsThere() {
    Container before = bench.web();
    String beside = DOCKER.name("shop") + "_beside";
    RestoreResult result = bench.restore(backup, VolumeBench.request(Optional.of(beside), "data"));
    assertThat(result.proof())
        .singleElement()
        .satisfies(p -> assertThat(p.name()).isEqualTo(beside));
    assertThat(bench.content(beside)).isEqualTo(good);
    assertThat(bench.content()).isEqualTo(spoilt);
    assertThat(bench.web().startedAt()).as("no service is stopped").isEqualTo(before.startedAt());
    assertThat(DOCKER.engine().volume(beside).orElseThrow().labels())
        .as("Compose must not find two")
        .doesNotContainKey(VolumeBench.PROJECT);
    assertThat(refusal(VolumeBench.request(Optional.of(beside), "data")))
        .contains("there is a volume '" + beside + "' already");
  }

  @Test
  void restoresAPartAndTouchesNothingElse() {
    RestoreResult result = bench.restore(backup, VolumeBench.request("data:uploads/2026"));
    assertThat(result.proof()).singleElement().satisfies(p -> assertThat(p.note()).isPresent());
    assertThat(bench.paths(bench.volume()))
        .contains("new", "a.txt/in it", "uploads/y", "uploads/2026/x")
        .doesNotContain("uploads/2026/z", "big.bin");
    VolumeTarget target = bench.target(_ -> {});
    var _ = target.undo(target.planUndo().orElseThrow(), Progress.silent());
    assertThat(bench.content()).isEqualTo(spoilt);
  }

  @Test
  void refusesAPartThatTheBackupLacks() {
    assertThatThrownBy(() -> bench.target(_ -> {}).plan(backup, VolumeBench.request("data:none")))
        .hasMessageContaining("has nothing at 'none'");
    assertThatThrownBy(
            () -> bench.target(_ -> {}).plan(backup, VolumeBench.request("data:b-is-a.txt")))
        .hasMessageContaining("is another name of 'a.txt'");
    assertThatThrownBy(() -> bench.target(_ -> {}).check(backup, VolumeBench.request("other")))
        .isInstanceOfSatisfying(
            ProblemException.class,
            e -> {
              assertThat(e.problems().getFirst().code()).isEqualTo(Code.NAMESPACE_NOT_FOUND);
              assertThat(e.problems().getFirst().hints()).containsExactly("it has: data");
            });
  }

  @Test
  void refusesTheVolumeOfAnotherStack() {
    String other = DOCKER.name("shop") + "_foreign";
    var _ =
        DOCKER
            .engine()
            .createVolume(NewVolume.local(other, Map.of(VolumeBench.PROJECT, "another")));
    StoredStreams foreign =
        backup.with(Map.of("volume", other, "labels", Map.of("com.docker.compose.volume", "f")));
    DOCKER.engine().remove(bench.web().id(), true);
    DOCKER.engine().removeVolume(bench.volume(), true);
    assertThat(bench.target(_ -> {}).plan(foreign, VolumeBench.request()).refusals())
        .singleElement()
        .satisfies(p -> assertThat(p.message()).contains("belongs to the stack 'another'"));
  }

  @Test
  void refusesFilesOfADatabaseThatWasRunning() {
    StoredStreams live = backup.with(Map.of("consistency", "live", "database", true));
    assertThat(bench.target(_ -> {}).plan(live, VolumeBench.request()).refusals())
        .singleElement()
        .satisfies(p -> assertThat(p.hints()).contains("or, if there is none: --accept-live"));
  }

  @Test
  void bringsTheOldContentBackWhenTheStreamBreaksOff() {
    byte[] torn = Arrays.copyOf(backup.tar(), backup.tar().length / 2);
    assertThatThrownBy(() -> bench.restore(backup.with(torn), VolumeBench.request()))
        .isInstanceOfSatisfying(
            ProblemException.class,
            e -> assertThat(e.problems().getFirst().code()).isEqualTo(Code.OBJECT_CORRUPT));
    unchanged();
  }

  @Test
  void bringsTheOldContentBackWhenTheProofFails() {
    assertThatThrownBy(
            () -> bench.restore(backup.with(VolumeSample.spoilt()), VolumeBench.request()))
        .isInstanceOfSatisfying(
            ProblemException.class,
            e -> assertThat(e.problems().getFirst().code()).isEqualTo(Code.RESTORE_PROOF_FAILED));
    unchanged();
  }

  @Test
  void bringsTheOldContentBackWhenAServiceWasStartedMeanwhile() {
    VolumeTarget target =
        bench.target(
            point -> {
              if (point == VolumePoint.EMPTIED) {
                DOCKER.engine().start(bench.web().id());
              }
            });
    RestorePlan plan = target.plan(backup, VolumeBench.request());
    assertThatThrownBy(() -> target.restore(plan, backup, Progress.silent()))
        .isInstanceOfSatisfying(
            ProblemException.class,
            e -> assertThat(e.problems().getFirst().code()).isEqualTo(Code.SERVICE_STARTED));
    unchanged();
  }

  @Test
  void bringsTheOldContentBackWhenAnotherContainerWasMadeMeanwhile() {
    String another = DOCKER.name("shop") + "-web-2";
    VolumeTarget target =
        bench.target(
            point -> {
              if (point == VolumePoint.EMPTIED) {
                bench.serve(DOCKER.image(TestImage.BUSYBOX), another);
              }
            });
    RestorePlan plan = target.plan(backup, VolumeBench.request());
    assertThatThrownBy(() -> target.restore(plan, backup, Progress.silent()))
        .isInstanceOfSatisfying(
            ProblemException.class,
            e -> assertThat(e.problems().getFirst().code()).isEqualTo(Code.SERVICE_STARTED));
    unchanged();
    assertThat(DOCKER.engine().container(another).orElseThrow().state())
        .isEqualTo(ContainerState.RUNNING);
  }

  @Test
  void bringsTheOldContentBackWhenItShallStop() {
    VolumeTarget target =
        bench.target(
            point -> {
              if (point == VolumePoint.EMPTIED) {
                Thread.currentThread().interrupt();
              }
            });
    RestorePlan plan = target.plan(backup, VolumeBench.request());
    assertThatThrownBy(() -> target.restore(plan, backup, Progress.silent()))
        .isInstanceOf(ProblemException.class);
    assertThat(Thread.interrupted()).isTrue();
    unchanged();
  }

  private void unchanged() {
    assertThat(bench.content()).isEqualTo(spoilt);
    assertThat(bench.kept()).isEmpty();
    assertThat(bench.runs()).isTrue();
    assertThat(bench.recover()).isEmpty();
  }

  @Test
  void theAnchorIsNoService() {
    Guard guard = new Guard(DOCKER.engine(), DOCKER.name("shop"), state, InstantSource.system());
    String anchor = guard.on(List.of()).anchor().orElseThrow();
    try {
      Optional<Instant> since = DOCKER.engine().container(anchor).orElseThrow().startedAt();
      RestorePlan plan = bench.target(_ -> {}).plan(backup, VolumeBench.request());
      assertThat(plan.steps()).noneMatch(step -> step.description().contains("anchor"));
      VolumeTarget target =
          bench.target(
              point -> {
                if (point == VolumePoint.HALTED) {
                  // What the sentinel does when it finds no anchor.
                  assertThat(guard.status().verdict()).isEqualTo(GuardStatus.Verdict.ON);
                }
              });
      var _ = target.restore(plan, backup, Progress.silent());
      assertThat(bench.content()).isEqualTo(good);
      var _ = target.undo(target.planUndo().orElseThrow(), Progress.silent());
      assertThat(bench.content()).isEqualTo(spoilt);
      assertThat(DOCKER.engine().container(anchor).orElseThrow().startedAt()).isEqualTo(since);
      assertThat(bench.runs()).isTrue();
    } finally {
      var _ = guard.offForGood();
    }
  }

  @Test
  void onlyOneIsAtWork() {
    VolumeTarget target =
        bench.target(
            point -> {
              if (point == VolumePoint.WRITING) {
                assertThat(bench.recover()).as("nothing is disturbed").isEmpty();
                assertThatThrownBy(() -> bench.restore(backup, VolumeBench.request()))
                    .isInstanceOfSatisfying(
                        ProblemException.class,
                        e ->
                            assertThat(e.problems().getFirst().code())
                                .isEqualTo(Code.RESTORE_BUSY));
              }
            });
    var _ = target.restore(target.plan(backup, VolumeBench.request()), backup, Progress.silent());
    assertThat(bench.content()).isEqualTo(good);
  }

  @Test
  void removesWhatIsKeptWhenItsTimeIsOver() {
    var _ = bench.restore(backup, VolumeBench.request());
    assertThat(bench.recover(Instant.now().plus(Duration.ofDays(6)))).isEmpty();
    assertThat(bench.recover(Instant.now().plus(Duration.ofDays(8))))
        .singleElement()
        .asString()
        .contains("whose time is over: lifeboat-kept-");
    assertThat(bench.kept()).isEmpty();
  }

  private List<String> refusal(RestoreRequest request) {
    return bench.target(_ -> {}).plan(backup, request).refusals().stream()
        .map(p -> p.message())
        .flatMap(m -> List.of(m.split(", ", -1)).stream())
        .toList();
  }
}
