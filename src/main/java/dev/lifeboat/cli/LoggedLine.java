package dev.lifeboat.cli;

import java.time.Instant;

/**
 * One line of the daemon's log. Its field names are a contract.
 *
 * @param level {@code info}, {@code warning} or {@code error}
 * @param job which job it is about, or empty
 * @param run which run it is about, or empty
 */
public record LoggedLine(Instant at, String level, String job, String run, String message) {
  /**
   * As systemd's journal takes it from standard output: a number for how much it matters, and no
   * time of its own, which the journal adds.
   */
  String forJournal() {
    int priority =
        switch (level) {
          case "error" -> 3;
          case "warning" -> 4;
          default -> 6;
        };
    return "<" + priority + ">" + words();
  }

  /** For people. */
  String words() {
    return (job.isEmpty() ? "" : job + ": ") + message.replace('\n', ' ');
  }
}
