package dev.lifeboat.cli;

import dev.lifeboat.cli.terminal.Terminal.Stream;
import dev.lifeboat.config.Secret;
import dev.lifeboat.config.SecretInput;
import dev.lifeboat.problem.Code;
import dev.lifeboat.problem.Problem;
import java.io.Console;
import java.io.IOException;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Secrets from the shell that started the program. */
final class ShellSecrets implements SecretInput {
  private static final int LIMIT = 64 * 1024;

  private final Shell shell;
  private final boolean noInput;
  private byte @Nullable [] input;

  ShellSecrets(Shell shell, boolean noInput) {
    this.shell = shell;
    this.noInput = noInput;
  }

  @Override
  public synchronized byte[] standardInput() {
    byte[] read = input;
    if (read == null) {
      try {
        read = shell.in().readNBytes(LIMIT);
      } catch (IOException e) {
        throw Problem.of(Code.KEY_MISSING, "standard input can't be read: " + e.getMessage())
            .causedBy(e);
      }
      input = read;
    }
    return read.clone();
  }

  @Override
  public synchronized Optional<Secret> ask(String question) {
    boolean person =
        !noInput && shell.terminal().attached(Stream.IN) && shell.terminal().attached(Stream.ERR);
    // The JDK's console alone can switch off what shows the person what they type.
    Console console = person ? System.console() : null;
    if (console == null) {
      return Optional.empty();
    }
    char[] typed = console.readPassword("%s", question);
    if (typed == null) {
      return Optional.empty();
    }
    Secret secret = new Secret(new String(typed));
    Arrays.fill(typed, '\0');
    return Optional.of(secret);
  }
}
