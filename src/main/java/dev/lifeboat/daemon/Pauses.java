package dev.lifeboat.daemon;

import dev.lifeboat.schedule.Pause;
import dev.lifeboat.state.StateDatabase;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.Types;
import java.time.Instant;
import java.util.Optional;

/** The pauses of a stack's jobs. */
public record Pauses(StateDatabase database, String stack) {
  /** The pause of a job that holds at that moment. */
  public Optional<Pause> of(String job, Instant now) {
    return database
        .use(
            connection -> {
              try (PreparedStatement query =
                  connection.prepareStatement(
                      "SELECT since_at, until_at, reason, actor FROM job_pause"
                          + " WHERE stack = ? AND job = ?")) {
                query.setString(1, stack);
                query.setString(2, job);
                ResultSet row = query.executeQuery();
                if (!row.next()) {
                  return Optional.<Pause>empty();
                }
                long until = row.getLong(2);
                Optional<Instant> end =
                    row.wasNull() ? Optional.empty() : Optional.of(Instant.ofEpochMilli(until));
                return Optional.of(
                    new Pause(
                        job,
                        Instant.ofEpochMilli(row.getLong(1)),
                        end,
                        row.getString(3),
                        row.getString(4)));
              }
            })
        .filter(pause -> pause.holds(now));
  }

  /** Begins a pause; one that holds is replaced. */
  public void begin(Pause pause) {
    database.use(
        connection -> {
          try (PreparedStatement insert =
              connection.prepareStatement(
                  "INSERT INTO job_pause (stack, job, since_at, until_at, reason, actor)"
                      + " VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT (stack, job) DO UPDATE SET"
                      + " since_at = excluded.since_at, until_at = excluded.until_at,"
                      + " reason = excluded.reason, actor = excluded.actor")) {
            insert.setString(1, stack);
            insert.setString(2, pause.job());
            insert.setLong(3, pause.since().toEpochMilli());
            if (pause.until().isPresent()) {
              insert.setLong(4, pause.until().get().toEpochMilli());
            } else {
              insert.setNull(4, Types.BIGINT);
            }
            insert.setString(5, pause.reason());
            insert.setString(6, pause.actor());
            return insert.executeUpdate();
          }
        });
  }

  /** Ends it. Returns whether there was one. */
  public boolean end(String job) {
    return database.use(
        connection -> {
          try (PreparedStatement delete =
              connection.prepareStatement("DELETE FROM job_pause WHERE stack = ? AND job = ?")) {
            delete.setString(1, stack);
            delete.setString(2, job);
            return delete.executeUpdate() == 1;
          }
        });
  }
}
