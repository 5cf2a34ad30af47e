package dev.lifeboat.cli;

import dev.lifeboat.verify.Level;
import java.time.Duration;
import java.util.Optional;

/**
 * What is to be verified.
 *
 * @param backup {@code latest}, an id or its beginning, or {@code all}
 * @param level how deep
 * @param maxAge the newest backup may not be older; exit code 9 if it is
 */
public record VerifyChoice(String backup, Level level, Optional<Duration> maxAge) {
  /** Stands for all backups. */
  public static final String ALL = "all";
}
