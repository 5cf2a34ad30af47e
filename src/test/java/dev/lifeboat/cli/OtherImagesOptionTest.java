package dev.lifeboat.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeboat.cli.terminal.Terminal.Stream;
import java.util.List;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

class OtherImagesOptionTest {
  private final FakeShell shell = new FakeShell();
  private List<String> differences = List.of("service 'api' was on image api:1 and is on api:2");

  private int go(String... options) {
    OtherImagesOption option = new OtherImagesOption();
    new CommandLine(option).parseArgs(options);
    return shell.act(
        session -> {
          option.require(differences, session.prompt());
          return new Script("text", "went on\n");
        },
        "act");
  }

  private void sitDown(String typed) {
    shell.attached.addAll(List.of(Stream.IN, Stream.ERR));
    shell.typed = typed + "\n";
  }

  @Test
  void nobodyIsAskedWhereNothingDiffers() {
    differences = List.of();
    assertThat(go()).isZero();
  }

  @Test
  void aScriptHasToSayIt() {
    assertThat(go()).isEqualTo(12);
    assertThat(shell.err()).contains("api:2", "--other-image", "Code: confirmation-missing");
    assertThat(go("--other-image")).isZero();
  }

  @Test
  void aPersonIsAsked() {
    sitDown("other-image");
    assertThat(go()).isZero();
  }

  @Test
  void anythingElseIsANo() {
    sitDown("yes");
    assertThat(go()).isEqualTo(12);
  }
}
