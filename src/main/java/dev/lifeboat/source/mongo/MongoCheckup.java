package dev.lifeboat.source.mongo;

import dev.lifeboat.problem.Observation;
import dev.lifeboat.problem.ProblemException;
import dev.lifeboat.source.Checkup;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Looks at a MongoDB: whether it answers, what it is, and what the user may.
 *
 * @param settings where it is
 * @param backupTook how long the newest backup took, if there is one
 * @param clock this host's
 */
public record MongoCheckup(
    MongoSettings settings, Optional<Duration> backupTook, InstantSource clock) implements Checkup {
  /** A person waits for the answer. */
  private static final Duration PATIENCE = Duration.ofSeconds(3);

  /**
   * Connects, logs in, and leaves.
   *
   * @throws ProblemException if that doesn't work
   */
  public static void login(MongoSettings settings) {
    MongoConnection.toLook(settings, PATIENCE).close();
  }

  @Override
  public List<Observation> observe() {
    List<Observation> seen = new ArrayList<>();
    try (MongoConnection connection = MongoConnection.toLook(settings, PATIENCE)) {
      var privileges = CheckupPrivileges.of(connection);
      seen.add(CheckupServer.connection(settings, privileges));
      seen.add(CheckupServer.version(connection.server()));
      seen.add(CheckupServer.topology(connection.server()));
      seen.add(look("clock", () -> CheckupServer.clock(connection, clock)));
      var rights = new CheckupRights(privileges, settings.databases());
      seen.add(rights.backup());
      seen.add(rights.restore());
      seen.add(rights.swap());
      if (connection.server().inReplicaSet()) {
        var windows = new CheckupWindows(connection, backupTook);
        seen.add(look("oplog", windows::oplog));
        seen.add(look("history", windows::history));
      }
    } catch (ProblemException e) {
      seen.add(Observation.of("connection", e));
    }
    return seen;
  }

  /** What one question meets ends no other. */
  private static Observation look(String subject, Supplier<Observation> question) {
    try {
      return question.get();
    } catch (ProblemException e) {
      return Observation.unknown(
          subject,
          ": " + e.problems().getFirst().message(),
          e.problems().getFirst().hints().toArray(String[]::new));
    }
  }
}
