package dev.lifeboat.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import dev.lifeboat.problem.Code;
import dev.lifeboat.problem.ProblemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CommandIT {
  @Test
  void outputIsWhatTheProgramPrints() {
    assertThat(sh("printf 'one\\ntwo'; echo three >&2").output()).isEqualTo("one\ntwo");
  }

  @Test
  void wordsReachTheProgramUnchanged() {
    assertThat(Command.of("printf", "%s|").with("a b", "", "$HOME", "'*'").output())
        .isEqualTo("a b||$HOME|'*'|");
  }

  @Test
  void runLeavesTheExitStatusToTheCaller() {
    var finished = sh("echo out; echo err >&2; exit 3").run();
    assertThat(finished).isEqualTo(new Finished(3, "out\n", "err\n"));
  }

  @Test
  void anExitStatusIsAProblemWithTheProgramsLastWords() {
    assertThatProblem(() -> sh("echo first; echo 'disk full' >&2; exit 3").output())
        .isEqualTo("process-failed: 'sh' exited with status 3: disk full");
  }

  @Test
  void secretsAreBlottedOutOfErrors() {
    var command =
        sh("echo \"login as $PASSWORD failed\" >&2; exit 1")
            .withVariable("PASSWORD", "hunter2-and-more")
            .withSecret("hunter2")
            .withSecret("hunter2-and-more");
    assertThatProblem(command::output)
        .isEqualTo("process-failed: 'sh' exited with status 1: login as *** failed");
    assertThat(command.with("hunter2").toString()).endsWith(" ***");
  }

  @Test
  void aMissingProgramIsNamed() {
    assertThatProblem(() -> Command.of("lifeboat-no-such-program").run())
        .startsWith("tool-missing: cannot start 'lifeboat-no-such-program': ");
  }

  @Test
  void aProgramThatTakesTooLongIsEndedWithAllThatItStarted(@TempDir Path folder) throws Exception {
    var pid = folder.resolve("pid");
    var command = sh("echo busy; sleep 600 & echo $! > pid; wait").inFolder(folder);
    assertThatProblem(() -> command.withTimeout(Duration.ofSeconds(1)).run())
        .isEqualTo("process-failed: 'sh' did not end within 1 s: busy");
    assertGone(Files.readString(pid));
  }

  @Test
  void closingEndsAllThatWasStarted(@TempDir Path folder) throws Exception {
    var pid = folder.resolve("pid");
    try (var child = sh("sleep 600 & echo $! > pid; wait").inFolder(folder).start()) {
      while (Files.notExists(pid) || Files.size(pid) == 0) {
        Thread.sleep(10);
      }
      assertThat(child.isAlive()).isTrue();
      assertThat(child.status()).isEmpty();
    }
    assertGone(Files.readString(pid));
  }

  @Test
  void inputIsFedAndMayBeLeftUnread() {
    var much = "0123456789".repeat(100_000);
    assertThat(Command.of("wc", "-c").withInput(much).output().strip()).isEqualTo("1000000");
    assertThat(sh("exit 0").withInput(much).run().status()).isZero();
  }

  @Test
  void ofMuchOutputTheEndIsKept() {
    var output = sh("seq 1 400000").output();
    assertThat(output).hasSize(1 << 20).endsWith("\n399999\n400000\n");
  }

  @Test
  void theEnvironmentIsExactlyWhatWasGiven() {
    var command = Command.of("/usr/bin/env").withEnvironment(Map.of("A", "1"));
    assertThat(command.withVariable("B", "2").output().lines())
        .containsExactlyInAnyOrder("A=1", "B=2");
  }

  @Test
  void aLogTakesBothStreams(@TempDir Path folder) throws Exception {
    var log = folder.resolve("log");
    var finished = sh("echo out; echo err >&2").withLog(log).run();
    assertThat(finished.output()).isEmpty();
    assertThat(log).hasContent("out\nerr");
  }

  @Test
  void anInterruptedWaitEndsTheProgram() {
    Thread.currentThread().interrupt();
    try {
      assertThatProblem(() -> sh("sleep 600").run())
          .isEqualTo("interrupted: interrupted while 'sh' ran");
    } finally {
      assertThat(Thread.interrupted()).isTrue();
    }
  }

  private static Command sh(String script) {
    return Command.of("sh", "-c", script);
  }

  private static void assertGone(String pid) throws InterruptedException {
    var handle = ProcessHandle.of(Long.parseLong(pid.strip()));
    for (int i = 0; i < 200 && handle.isPresent() && handle.get().isAlive(); i++) {
      Thread.sleep(10);
    }
    assertThat(handle.filter(ProcessHandle::isAlive)).isEmpty();
  }

  private static org.assertj.core.api.AbstractStringAssert<?> assertThatProblem(
      ThrowingCallable action) {
    return assertThatThrownBy(action)
        .asInstanceOf(type(ProblemException.class))
        .extracting(e -> e.problems().getFirst())
        .satisfies(problem -> assertThat(problem.code()).isInstanceOf(Code.class))
        .extracting(problem -> problem.code() + ": " + problem.message())
        .asString();
  }
}
