package dev.lifeboat.cli.terminal;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;

/** The few signs that aren't words, with their stand-ins where the locale isn't UTF-8. */
public enum Symbols {
  UNICODE("✓", "✗", "…", "─", "█", "░"),
  ASCII("ok", "FAILED", "~", "-", "#", ".");

  private final String ok;
  private final String failed;
  private final String ellipsis;
  private final String rule;
  private final String full;
  private final String empty;

  Symbols(String ok, String failed, String ellipsis, String rule, String full, String empty) {
    this.ok = ok;
    this.failed = failed;
    this.ellipsis = ellipsis;
    this.rule = rule;
    this.full = full;
    this.empty = empty;
  }

  public static Symbols forCharset(Charset locale) {
    return locale.equals(StandardCharsets.UTF_8) ? UNICODE : ASCII;
  }

  public String ok() {
    return ok;
  }

  public String failed() {
    return failed;
  }

  /** Stands for what was cut off; one column wide. */
  public String ellipsis() {
    return ellipsis;
  }

  /** A bar of that many columns. {@code share} is between 0 and 1. */
  public String bar(double share, int columns) {
    int filled = (int) Math.floor(Math.clamp(share, 0, 1) * columns);
    return full.repeat(filled) + empty.repeat(columns - filled);
  }

  /** A horizontal line of that many columns. */
  public String rule(int columns) {
    return rule.repeat(columns);
  }
}
