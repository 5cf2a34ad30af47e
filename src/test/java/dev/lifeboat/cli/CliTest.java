package dev.lifeboat.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeboat.cli.terminal.Terminal.Stream;
import dev.lifeboat.problem.Code;
import dev.lifeboat.problem.ExitCode;
import dev.lifeboat.problem.Problem;
import dev.lifeboat.progress.Progress.Unit;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class CliTest {
  private final FakeShell shell = new FakeShell();

  private static Action refusing() {
    return session -> {
      throw Problem.of(
              Code.RESTORE_REFUSED,
              "cannot restore into database 'shop': it is in use",
              "add --anyway",
              "or stop the application: docker compose stop app")
          .exception();
    };
  }

  @Test
  void printsItsVersion() {
    assertThat(shell.run("version")).isZero();
    assertThat(shell.out()).isEqualTo("lifeboat 1.4.0\n");
    assertThat(shell.err()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"--version", "-V", "version --version", "help -V"})
  void printsItsVersionWhereverItIsAskedFor(String line) {
    assertThat(shell.run(line.split(" "))).isZero();
    assertThat(shell.out()).isEqualTo("lifeboat 1.4.0\n");
  }

  @ParameterizedTest
  @ValueSource(strings = {"--json version", "version --json", "version -q --json --color never"})
  void takesGlobalOptionsBeforeAndAfterTheCommand(String line) {
    assertThat(shell.run(line.split(" "))).isZero();
    assertThat(shell.out())
        .startsWith("{\"name\":\"lifeboat\",\"version\":\"1.4.0\",\"java\":\"")
        .endsWith("}\n");
  }

  @Test
  void indentsJsonOnATerminalOnly() {
    shell.attached.add(Stream.OUT);
    shell.run("version", "--json");
    assertThat(shell.out()).startsWith("{\n  \"name\" : \"lifeboat\",\n");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "help", "--help", "-h"})
  void explainsItself(String line) {
    assertThat(shell.run(line.isEmpty() ? new String[0] : line.split(" "))).isZero();
    assertThat(shell.out())
        .contains("Usage: lifeboat [OPTIONS] COMMAND\n")
        .contains("  version      Print the version.\n")
        .contains("Global options:\n  -c, --config=FILE ")
        .containsPattern("auto, tty,\\s+plain, json, quiet");
    assertThat(shell.out().lines())
        .allSatisfy(text -> assertThat(text.length()).isLessThanOrEqualTo(80));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"help completion", "completion --help", "-h completion", "completion bash -h"})
  void explainsACommand(String line) {
    assertThat(shell.run(line.split(" "))).isZero();
    assertThat(shell.out())
        .contains("Usage: lifeboat completion [OPTIONS] SHELL\n")
        .contains("Examples:\n  lifeboat completion bash >")
        .contains("\"${fpath[1]}/_lifeboat\"")
        .doesNotContain("--progress");
  }

  @Test
  void colorsHelpOnATerminal() {
    shell.attached.add(Stream.OUT);
    shell.run("help");
    assertThat(shell.out()).contains("\033[1m");
    shell.out.reset();
    shell.variables.put("NO_COLOR", "1");
    shell.run("help");
    assertThat(shell.out()).doesNotContain("\033");
  }

  @Test
  void reportsAProblemOnStandardError() {
    assertThat(shell.act(refusing(), "act")).isEqualTo(12);
    assertThat(shell.out()).isEmpty();
    assertThat(shell.err())
        .isEqualTo(
            """
            lifeboat: cannot restore into database 'shop': it is in use
            Hint: add --anyway
            Hint: or stop the application: docker compose stop app
            Code: restore-refused (exit 12)
            """);
  }

  @Test
  void reportsAProblemAsADocumentToo() {
    assertThat(shell.act(refusing(), "act", "--json")).isEqualTo(12);
    String same =
        "\"code\":\"restore-refused\",\"message\":\"cannot restore into database 'shop': it is in use\","
            + "\"hints\":[\"add --anyway\",\"or stop the application: docker compose stop app\"]";
    assertThat(shell.out())
        .isEqualTo("{\"error\":{" + same + ",\"problems\":[{" + same + "}]},\"exitCode\":12}\n");
    assertThat(shell.err()).startsWith("lifeboat: cannot restore");
  }

  @Test
  void reportsAProblemAsTheLastLineOfJsonProgress() {
    assertThat(shell.act(refusing(), "act", "--progress", "json")).isEqualTo(12);
    assertThat(shell.err())
        .startsWith("{\"type\":\"error\",\"error\":{\"code\":\"restore-refused\",")
        .endsWith("}\n")
        .hasLineCount(1);
  }

  @Test
  void colorsAProblemOnATerminal() {
    shell.attached.add(Stream.ERR);
    shell.act(refusing(), "act");
    assertThat(shell.err()).startsWith("\033[1;31mlifeboat:\033[0m cannot restore");
  }

  @Test
  void saysWhereAProblemAroseWhenAsked() {
    shell.act(refusing(), "act", "--verbose");
    assertThat(shell.err())
        .contains("Code: restore-refused (exit 12)\n")
        .contains("\tat dev.lifeboat.cli.CliTest");
  }

  @Test
  void exitsAsTheAnswerSays() {
    Answer partial =
        new Answer() {
          @Override
          public Object document() {
            return Map.of("done", 1);
          }

          @Override
          public String text(Page page) {
            return "half\n";
          }

          @Override
          public ExitCode exit() {
            return ExitCode.PARTIAL;
          }
        };
    assertThat(shell.act(session -> partial, "act")).isEqualTo(3);
    assertThat(shell.out()).isEqualTo("half\n");
  }

  @Test
  void endsTheProgressBeforeItAnswers() {
    shell.attached.add(Stream.ERR);
    shell.variables.put("NO_COLOR", "1");
    Action action =
        session -> {
          session.conduct().progress().start("read", 10, Unit.ITEMS);
          return new Script("text", "done\n");
        };
    assertThat(shell.act(action, "act", "--progress", "tty")).isZero();
    assertThat(shell.err()).contains("read  ").endsWith("\r\033[K");
    assertThat(shell.out()).isEqualTo("done\n");
  }

  @Test
  void letsQuietSilenceProgressButNotWarnings() {
    Action action =
        session -> {
          session.conduct().progress().start("read", 10, Unit.ITEMS).close();
          session.conduct().progress().warn("'shop.logs' is capped");
          session.notice("by the way\n");
          return new Script("text", "");
        };
    assertThat(shell.act(action, "act", "-q")).isZero();
    assertThat(shell.err()).isEqualTo("warning: 'shop.logs' is capped\n");
  }

  @Test
  void callsAnInterruptedOperationInterrupted() {
    shell.interruptsAtOnce = true;
    Action action =
        session -> {
          session.conduct();
          throw new IllegalStateException("the driver was interrupted");
        };
    assertThat(shell.act(action, "act", "--progress", "quiet")).isEqualTo(130);
    assertThat(shell.err())
        .isEqualTo(
            """
            warning: stopping after what can't be left half-way; once more ends at once
            lifeboat: interrupted
            Code: interrupted (exit 130)
            """);
  }

  @Test
  void namesTheConfigurationInOrderOfRank() {
    Action action = session -> new Script("config", session.conduct().config() + "\n");
    shell.act(action, "act");
    shell.variables.put("LIFEBOAT_CONFIG", "/etc/shop.yaml");
    shell.act(action, "act");
    shell.act(action, "-c", "mine.yaml", "act");
    shell.act(action, "act", "--config=other.yaml");
    assertThat(shell.out()).isEqualTo("lifeboat.yaml\n/etc/shop.yaml\nmine.yaml\nother.yaml\n");
  }
}
