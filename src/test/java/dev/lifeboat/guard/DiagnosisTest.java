package dev.lifeboat.guard;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeboat.docker.Container;
import dev.lifeboat.docker.ContainerState;
import dev.lifeboat.docker.Environment;
import dev.lifeboat.docker.RestartPolicy;
import dev.lifeboat.guard.Diagnosis.Verdict;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** With what a real mongod 6.0 wrote about files that were overwritten with noise or removed. */
final class DiagnosisTest {
  private static final String START =
      "{\"s\":\"I\", \"c\":\"CONTROL\", \"id\":4615611, \"ctx\":\"initandlisten\",\"msg\":\"MongoDB"
          + " starting\"}\n";

  private static Diagnosis of(ContainerState state, int code, String log) {
    Container container =
        new Container(
            "1",
            "shop_db_1",
            "mongo:6",
            "sha256:1",
            List.of(),
            List.of("mongod"),
            state,
            Optional.empty(),
            code,
            false,
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Map.of(),
            List.of(),
            Environment.EMPTY,
            List.of(),
            List.of(),
            "bridge",
            RestartPolicy.NO,
            0,
            Optional.empty());
    return Diagnosis.of(container, log);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "14|WiredTiger found its metadata damaged"
            + " (WT_TRY_SALVAGE)|\"c\":\"WT\",\"msg\":\"__desc_read:381:WiredTiger.wt is"
            + " corrupted\",\"error_str\":\"WT_TRY_SALVAGE: database corruption detected\"",
        "134|a block of a file has the wrong"
            + " checksum|\"msg\":\"__wt_block_read_off:226:collection-0--26774.wt: potential"
            + " hardware corruption, read checksum error for 4096B block at offset 16384\"",
        "134|WiredTiger gave up (WT_PANIC)|\"msg\":\"__wt_turtle_read:609:the process must exit and"
            + " restart\",\"error_str\":\"WT_PANIC: WiredTiger library panic\"",
        "14|a file isn't WiredTiger's|\"msg\":\"__desc_read:394:_mdb_catalog.wt does not appear to"
            + " be a WiredTiger file\",\"error_str\":\"WT_ERROR: non-specific WiredTiger error\"",
        "14|a file is missing|\"msg\":\"__posix_open_file:812:/data/db/collection-0--26774.wt:"
            + " handle-open: open\",\"error_str\":\"No such file or directory\"",
        "14|the storage engine's own file is damaged|\"msg\":\"Unable to read the storage engine"
            + " metadata file\",\"attr\":{\"error\":{\"code\":22,\"codeName\":\"InvalidBSON\"",
        "1|WiredTiger reports an error|\"msg\":\"WiredTiger error message\""
      })
  void knowsDamagedFilesByTheLog(int code, String meaning, String line) {
    Diagnosis found = of(ContainerState.EXITED, code, START + line);

    assertThat(found.verdict()).isEqualTo(Verdict.CORRUPT);
    assertThat(found.findings()).contains("its log says: " + meaning);
  }

  @Test
  void believesAFatalExitCodeWithoutALog() {
    Diagnosis found = of(ContainerState.RESTARTING, 14, "");

    assertThat(found.verdict()).isEqualTo(Verdict.CORRUPT);
    assertThat(found.findings())
        .containsExactly(
            "container 'shop_db_1' restarts again and again, exit code 14 (an error that it can't"
                + " recover from)");
  }

  @Test
  void knowsFilesOfAnotherVersion() {
    assertThat(of(ContainerState.EXITED, 62, START).verdict()).isEqualTo(Verdict.OTHER_VERSION);
    assertThat(of(ContainerState.EXITED, 1, START + "** IMPORTANT: UPGRADE PROBLEM: …").verdict())
        .isEqualTo(Verdict.OTHER_VERSION);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "WT_PANIC: WiredTiger library panic … No space left on device",
        "WiredTiger error … /data/db/WiredTiger.turtle: Permission denied",
        "DBPathInUse: Unable to lock the lock file: /data/db/mongod.lock"
      })
  void takesNoHindranceForDamage(String line) {
    assertThat(of(ContainerState.EXITED, 100, START + line).verdict()).isEqualTo(Verdict.FAILED);
    assertThat(of(ContainerState.EXITED, 14, START + line).verdict()).isEqualTo(Verdict.FAILED);
  }

  @Test
  void readsOnlyWhatTheLastStartWrote() {
    String log = START + "WT_PANIC\n" + START + "\"msg\":\"Unrecognized option\"";

    assertThat(of(ContainerState.EXITED, 2, log).verdict()).isEqualTo(Verdict.FAILED);
  }

  @Test
  void findsNothingWrongWithAServerThatRunsOrWasStopped() {
    assertThat(of(ContainerState.RUNNING, 14, START + "WT_PANIC").verdict())
        .isEqualTo(Verdict.WELL);
    assertThat(of(ContainerState.EXITED, 0, START).verdict()).isEqualTo(Verdict.WELL);
  }
}
