package dev.lifeboat.daemon;

import dev.lifeboat.schedule.Job;
import dev.lifeboat.state.StateDatabase;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.time.Instant;

/** Since when jobs are expected. */
record KnownJobs(StateDatabase database, String stack) {
  /**
   * Since when this job is expected as it is now. One that is new, or changed, begins at {@code
   * first}: what it would have missed before was never asked for.
   */
  Instant since(Job job, Instant first) {
    return database.use(
        connection -> {
          try (PreparedStatement query =
              connection.prepareStatement(
                  "SELECT since_at FROM known_job WHERE stack = ? AND job = ? AND wording = ?")) {
            query.setString(1, stack);
            query.setString(2, job.name());
            query.setString(3, job.wording());
            ResultSet row = query.executeQuery();
            if (row.next()) {
              return Instant.ofEpochMilli(row.getLong(1));
            }
          }
          try (PreparedStatement insert =
              connection.prepareStatement(
                  "INSERT INTO known_job (stack, job, since_at, wording) VALUES (?, ?, ?, ?)"
                      + " ON CONFLICT (stack, job) DO UPDATE SET since_at = excluded.since_at,"
                      + " wording = excluded.wording")) {
            insert.setString(1, stack);
            insert.setString(2, job.name());
            insert.setLong(3, first.toEpochMilli());
            insert.setString(4, job.wording());
            insert.executeUpdate();
          }
          return Instant.ofEpochMilli(first.toEpochMilli());
        });
  }
}
