package dev.lifeboat.schedule.crontab;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * What is wrong with a command, as cron's shell runs it.
 *
 * @param runs whether there is a program at a path
 */
record CommandLook(Predicate<Path> runs) {
  private static final Pattern SOURCE = Pattern.compile("(?:^|[;&|({])\\s*source\\s");
  private static final Pattern ENV_FILE =
      Pattern.compile("(?:^|[;&|({])\\s*(?:source|\\.)\\s+[^\\s;&|]*env[^\\s;&|]*");
  private static final Pattern EXPORTS =
      Pattern.compile("set\\s+-(a|\\w*a\\w*|o\\s+allexport)|\\bexport\\s");
  private static final Pattern PERCENT = Pattern.compile("(?<!\\\\)%");
  private static final Pattern LOGGED =
      Pattern.compile(">|\\|\\s*(logger|tee|mail|systemd-cat)\\b");
  private static final Pattern DISCARDED =
      Pattern.compile(">\\s*/dev/null\\s+2>\\s*&1|&>\\s*/dev/null|2>\\s*/dev/null");
  private static final Pattern SHOWN = Pattern.compile("[A-Za-z0-9._/~-]{1,100}");
  private static final Pattern ASSIGNMENT = Pattern.compile("[A-Za-z_]\\w*=.*");
  private static final List<Pattern> PASSWORDS =
      List.of(
          Pattern.compile("(?i)--(password|passwd|token|secret)[= ]\\s*[^\\s-]"),
          Pattern.compile("(?i)://[^/\\s:@]+:[^@\\s]+@"),
          Pattern.compile("(?i)\\b\\w*(PASSWORD|PASSWD|PASSPHRASE|SECRET|TOKEN)\\w*=[^\\s]"),
          Pattern.compile(
              "\\b(mongodump|mongorestore|mongosh|mongo|mysqldump|mysql)\\b.*\\s-p\\s*\\S"));
  private static final Set<String> BUILT_IN =
      Set.of(
          ".", "source", "cd", "set", "export", "test", "[", "true", "false", "echo", "exit",
          "exec", "eval", "if", "then", "else", "fi", "for", "do", "done", "while", "umask",
          "ulimit", ":", "!", "unset", "wait", "trap", "read", "command", "''");

  List<Defect> defects(CronEntry entry) {
    List<Defect> found = new ArrayList<>();
    String bare = entry.bare();
    String shell = entry.variable("SHELL").orElse("/bin/sh");
    boolean plain = shell.endsWith("/sh") || shell.endsWith("/dash");
    if (plain && SOURCE.matcher(bare).find()) {
      found.add(
          fatal(
              entry,
              "cron runs it with /bin/sh, which has no 'source' on Debian and Ubuntu: exit 127, and"
                  + " what follows never runs",
              "write '. FILE', or let Lifeboat do it: lifeboat schedule import"));
    }
    if (ENV_FILE.matcher(bare).find() && !EXPORTS.matcher(bare).find()) {
      found.add(
          fatal(
              entry,
              "it reads an env file without exporting: unless the file says 'export' itself, the"
                  + " script sees none of its variables, and an empty password",
              "write 'set -a; . FILE; set +a', or let Lifeboat read it: env-file in"
                  + " lifeboat.yaml"));
    }
    if (PERCENT.matcher(entry.command()).find()) {
      found.add(
          fatal(
              entry,
              "cron ends the command at a '%', also between quotation marks, and feeds the rest to"
                  + " its input",
              "write '\\%', or move the command into a script"));
    }
    if (PASSWORDS.stream().anyMatch(each -> each.matcher(entry.command()).find())) {
      found.add(
          new Defect(
              entry.line(),
              false,
              "there is a password in the command line, where 'ps' and the log show it",
              "give it by a file with mode 0600: password-file in lifeboat.yaml; then change it"));
    }
    output(entry, bare, found);
    programs(entry, bare, found);
    return found;
  }

  private static void output(CronEntry entry, String bare, List<Defect> found) {
    String mail = entry.variable("MAILTO").orElse("");
    if (DISCARDED.matcher(bare).find()) {
      found.add(
          new Defect(
              entry.line(),
              false,
              "what it says when it fails is thrown away",
              "write '>> FILE 2>&1'; 'lifeboat logs' keeps what its jobs say"));
    } else if (!LOGGED.matcher(bare).find() && mail.isBlank()) {
      found.add(
          new Defect(
              entry.line(),
              false,
              entry.variable("MAILTO").isPresent()
                  ? "its output goes nowhere: MAILTO is empty"
                  : "its output goes nowhere unless this host delivers mail to the user",
              "write '>> FILE 2>&1' at its end, or MAILTO=ADDRESS at the top"));
    } else if (mail.isBlank() && bare.matches("[^>({]*(&&|;|\\|\\|)[^;&|]*>.*")) {
      found.add(
          new Defect(
              entry.line(),
              false,
              "only the last command writes to the log: when an earlier one fails, nothing gets"
                  + " there",
              "write '{ …; } >> FILE 2>&1' around all of it"));
    }
  }

  private void programs(CronEntry entry, String bare, List<Defect> found) {
    String path = entry.variable("PATH").orElse("/usr/bin:/bin");
    boolean moved = false;
    for (String part : bare.split("\\|\\||&&|(?<![0-9>])&(?!>)|[;|(){}]", -1)) {
      List<String> words =
          Arrays.stream(part.strip().split("\\s+"))
              .dropWhile(word -> word.isEmpty() || ASSIGNMENT.matcher(word).matches())
              .toList();
      if (words.isEmpty()) {
        continue;
      }
      String word = words.getFirst();
      moved |= word.equals("cd");
      boolean reads = words.size() > 1 && (word.equals("source") || word.equals("."));
      String meant = reads ? words.get(1) : word;
      String shown = SHOWN.matcher(meant).matches() ? " '" + meant + "'" : "";
      if (!moved && meant.contains("/") && !meant.matches("[/~$'\"].*")) {
        found.add(
            fatal(
                entry,
                "the path%s begins in the home folder of the user, where cron runs it"
                    .formatted(shown),
                "write the whole path"));
      } else if (!shown.isEmpty()
          && !meant.contains("/")
          && !reads
          && !BUILT_IN.contains(meant)
          && Arrays.stream(path.split(":", -1))
              .noneMatch(folder -> runs.test(Path.of(folder, meant)))) {
        found.add(
            fatal(
                entry,
                "the program%s isn't in cron's PATH: exit 127".formatted(shown),
                "write the whole path of the program, or PATH=… at the top"));
      }
    }
  }

  private static Defect fatal(CronEntry entry, String fact, String hint) {
    return new Defect(entry.line(), true, fact, hint);
  }
}
