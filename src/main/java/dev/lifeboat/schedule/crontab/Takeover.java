package dev.lifeboat.schedule.crontab;

import dev.lifeboat.schedule.Job;
import dev.lifeboat.schedule.JobKind;
import dev.lifeboat.schedule.Trigger;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The jobs that take the place of a crontab's lines.
 *
 * @param jobs in the order of the lines
 * @param notes what to know about lines that were taken over
 * @param left the lines that weren't, with the reason
 */
public record Takeover(List<Taken> jobs, List<Note> notes, List<Note> left) {
  public Takeover {
    jobs = List.copyOf(jobs);
    notes = List.copyOf(notes);
    left = List.copyOf(left);
  }

  /** A line and its job. */
  public record Taken(int line, Job job) {
    /** As the configuration has it, on one line. */
    public String yaml() {
      String[] words = job.trigger().words().split(" ", 2);
      String value = words[0].equals("cron") ? "\"" + words[1] + "\"" : words[1];
      return "%s: {kind: %s, %s: %s}".formatted(job.name(), job.kind(), words[0], value);
    }
  }

  /** A line and what is to be said about it. */
  public record Note(int line, String text) {}

  /**
   * Plans it.
   *
   * @param objective how much of a database or of volumes may be lost, where it is stated
   * @param present the jobs that there are; one that does the same takes no second one
   */
  public static Takeover of(
      Crontab crontab,
      Map<JobKind, Duration> objective,
      List<Job> present,
      Instant now,
      ZoneId zone) {
    List<Taken> jobs = new ArrayList<>();
    List<Note> notes = new ArrayList<>();
    List<Note> left = new ArrayList<>();
    Set<String> names = new HashSet<>();
    present.forEach(job -> names.add(job.name()));
    for (CronEntry entry : crontab.entries()) {
      Optional<JobKind> kind = Recognized.kind(entry);
      if (kind.isEmpty() || entry.when().isEmpty()) {
        left.add(
            new Note(
                entry.line(),
                kind.isEmpty()
                    ? "not known as a backup, a monitor or a removal of old backups"
                    : "it names no time that comes again"));
        continue;
      }
      Trigger cron = new Trigger.Cron(entry.when().get());
      Optional<Duration> rpo =
          Optional.ofNullable(objective.get(kind.get()))
              .filter(limit -> Gap.widest(entry.when().get(), now, zone).compareTo(limit) >= 0);
      Trigger trigger = rpo.<Trigger>map(Trigger.Objective::new).orElse(cron);
      if (present.stream()
          .anyMatch(job -> job.kind() == kind.get() && job.trigger().equals(trigger))) {
        notes.add(new Note(entry.line(), "there is such a job already"));
        continue;
      }
      jobs.add(new Taken(entry.line(), Job.of(name(kind.get(), names), kind.get(), trigger)));
      rpo.ifPresent(
          _ ->
              notes.add(
                  new Note(
                      entry.line(),
                      "its times can't meet the objective: the job follows the objective")));
      if (kind.get() == JobKind.PRUNE) {
        notes.add(
            new Note(
                entry.line(), "'lifeboat prune' removes what 'retention' doesn't keep: set it"));
      }
    }
    return new Takeover(jobs, notes, left);
  }

  private static String name(JobKind kind, Set<String> names) {
    String stem = kind == JobKind.BACKUP ? "database" : kind.toString();
    String name = stem;
    for (int i = 2; !names.add(name); i++) {
      name = stem + "-" + i;
    }
    return name;
  }
}
