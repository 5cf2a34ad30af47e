package dev.lifeboat.cli.meter;

import java.util.Locale;

/** The forms that progress can take. */
public enum ProgressMode {
  /** {@link #TTY} on a terminal, {@link #PLAIN} elsewhere. */
  AUTO,
  /** One line, drawn again and again. */
  TTY,
  /** Lines with the time, for logs. */
  PLAIN,
  /** One JSON document a line, for programs. */
  JSON,
  /** Warnings only. */
  QUIET;

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
