package dev.lifeboat.schedule.crontab;

import dev.lifeboat.schedule.JobKind;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** What a command is there for, by the names in it. */
final class Recognized {
  private static final Pattern MONITOR =
      Pattern.compile("(monitor|check|health|verify)\\S*backup|backup\\S*(monitor|check|health)");
  private static final Pattern REMOVAL =
      Pattern.compile(
          "\\bfind\\b.*(backup|dump|\\.gz|archive).*(-delete|-exec\\s+rm|xargs.*\\brm)");
  private static final Pattern VOLUMES =
      Pattern.compile(
          "backup\\S*volume|volume\\S*backup|\\btar\\b.*(docker/volumes|volume)"
              + "|docker\\s+run\\b.*\\btar\\b");
  private static final Pattern DATABASE =
      Pattern.compile("mongodump|backup\\S*(mongo|database|db)|(mongo|database|db)\\S*backup");

  private Recognized() {}

  static Optional<JobKind> kind(CronEntry entry) {
    // Where it logs to, and what it reads first, says nothing about what it does.
    String command =
        entry
            .command()
            .toLowerCase(Locale.ROOT)
            .replaceAll("[0-9&]?>+\\s*&?\\S+", " ")
            .replaceAll("(^|[;&|({])\\s*(source|\\.)\\s+\\S+", " ");
    if (command.contains("restore") || command.contains("lifeboat")) {
      return Optional.empty();
    }
    if (REMOVAL.matcher(command).find()) {
      return Optional.of(JobKind.PRUNE);
    }
    if (MONITOR.matcher(command).find()) {
      return Optional.of(JobKind.MONITOR);
    }
    if (VOLUMES.matcher(command).find()) {
      return Optional.of(JobKind.VOLUMES);
    }
    return DATABASE.matcher(command).find() ? Optional.of(JobKind.BACKUP) : Optional.empty();
  }
}
