package dev.lifeboat.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.lifeboat.process.ChildProcess;
import dev.lifeboat.process.Command;
import dev.lifeboat.process.Finished;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What only a real shell, a real manual reader and a real process can show. */
final class RealShellIT {
  private static final Path JAVA = Path.of(System.getProperty("java.home"), "bin", "java");
  @TempDir private Path folder;

  private static String said(String... arguments) {
    FakeShell shell = new FakeShell();
    assertThat(shell.run(arguments)).isZero();
    return shell.out();
  }

  private static boolean installed(String program) {
    return Files.isExecutable(Path.of("/usr/bin", program));
  }

  @ParameterizedTest
  @CsvSource({
    "lifeboat comp, completion",
    "lifeboat completion b, bash",
    "lifeboat version --js, --json",
    "lifeboat --progress js, json"
  })
  void bashCompletesWhatIsTyped(String typed, String completed) throws IOException {
    Path script = Files.writeString(folder.resolve("lifeboat.bash"), said("completion", "bash"));
    List<String> words = List.of(typed.split(" "));
    String driver =
        "source '%s'; COMP_WORDS=(%s); COMP_CWORD=%d; COMP_LINE='%s'; COMP_POINT=%d;"
                .formatted(script, typed, words.size() - 1, typed, typed.length())
            + " _complete_lifeboat lifeboat; printf '%s\\n' \"${COMPREPLY[@]}\"; complete -p lifeboat";
    assertThat(Command.of("bash", "--norc", "-c", driver).output())
        .startsWith(completed + "\n")
        .contains("-F _complete_lifeboat lifeboat");
  }

  @ParameterizedTest
  @ValueSource(strings = {"man", "man version", "man completion"})
  void groffFormatsThePagesWithoutAWarning(String line) throws IOException {
    assumeTrue(installed("groff"));
    Path page = Files.writeString(folder.resolve("page.1"), said(line.split(" ")));
    Finished finished = Command.of("groff", "-ww", "-man", "-Tascii", page.toString()).run();
    assertThat(finished.error()).isEmpty();
    assertThat(finished.status()).isZero();
    assertThat(finished.output()).contains("(1)");
  }

  @Test
  void manShowsThePage() throws IOException {
    assumeTrue(installed("man"));
    Path page = Files.writeString(folder.resolve("lifeboat.1"), said("man"));
    String shown = Command.of("man", "-P", "cat", "-l", page.toString()).output();
    assertThat(shown).contains("lifeboat(1)").contains("EXIT STATUS").contains("130");
  }

  @Test
  void knowsATerminalFromAPipe() {
    assumeTrue(installed("script"));
    String classes = System.getProperty("java.class.path");
    String program =
        "'%s' --enable-native-access=ALL-UNNAMED -cp '%s' dev.lifeboat.Main version --json"
            .formatted(JAVA, classes);
    assertThat(Command.of("script", "-qec", program, "/dev/null").output())
        .as("people get several lines")
        .contains("\n  \"name\" : \"lifeboat\"");
    assertThat(Command.of("sh", "-c", program).output())
        .as("programs get one")
        .startsWith("{\"name\":\"lifeboat\"")
        .hasLineCount(1);
  }

  @Test
  void cleansUpWhenTerminated() throws IOException, InterruptedException {
    Path log = folder.resolve("log");
    Command program =
        Command.of(JAVA.toString(), "-cp", System.getProperty("java.class.path"))
            .with(WaitingProgram.class.getName(), "wait", "--json")
            .withLog(log);
    try (ChildProcess child = program.start()) {
      while (!Files.exists(log) || !Files.readString(log).contains("waiting")) {
        assertThat(child.isAlive()).isTrue();
        Thread.sleep(20);
      }
      child.terminate();
      assertThat(child.await(Duration.ofSeconds(30)).status()).isEqualTo(130);
    }
    assertThat(Files.readString(log))
        .contains("cleaned up\n")
        .contains("Code: interrupted (exit 130)\n")
        .contains("{\"error\":{\"code\":\"interrupted\",");
  }
}
