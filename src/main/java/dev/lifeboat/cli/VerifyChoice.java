package dev.lifeboat.cli;

import dev.lifeboat.verify.Level;
import dev.lifeboat.verify.Portion;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What is to be verified.
 *
 * @param backup {@code latest}, an id or its beginning, or {@code all}
 * @param level how deep
 * @param maxAge the newest backup may not be older; exit code 9 if it is
 * @param mongod the program for throw-away servers, if one was named
 * @param portion which objects are read
 * @param rate how many bytes a second at most
 */
public record VerifyChoice(
    String backup,
    Level level,
    Optional<Duration> maxAge,
    Optional<Path> mongod,
    Portion portion,
    OptionalLong rate) {
  /** Stands for all backups. */
  public static final String ALL = "all";

  /** With a mongod that is found, if one is needed. */
  public VerifyChoice(String backup, Level level, Optional<Duration> maxAge) {
    this(backup, level, maxAge, Optional.empty(), Portion.ALL, OptionalLong.empty());
  }
}
