package dev.lifeboat.guard;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Objects;

/** The shells in which a question can be put before commands that delete volumes. */
public enum ShellGuard {
  BASH("shell-guard.sh"),
  ZSH("shell-guard.sh"),
  FISH("shell-guard.fish");

  private final String file;

  ShellGuard(String file) {
    this.file = file;
  }

  /** The functions, in the shell's own language. */
  public String script() {
    try (InputStream in =
        Objects.requireNonNull(ShellGuard.class.getResourceAsStream(file), file)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The shell's name. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
