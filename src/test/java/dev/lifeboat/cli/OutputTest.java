package dev.lifeboat.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeboat.cli.terminal.Terminal.Stream;
import java.io.IOException;
import java.io.OutputStream;
import org.junit.jupiter.api.Test;

final class OutputTest {
  private final FakeShell shell = new FakeShell();

  private static OutputStream failing(String reason) {
    return new OutputStream() {
      @Override
      public void write(int octet) throws IOException {
        throw new IOException(reason);
      }
    };
  }

  @Test
  void endsQuietlyWhenTheReaderHasGone() {
    shell.standardOutput = failing("Broken pipe");
    assertThat(shell.run("version")).isZero();
    assertThat(shell.err()).isEmpty();
  }

  @Test
  void endsAsTheOperationDidWhenTheTerminalHasGone() {
    shell.standardOutput = failing("Input/output error");
    shell.attached.add(Stream.OUT);
    assertThat(shell.run("version")).isZero();
    assertThat(shell.err()).isEmpty();
    shell.attached.clear();
    assertThat(shell.run("version")).isEqualTo(1);
  }

  @Test
  void saysThatTheAnswerCouldNotBeWritten() {
    shell.standardOutput = failing("No space left on device");
    assertThat(shell.run("version", "--json")).isEqualTo(1);
    assertThat(shell.err())
        .isEqualTo(
            """
            lifeboat: cannot write to standard output: No space left on device
            Code: output-failed (exit 1)
            """);
  }
}
