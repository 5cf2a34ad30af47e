package dev.lifeboat.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeboat.cli.manual.ExitStatuses;
import dev.lifeboat.problem.Code;
import dev.lifeboat.problem.ExitCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The document and the program say the same, in both directions. */
final class ErrorsDocumentTest {
  private static final Path FILE = Path.of("docs/ERRORS.md");

  private static List<String> lines() throws IOException {
    return Files.readAllLines(FILE);
  }

  @Test
  void describesEveryCodeInTheOrderOfTheProgram() throws IOException {
    List<String> described =
        lines().stream().filter(l -> l.startsWith("### ")).map(l -> l.substring(4)).toList();
    assertThat(described)
        .containsExactlyElementsOf(Stream.of(Code.values()).map(Code::toString).toList());
  }

  @Test
  void saysWithWhatEachCodeExitsAndWhatToDo() throws IOException {
    List<String> lines = lines();
    for (Code code : Code.values()) {
      int heading = lines.indexOf("### " + code);
      assertThat(lines.get(heading + 1))
          .as(code.toString())
          .startsWith("Exit " + code.exit().status() + ". ");
      assertThat(lines.get(heading + 2)).as(code.toString()).startsWith("- ");
    }
  }

  @Test
  void listsEveryExitCode() throws IOException {
    Pattern row = Pattern.compile("\\| (\\d+) \\| ([a-z-]+) \\| (.+) \\|");
    List<String> listed =
        lines().stream().map(row::matcher).filter(Matcher::matches).map(Matcher::group).toList();
    List<String> expected =
        Stream.of(ExitCode.values())
            .map(
                code ->
                    "| %d | %s | %s |"
                        .formatted(
                            code.status(),
                            code.name().toLowerCase(Locale.ROOT).replace('_', '-'),
                            ExitStatuses.MEANINGS.get(code)))
            .toList();
    assertThat(listed).containsExactlyElementsOf(expected);
  }

  @Test
  void showsTheFormThatErrorsReallyHave() throws IOException {
    FakeShell shell = new FakeShell();
    shell.act(
        session -> {
          session
              .confirmation()
              .require("", new Named("stack", "shop"), java.util.Optional.of("shpo"));
          throw new AssertionError("confirmed");
        },
        "act");
    assertThat(Files.readString(FILE)).contains("```\n" + shell.err() + "```");
  }
}
