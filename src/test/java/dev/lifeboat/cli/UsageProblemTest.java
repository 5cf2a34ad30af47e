package dev.lifeboat.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class UsageProblemTest {
  private final FakeShell shell = new FakeShell();

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      textBlock =
          """
          verison             | unknown command 'verison'                 | did you mean 'version'?              | lifeboat
          frobnicate          | unknown command 'frobnicate'              |                                      | lifeboat
          help verison        | unknown command 'verison'                 | did you mean 'version'?              | lifeboat
          version --jsno      | unknown option '--jsno'                   | did you mean '--json'?               | lifeboat version
          version --progess=x | unknown option '--progess=x'              | did you mean '--progress'?           | lifeboat version
          version extra       | unexpected argument 'extra'               |                                      | lifeboat version
          completion          | missing 'SHELL'                           |                                      | lifeboat completion
          completion csh      | 'csh' is not a value of 'SHELL'           | use one of bash, zsh, fish           | lifeboat completion
          --color sometimes   | 'sometimes' is not a value of '--color'   | use one of auto, always, never       | lifeboat
          version --config    | option '--config' needs a value           |                                      | lifeboat version
          version -z          | unknown option '-z'                       |                                      | lifeboat version
          """)
  void saysWhatIsWrongAndWhatWasMeant(String line, String fact, String hint, String command) {
    assertThat(shell.run(line.split(" "))).isEqualTo(2);
    assertThat(shell.out()).isEmpty();
    assertThat(shell.err())
        .isEqualTo(
            "lifeboat: %s\n%sHint: '%s --help' shows what it takes\nCode: usage (exit 2)\n"
                .formatted(fact, hint == null ? "" : "Hint: " + hint + "\n", command));
  }

  @Test
  void isADocumentWhereverJsonWasAskedFor() {
    assertThat(shell.run("verison", "--json")).isEqualTo(2);
    assertThat(shell.out())
        .startsWith("{\"error\":{\"code\":\"usage\",\"message\":\"unknown command 'verison'\",")
        .endsWith("\"exitCode\":2}\n");
  }

  @Test
  void repeatsNoSecret() {
    shell.run("version", "mongodb://root:hunter2@db/shop");
    assertThat(shell.err()).contains("'mongodb://***@db/shop'").doesNotContain("hunter2");
  }
}
