package dev.lifeboat.daemon;

import dev.lifeboat.state.StateDatabase;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;

/**
 * Lets one run at a time into each lane of a stack, on all hosts that share the database. Who is in
 * a lane says so again and again; who doesn't any more is out.
 */
final class Lanes {
  /** How long nobody says anything before a run counts as dead. */
  static final Duration SILENCE = Duration.ofSeconds(30);

  private final StateDatabase database;
  private final String stack;
  private final String host;
  private final InstantSource clock;

  Lanes(StateDatabase database, String stack, String host, InstantSource clock) {
    this.database = database;
    this.stack = stack;
    this.host = host;
    this.clock = clock;
  }

  private record Place(String run, Holder holder, Instant since, Instant seen) {}

  /**
   * Takes a lane.
   *
   * @return the id of the run that is in it; empty if it was free, and is taken now
   */
  Optional<String> take(String lane, String run) {
    Instant now = clock.instant();
    return database.inTransaction(
        connection -> {
          Optional<Place> present = place(connection, lane);
          if (present.filter(place -> !dead(place, now)).isPresent()) {
            return present.map(Place::run);
          }
          if (present.isPresent()) {
            leave(connection, present.get().run());
          }
          return enter(connection, lane, run, now) ? Optional.empty() : Optional.of("another run");
        });
  }

  private boolean enter(Connection connection, String lane, String run, Instant now)
      throws SQLException {
    try (PreparedStatement insert =
        connection.prepareStatement(
            "INSERT INTO lane (stack, lane, run, host, since_at, seen_at) VALUES (?, ?, ?, ?, ?, ?)"
                + " ON CONFLICT DO NOTHING")) {
      insert.setString(1, stack);
      insert.setString(2, lane);
      insert.setString(3, run);
      insert.setString(4, Holder.own(host).toString());
      insert.setLong(5, now.toEpochMilli());
      insert.setLong(6, now.toEpochMilli());
      return insert.executeUpdate() == 1;
    }
  }

  /** Says that a run goes on. */
  void touch(String run) {
    database.use(
        connection -> {
          try (PreparedStatement update =
              connection.prepareStatement(
                  "UPDATE lane SET seen_at = ? WHERE stack = ? AND run = ?")) {
            update.setLong(1, clock.instant().toEpochMilli());
            update.setString(2, stack);
            update.setString(3, run);
            return update.executeUpdate();
          }
        });
  }

  void leave(String run) {
    database.use(connection -> leave(connection, run));
  }

  private int leave(Connection connection, String run) throws SQLException {
    try (PreparedStatement delete =
        connection.prepareStatement("DELETE FROM lane WHERE stack = ? AND run = ?")) {
      delete.setString(1, stack);
      delete.setString(2, run);
      return delete.executeUpdate();
    }
  }

  /** Whether a run that is written down as running does run, as far as can be known. */
  boolean alive(String lane, String run) {
    Instant now = clock.instant();
    return database
        .use(connection -> place(connection, lane))
        .filter(place -> place.run().equals(run) && !dead(place, now))
        .isPresent();
  }

  private boolean dead(Place place, Instant now) {
    return place.holder().gone(host, place.since()) || place.seen().plus(SILENCE).isBefore(now);
  }

  private Optional<Place> place(Connection connection, String lane) throws SQLException {
    try (PreparedStatement query =
        connection.prepareStatement(
            "SELECT run, host, since_at, seen_at FROM lane WHERE stack = ? AND lane = ?")) {
      query.setString(1, stack);
      query.setString(2, lane);
      ResultSet row = query.executeQuery();
      return row.next()
          ? Optional.of(
              new Place(
                  row.getString(1),
                  Holder.parse(row.getString(2)),
                  Instant.ofEpochMilli(row.getLong(3)),
                  Instant.ofEpochMilli(row.getLong(4))))
          : Optional.empty();
    }
  }
}
