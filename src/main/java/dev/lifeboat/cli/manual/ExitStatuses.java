package dev.lifeboat.cli.manual;

import dev.lifeboat.problem.ExitCode;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;

/** What each exit code tells a script. */
public final class ExitStatuses {
  /** A meaning for every code, in their order. */
  public static final Map<ExitCode, String> MEANINGS = meanings();

  private ExitStatuses() {}

  private static Map<ExitCode, String> meanings() {
    Map<ExitCode, String> meanings = new EnumMap<>(ExitCode.class);
    for (ExitCode code : ExitCode.values()) {
      meanings.put(code, meaning(code));
    }
    return Collections.unmodifiableMap(meanings);
  }

  private static String meaning(ExitCode code) {
    return switch (code) {
      case OK -> "All went well.";
      case FAILED -> "It failed.";
      case USAGE -> "The command line or the configuration is wrong.";
      case PARTIAL -> "Part of it was done, and part of it wasn't.";
      case AUTHENTICATION -> "Somebody refused the credentials, or they lack a right.";
      case NOT_FOUND -> "What was asked for doesn't exist.";
      case BUSY -> "Something else is at work there.";
      case VERIFICATION_FAILED -> "A backup or a restore isn't what it should be.";
      case NOT_EMPTY -> "There is something to do (asked for with --detailed-exitcode).";
      case OBJECTIVE_MISSED -> "A target was missed, such as a backup's greatest age.";
      case NO_REPOSITORY -> "There is no repository where it should be.";
      case WRONG_KEY -> "The key is missing, damaged, or another one.";
      case REFUSED -> "A safety rule forbids it; nothing was changed.";
      case WAITING -> "It waits for a person.";
      case SUSPICIOUS -> "It is complete, and something about it looks wrong.";
      case INTERRUPTED -> "It was interrupted.";
    };
  }
}
