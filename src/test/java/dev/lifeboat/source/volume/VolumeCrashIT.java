package dev.lifeboat.source.volume;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeboat.docker.Leftovers;
import dev.lifeboat.docker.TestEngine;
import dev.lifeboat.docker.TestImage;
import dev.lifeboat.process.ChildProcess;
import dev.lifeboat.process.Command;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A restore or undo of a volume whose JVM is killed leaves it as it was, or fully over. */
class VolumeCrashIT {
  @RegisterExtension static final TestEngine DOCKER = new TestEngine();

  @TempDir private Path folder;
  private VolumeBench bench;
  private VolumeContent good;
  private VolumeContent spoilt;

  @BeforeEach
  void fill() throws IOException {
    bench = new VolumeBench(DOCKER.engine(), DOCKER.name("shop"), folder.resolve("state"));
    bench.create();
    bench.fill(VolumeSample.good());
    StoredStreams backup = bench.capture();
    Files.write(folder.resolve(VolumeCrashJvm.TAR), backup.tar());
    good = bench.content();
    bench.fill(VolumeSample.spoilt());
    spoilt = bench.content();
    bench.serve(DOCKER.image(TestImage.BUSYBOX));
  }

  @AfterEach
  void clear() {
    var _ = Leftovers.sweep(DOCKER.engine());
    bench.clear();
  }

  @ParameterizedTest
  @EnumSource(names = {"BEGUN", "HALTED", "KEPT", "WRITING", "EMPTIED", "PROVEN"})
  void killedBeforeItIsDoneItLeavesAllAsItWas(VolumePoint point) throws Exception {
    killedAt(point);
    assertThat(bench.recover())
        .isNotEmpty()
        .anyMatch(words -> words.contains("as they were before") || words.contains("brought back"));
    assertThat(bench.content()).isEqualTo(spoilt);
    assertThat(bench.kept()).isEmpty();
    settled();
  }

  @ParameterizedTest
  @EnumSource(names = {"DONE", "RESUMED", "UNDO_BEGUN", "UNDO_KEPT"})
  void whatIsProvenStaysAndCanBeTakenBack(VolumePoint point) throws Exception {
    killedAt(point);
    var _ = bench.recover();
    assertThat(bench.content()).isEqualTo(good);
    assertThat(bench.target(_ -> {}).planUndo()).isPresent();
    assertThat(bench.kept())
        .singleElement()
        .satisfies(name -> assertThat(bench.content(name)).isEqualTo(spoilt));
    settled();
  }

  @ParameterizedTest
  @EnumSource(names = {"UNDO_WRITING", "UNDO_WRITTEN", "UNDO_DONE"})
  void anUndoThatWritesIsCompleted(VolumePoint point) throws Exception {
    killedAt(point);
    var _ = bench.recover();
    assertThat(bench.content()).isEqualTo(spoilt);
    assertThat(bench.target(_ -> {}).planUndo()).isEmpty();
    settled();
  }

  @ParameterizedTest
  @EnumSource(names = {"EMPTIED", "UNDO_WRITING"})
  void whoWasStartedSinceMakesWayWhileItIsSettled(VolumePoint point) throws Exception {
    killedAt(point);
    DOCKER.engine().start(bench.web().id());
    Optional<Instant> startedAt = bench.web().startedAt();
    assertThat(bench.recover()).isNotEmpty();
    assertThat(bench.web().startedAt()).as("stopped, and started again").isNotEqualTo(startedAt);
    assertThat(bench.content()).isEqualTo(spoilt);
    settled();
  }

  /** The service runs, and nothing is left to do. */
  private void settled() {
    assertThat(bench.runs()).isTrue();
    assertThat(bench.recover()).isEmpty();
    assertThat(bench.target(_ -> {}).halfRestored()).isEmpty();
  }

  private void killedAt(VolumePoint point) throws Exception {
    Path log = folder.resolve("jvm.log");
    List<String> words =
        List.of(
            "-XX:TieredStopAtLevel=1",
            "-cp",
            System.getProperty("java.class.path"),
            VolumeCrashJvm.class.getName(),
            DOCKER.address().toString(),
            DOCKER.name("shop"),
            point.name(),
            folder.toString());
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    try (ChildProcess jvm = Command.of(java).with(words).withLog(log).start()) {
      long end = System.nanoTime() + Duration.ofMinutes(2).toNanos();
      while (!Files.exists(folder.resolve(VolumeCrashJvm.REACHED))) {
        assertThat(jvm.isAlive() && System.nanoTime() < end)
            .as(Files.exists(log) ? Files.readString(log) : "")
            .isTrue();
        Thread.sleep(20);
      }
      ProcessHandle process = ProcessHandle.of(jvm.pid()).orElseThrow();
      assertThat(process.destroyForcibly()).isTrue();
      var _ = process.onExit().join();
    }
  }
}
