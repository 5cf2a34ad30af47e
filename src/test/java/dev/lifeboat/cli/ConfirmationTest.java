package dev.lifeboat.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeboat.cli.terminal.Terminal.Stream;
import dev.lifeboat.progress.Interruption;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.io.PrintStream;
import java.util.List;
import java.util.Optional;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;

final class ConfirmationTest {
  private static final Named SHOP = new Named("stack", "shop");
  private final FakeShell shell = new FakeShell();

  private int confirm(Optional<String> given, String... options) {
    Action action =
        session -> {
          session.confirmation().require("restoring over the data of stack 'shop'", SHOP, given);
          return new Script("text", "confirmed\n");
        };
    List<String> line = new java.util.ArrayList<>(List.of("act"));
    line.addAll(List.of(options));
    return shell.act(action, line.toArray(String[]::new));
  }

  private void sitDown() {
    shell.attached.addAll(List.of(Stream.IN, Stream.ERR));
    shell.variables.put("NO_COLOR", "1");
  }

  @Test
  void acceptsTheNameOnTheCommandLine() {
    assertThat(confirm(Optional.of("shop"), "--no-input")).isZero();
    assertThat(shell.out()).isEqualTo("confirmed\n");
  }

  @Test
  void refusesAnotherName() {
    assertThat(confirm(Optional.of("shpo"))).isEqualTo(12);
    assertThat(shell.err())
        .isEqualTo(
            """
            lifeboat: 'shpo' is not the name of the stack, which is 'shop'
            Hint: pass '--confirm shop' if that is the one you mean
            Code: confirmation-wrong (exit 12)
            """);
  }

  @Test
  void asksThePersonAtTheTerminal() {
    sitDown();
    shell.typed = "  shop \n";
    assertThat(confirm(Optional.empty())).isZero();
    assertThat(shell.err()).isEqualTo("Type the name of the stack, shop, to go on: ");
  }

  @Test
  void takesNoYes() {
    sitDown();
    shell.typed = "yes\n";
    assertThat(confirm(Optional.empty())).isEqualTo(12);
    assertThat(shell.err())
        .endsWith(
            """
            lifeboat: 'yes' is not the name of the stack, which is 'shop'
            Hint: nothing was changed; run the command again and type 'shop'
            Code: confirmation-wrong (exit 12)
            """);
  }

  @Test
  void believesNoNameFromAPipe() {
    shell.attached.add(Stream.ERR);
    shell.variables.put("NO_COLOR", "1");
    shell.typed = "shop\n";
    assertThat(confirm(Optional.empty())).isEqualTo(12);
    assertThat(shell.err())
        .isEqualTo(
            """
            lifeboat: restoring over the data of stack 'shop' needs a confirmation, and there is nobody to ask
            Hint: add '--confirm shop'
            Code: confirmation-missing (exit 12)
            """);
  }

  @Test
  void asksNobodyWhenToldNotTo() {
    sitDown();
    shell.typed = "shop\n";
    assertThat(confirm(Optional.empty(), "--no-input")).isEqualTo(12);
    assertThat(shell.err()).contains("Code: confirmation-missing (exit 12)");
  }

  @Test
  void takesAClosedInputForANo() {
    sitDown();
    assertThat(confirm(Optional.empty())).isEqualTo(12);
    assertThat(shell.err()).contains("Code: confirmation-missing (exit 12)");
  }

  @Test
  void stopsWaitingWhenInterrupted() throws IOException {
    Interruption interruption = Interruption.none();
    try (PipedOutputStream silence = new PipedOutputStream();
        InputStream in = new PipedInputStream(silence)) {
      PrintStream err = new PrintStream(new ByteArrayOutputStream());
      Thread.startVirtualThread(interruption::request);
      Assertions.assertThatThrownBy(() -> new Prompt(in, err, interruption).ask("Name? "))
          .hasMessage("interrupted");
    }
  }
}
