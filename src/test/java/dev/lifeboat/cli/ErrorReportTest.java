package dev.lifeboat.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lifeboat.cli.terminal.Ink;
import dev.lifeboat.problem.Code;
import dev.lifeboat.problem.ExitCode;
import dev.lifeboat.problem.Problem;
import java.util.List;
import org.junit.jupiter.api.Test;

final class ErrorReportTest {
  @Test
  void namesACodeOnceForProblemsThatShareIt() {
    ErrorReport report =
        new ErrorReport(
            List.of(
                Problem.of(
                    Code.CONFIG_INVALID,
                    "lifeboat.yaml:3: unknown key 'databse'",
                    "did you mean 'database'?"),
                Problem.of(Code.CONFIG_INVALID, "lifeboat.yaml:7: 'ten' is not a size"),
                Problem.of(Code.KEY_MISSING, "there is no key file 'lifeboat.key'")));
    assertThat(report.text(Ink.PLAIN))
        .isEqualTo(
            """
            lifeboat: lifeboat.yaml:3: unknown key 'databse'
            Hint: did you mean 'database'?
            lifeboat: lifeboat.yaml:7: 'ten' is not a size
            Code: config-invalid (exit 2)
            lifeboat: there is no key file 'lifeboat.key'
            Code: key-missing (exit 11)
            """);
    assertThat(report.exit()).isEqualTo(ExitCode.USAGE);
    assertThat(report.document().exitCode()).isEqualTo(2);
    assertThat(report.document().error().problems()).hasSize(3);
  }

  @Test
  void takesSecretsOutOfMessagesAndHints() {
    ErrorReport report =
        new ErrorReport(
            List.of(
                Problem.of(
                    Code.MONGO_FAILED,
                    "cannot reach 'mongodb+srv://app:p%40ss@cluster.example/shop?retryWrites=true'",
                    "try mongosh mongodb://app:secret@db:27017")));
    assertThat(report.text(Ink.PLAIN))
        .contains("'mongodb+srv://***@cluster.example/shop?retryWrites=true'")
        .contains("mongosh mongodb://***@db:27017")
        .doesNotContain("p%40ss", "secret@");
    assertThat(report.document().toString()).doesNotContain("p%40ss", "secret@");
  }

  @Test
  void needsAProblem() {
    assertThatThrownBy(() -> new ErrorReport(List.of()))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
