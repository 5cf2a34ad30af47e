package dev.lifeboat.schedule.crontab;

import dev.lifeboat.schedule.CronExpression;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A crontab as cron reads it.
 *
 * @param entries the lines that run something
 * @param defects what is wrong with the lines as such
 */
public record Crontab(List<CronEntry> entries, List<Defect> defects) {
  private static final Pattern SETTING = Pattern.compile("([A-Za-z_]\\w*)\\s*=\\s*(.*)");
  private static final Pattern LINE =
      Pattern.compile("(@\\S+|\\S+\\s+\\S+\\s+\\S+\\s+\\S+\\s+\\S+)(?:\\s+(.*))?");
  private static final Pattern USER = Pattern.compile("[a-z_][a-z0-9_-]*\\$?");

  /** Words that begin commands and could be taken for a user. */
  private static final Set<String> COMMANDS =
      Set.of(
          "source",
          "cd",
          "test",
          "bash",
          "sh",
          "export",
          "set",
          "docker",
          "docker-compose",
          "find",
          "tar",
          "mongodump",
          "python3",
          "rsync",
          "env",
          "curl",
          "rm",
          "cp",
          "gzip",
          "nice");

  public Crontab {
    entries = List.copyOf(entries);
    defects = List.copyOf(defects);
  }

  /**
   * Reads one; never fails.
   *
   * @param system whether a user stands before each command, as in {@code /etc/crontab}
   */
  public static Crontab parse(String text, boolean system) {
    List<CronEntry> entries = new ArrayList<>();
    List<Defect> defects = new ArrayList<>();
    Map<String, String> variables = new HashMap<>();
    List<String> lines = text.lines().toList();
    for (int i = 0; i < lines.size(); i++) {
      String line = lines.get(i).strip();
      Matcher setting = SETTING.matcher(line);
      if (setting.matches()) {
        variables.put(setting.group(1), setting.group(2).replaceAll("^(['\"])(.*)\\1$", "$2"));
      } else if (!line.isEmpty() && !line.startsWith("#")) {
        entry(i + 1, line, system, variables, defects).ifPresent(entries::add);
      }
    }
    if (!text.isEmpty() && !text.endsWith("\n")) {
      defects.add(
          new Defect(
              lines.size(),
              true,
              "the last line has no line feed: cron ignores the line, or the whole file",
              "end the file with an empty line"));
    }
    return new Crontab(entries, defects);
  }

  private static Optional<CronEntry> entry(
      int number,
      String line,
      boolean system,
      Map<String, String> variables,
      List<Defect> defects) {
    Matcher parts = LINE.matcher(line);
    String rest = parts.matches() && parts.group(2) != null ? parts.group(2) : "";
    if (rest.isBlank()) {
      defects.add(
          new Defect(
              number,
              true,
              "it isn't minute, hour, day, month, weekday and a command: cron refuses the file",
              "write it like '0 2 * * * command', or put a '#' before it"));
      return Optional.empty();
    }
    Optional<CronExpression> when = when(number, parts.group(1), defects);
    Optional<String> user = Optional.empty();
    String first = rest.split("\\s", 2)[0];
    boolean follows = rest.length() > first.length();
    if (system) {
      if (follows && USER.matcher(first).matches() && !COMMANDS.contains(first)) {
        user = Optional.of(first);
        rest = rest.substring(first.length()).strip();
      } else {
        defects.add(
            new Defect(
                number,
                true,
                "the user is missing, which stands before the command in such a file: cron takes"
                    + " the command's first word for a user, and runs nothing",
                "write a user, such as root, before the command"));
      }
    } else if (follows && first.equals("root")) {
      defects.add(
          new Defect(
              number,
              true,
              "it names a user, which a user's own crontab doesn't have: the shell looks for a"
                  + " program 'root', exit 127",
              "take the word 'root' away"));
      rest = rest.substring(first.length()).strip();
    }
    return Optional.of(new CronEntry(number, when, user, rest, variables));
  }

  private static Optional<CronExpression> when(int number, String text, List<Defect> defects) {
    String fields = text.toLowerCase(Locale.ROOT);
    if (fields.equals("@reboot")) {
      return Optional.empty();
    }
    try {
      return Optional.of(CronExpression.parse(fields.startsWith("@") ? fields : text));
    } catch (IllegalArgumentException e) {
      defects.add(
          new Defect(
              number,
              true,
              "its time has a field that is unknown, or never comes: it doesn't run",
              "write minute, hour, day, month and weekday, like '0 2 * * *'"));
      return Optional.empty();
    }
  }
}
