package dev.lifeboat.config;

import dev.lifeboat.schedule.Job;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;

/**
 * What {@code lifeboat serve} does, and how.
 *
 * @param jobs by their order in the file; empty if the file has none
 * @param zone whose clock jobs mean that name none; the host's if it isn't said
 * @param detection how long it takes until somebody sees that a run failed
 * @param grace how long a run may go on when the daemon stops
 * @param logsJson whether the daemon's own log is one JSON document a line
 * @param database the database that several daemons share; a file in the state folder without it
 */
public record DaemonSettings(
    List<Job> jobs,
    Optional<ZoneId> zone,
    Duration detection,
    Duration grace,
    boolean logsJson,
    Optional<Server> database) {
  public static final DaemonSettings DEFAULT =
      new DaemonSettings(
          List.of(),
          Optional.empty(),
          Duration.ofMinutes(15),
          Duration.ofSeconds(30),
          false,
          Optional.empty());

  public DaemonSettings {
    jobs = List.copyOf(jobs);
  }

  /**
   * A PostgreSQL database.
   *
   * @param url without a password
   */
  public record Server(
      String url, Optional<String> user, Optional<Secret> password, Optional<Path> passwordFile) {}
}
