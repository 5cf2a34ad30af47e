package dev.lifeboat.source.mongo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lifeboat.process.ChildProcess;
import dev.lifeboat.process.Command;
import dev.lifeboat.progress.Progress;
import dev.lifeboat.sandbox.MongodFixture;
import dev.lifeboat.source.ItemProof;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A restore or undo whose JVM is killed leaves the target as it was, or fully over. */
class RestoreCrashIT {
  @RegisterExtension static final MongodFixture MONGO = MongodFixture.replicaSet(1);

  @TempDir private Path folder;
  private RestoreBench bench;
  private Map<String, String> good;

  @BeforeEach
  void fill() {
    bench = new RestoreBench(MONGO.uri(), folder);
    RestoreSample.fill(MONGO.database());
    good = states();
  }

  @AfterEach
  void drop() {
    MONGO.database().drop();
  }

  @ParameterizedTest
  @EnumSource(names = {"CREATED", "LOADED", "PROVEN", "REFILLED"})
  void killedBeforeTheSwapItLeavesAllAsItWas(RestorePoint point) throws Exception {
    var wrong = killedAt(point);

    assertThat(bench.recover()).singleElement().asString().contains("as it was before");
    assertThat(states()).isEqualTo(wrong);
    assertThat(own()).isEmpty();
    assertThat(bench.recover()).isEmpty();
  }

  @Test
  void killedWhenItWasRolledForwardItLeavesAllAsItWas() throws Exception {
    var wrong = killedAt(RestorePoint.REPLAYED, "forward");

    assertThat(bench.recover()).singleElement().asString().contains("as it was before");
    assertThat(states()).isEqualTo(wrong);
    assertThat(own()).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(names = {"BEFORE_SWAP", "AFTER_SWAP"})
  void killedDuringTheSwapItIsCompleted(RestorePoint point) throws Exception {
    var wrong = killedAt(point);

    assertThat(bench.recover()).singleElement().asString().contains("completed restore");
    assertThat(states()).isEqualTo(good);
    assertThat(own()).noneMatch(name -> name.startsWith("__lifeboat.s"));
    bench.undo();
    assertThat(states()).isEqualTo(wrong);
  }

  @ParameterizedTest
  @EnumSource(names = {"BEFORE_UNDO", "UNDO_SWAPPED", "UNDO_REFILLED"})
  void anUndoThatIsKilledIsCompleted(RestorePoint point) throws Exception {
    var wrong = killedAt(point);

    assertThat(bench.recover()).singleElement().asString().contains("completed the undo");
    assertThat(states()).isEqualTo(wrong);
    assertThat(bench.recover()).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(names = {"DROPPED", "ARRIVED"})
  void killedInPlaceItIsKnownUntilItIsRunAgain(RestorePoint point) throws Exception {
    var backup = bench.capture(MONGO.databaseName());
    killedAt(point, "in-place");

    assertThat(bench.halfRestored()).as("before it is settled").hasSize(1);
    assertThat(bench.recover())
        .singleElement()
        .asString()
        .contains("in place was cut off: incomplete '" + MONGO.databaseName() + ".");
    assertThat(bench.recover()).as("as long as it is").hasSize(1);
    assertThat(bench.halfRestored()).singleElement().asString().contains("was cut off");
    assertThatThrownBy(() -> bench.undo()).hasMessageContaining("what it dropped is gone");
    assertThat(bench.restore(backup, RestoreBench.IN_PLACE).proof()).allMatch(ItemProof::holds);
    assertThat(states()).isEqualTo(good);
    assertThat(bench.recover()).isEmpty();
    assertThat(bench.halfRestored()).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(names = {"CREATED", "LOADED", "NOTED", "INSERTED"})
  void killedWhileItInsertsWhatIsMissingItCanBeRunAgainOrTakenBack(RestorePoint point)
      throws Exception {
    var backup = bench.capture(MONGO.databaseName());
    var lost = killedAt(point, "missing");

    assertThat(bench.recover())
        .singleElement()
        .asString()
        .contains("was cut off: what it inserted stays");
    assertThat(bench.recover()).isEmpty();
    assertThat(bench.restore(backup, RestoreBench.MISSING).proof()).allMatch(ItemProof::holds);
    assertThat(states()).as("nothing is missing, options and indexes included").isEqualTo(good);
    bench.undo();
    bench.undo();
    assertThat(states()).isEqualTo(lost);
    assertThat(own()).isNotEmpty().noneMatch(name -> name.startsWith("__lifeboat.s"));
  }

  @Test
  void aRunningRestoreIsNotDisturbed() {
    var backup = bench.capture(MONGO.databaseName());
    RestoreSample.spoil(MONGO.database());
    List<String> disturbed = new ArrayList<>();
    try (var target = bench.target((point, id) -> disturbed.addAll(bench.recover()))) {
      var _ = target.restore(target.plan(backup, RestoreBench.PLAIN), backup, Progress.silent());
    }
    assertThat(disturbed).isEmpty();
    assertThat(states()).isEqualTo(good);
  }

  /** What was there before the restore. */
  private Map<String, String> killedAt(RestorePoint point, String... more) throws Exception {
    Path log = folder.resolve("jvm.log");
    try (ChildProcess jvm =
        Command.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                Stream.concat(
                        Stream.of(
                            "-cp",
                            System.getProperty("java.class.path"),
                            RestoreCrashJvm.class.getName(),
                            MONGO.uri(),
                            MONGO.databaseName(),
                            point.name(),
                            folder.toString()),
                        Stream.of(more))
                    .toArray(String[]::new))
            .withLog(log)
            .start()) {
      await(jvm, RestoreCrashJvm.SPOILT, log);
      var spoilt = states();
      Files.createFile(folder.resolve(RestoreCrashJvm.GO));
      await(jvm, RestoreCrashJvm.REACHED, log);
      var process = ProcessHandle.of(jvm.pid()).orElseThrow();
      assertThat(process.destroyForcibly()).isTrue();
      var _ = process.onExit().join();
      return spoilt;
    }
  }

  private void await(ChildProcess jvm, String file, Path log) throws Exception {
    long end = System.nanoTime() + Duration.ofSeconds(60).toNanos();
    while (!Files.exists(folder.resolve(file))) {
      assertThat(jvm.isAlive() && System.nanoTime() < end).as(text(log)).isTrue();
      Thread.sleep(20);
    }
  }

  private static String text(Path log) throws IOException {
    return Files.exists(log) ? Files.readString(log) : "";
  }

  private Map<String, String> states() {
    return RestoreBench.states(bench.capture(MONGO.databaseName()));
  }

  private static List<String> own() {
    return MONGO.database().listCollectionNames().into(new ArrayList<>()).stream()
        .filter(StagedNames::isOwn)
        .toList();
  }
}
