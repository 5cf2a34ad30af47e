package dev.lifeboat.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeboat.process.Command;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KilledJvmIT {
  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"-KILL", "-TERM"})
  void nothingIsLeftWhenTheJvmIsKilled(String signal) throws Exception {
    var log = folder.resolve("log");
    try (var jvm = jvm().withLog(log).start()) {
      var words = awaitLine(log).split(" ", -1);
      var mongod = ProcessHandle.of(Long.parseLong(words[0])).orElseThrow();
      assertThat(Path.of(words[1])).isDirectory();

      Command.of("kill", signal, String.valueOf(jvm.pid())).output();

      await(() -> !mongod.isAlive() && Files.notExists(Path.of(words[1])));
      assertThat(mongod.isAlive()).isFalse();
      assertThat(Path.of(words[1])).doesNotExist();
    }
  }

  @Test
  void nothingIsLeftWhenTheJvmExitsWithoutClosing() throws Exception {
    var words = jvm().with("exit").output().strip().split(" ", -1);
    await(() -> Files.notExists(Path.of(words[1])));
    assertThat(ProcessHandle.of(Long.parseLong(words[0])).filter(ProcessHandle::isAlive)).isEmpty();
    assertThat(Path.of(words[1])).doesNotExist();
  }

  private Command jvm() {
    return Command.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-cp",
            System.getProperty("java.class.path"),
            StartsAndForgets.class.getName())
        .withVariable("LIFEBOAT_MONGOD", MongodFixture.binary().path().toString());
  }

  private static String awaitLine(Path log) throws Exception {
    await(() -> Files.exists(log) && Files.readString(log).endsWith("\n"));
    return Files.readString(log).strip();
  }

  private static void await(java.util.concurrent.Callable<Boolean> condition) throws Exception {
    for (int i = 0; i < 1000 && !condition.call(); i++) {
      Thread.sleep(20);
    }
  }

  /** The program that gets killed. */
  static final class StartsAndForgets {
    private StartsAndForgets() {}

    public static void main(String[] args) throws Exception {
      var mongod = ThrowawayMongod.standalone().start();
      System.out.println(mongod.pid(0) + " " + mongod.folder());
      if (args.length > 0) {
        System.exit(0);
      }
      Thread.sleep(60_000);
    }
  }
}
