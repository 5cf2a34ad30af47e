package dev.lifeboat.cli.terminal;

import java.util.Locale;
import java.util.Map;

/** When to colour. */
public enum ColorMode {
  AUTO,
  ALWAYS,
  NEVER;

  /**
   * Decides for one stream. {@code auto} colours on a terminal that isn't {@code dumb}, unless
   * {@code NO_COLOR} is set, and elsewhere only if {@code CLICOLOR_FORCE} asks for it.
   */
  public Ink ink(Map<String, String> variables, boolean attached) {
    return new Ink(
        switch (this) {
          case ALWAYS -> true;
          case NEVER -> false;
          case AUTO -> wanted(variables, attached);
        });
  }

  private static boolean wanted(Map<String, String> variables, boolean attached) {
    if (!variables.getOrDefault("NO_COLOR", "").isEmpty()) {
      return false;
    }
    if (!variables.getOrDefault("CLICOLOR_FORCE", "0").equals("0")) {
      return true;
    }
    return attached && !variables.getOrDefault("TERM", "").equals("dumb");
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
