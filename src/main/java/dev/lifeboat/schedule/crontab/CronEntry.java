package dev.lifeboat.schedule.crontab;

import dev.lifeboat.schedule.CronExpression;
import java.util.Map;
import java.util.Optional;

/**
 * A line of a crontab that runs something. Its text may hold passwords: it is never shown.
 *
 * @param line counted from 1
 * @param when empty if it can't be read, or isn't a time ({@code @reboot})
 * @param user who runs it; empty in a crontab of one user, and where the field is missing
 * @param command as it stands there
 * @param variables what the lines before it set
 */
record CronEntry(
    int line,
    Optional<CronExpression> when,
    Optional<String> user,
    String command,
    Map<String, String> variables) {
  CronEntry {
    variables = Map.copyOf(variables);
  }

  @Override
  public String toString() {
    return "line " + line;
  }

  /** Without what stands between quotation marks, which another shell reads, or none. */
  String bare() {
    return command.replaceAll("'[^']*'|\"[^\"]*\"", "''");
  }

  /** What a variable was set to; empty if it wasn't. */
  Optional<String> variable(String name) {
    return Optional.ofNullable(variables.get(name));
  }
}
