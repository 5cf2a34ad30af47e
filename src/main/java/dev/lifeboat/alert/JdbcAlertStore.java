package dev.lifeboat.alert;

import dev.lifeboat.state.StateDatabase;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** In the state database. */
public final class JdbcAlertStore implements AlertStore {
  private static final int ATTEMPTS = 20;
  private static final String COLUMNS =
      "id, channel, message, created_at, status, attempts, next_at, ended_at, error";

  private final StateDatabase database;
  private final String stack;

  public JdbcAlertStore(StateDatabase database, String stack) {
    this.database = database;
    this.stack = stack;
  }

  private record Versioned(long version, AlertBook book) {}

  @Override
  public AlertBook book() {
    return database.use(this::read).book();
  }

  @Override
  public Change change(Function<AlertBook, Change> change) {
    for (int i = 0; i < ATTEMPTS; i++) {
      Versioned before = database.use(this::read);
      Change made = change.apply(before.book());
      // What nobody changed isn't written: most rounds.
      if ((made.letters().isEmpty() && made.book().equals(before.book()))
          || database.inTransaction(connection -> write(connection, before.version(), made))) {
        return made;
      }
    }
    throw new IllegalStateException("the book of alerts changes all the time");
  }

  private Versioned read(Connection connection) throws SQLException {
    try (PreparedStatement query =
        connection.prepareStatement("SELECT version, book FROM alert_book WHERE stack = ?")) {
      query.setString(1, stack);
      try (ResultSet row = query.executeQuery()) {
        return row.next()
            ? new Versioned(row.getLong(1), AlertJson.book(row.getString(2)))
            : new Versioned(0, AlertBook.EMPTY);
      }
    }
  }

  private boolean write(Connection connection, long version, Change change) throws SQLException {
    String sql =
        version == 0
            ? "INSERT INTO alert_book (book, version, stack) VALUES (?, ?, ?)"
                + " ON CONFLICT (stack) DO NOTHING"
            : "UPDATE alert_book SET book = ?, version = ? WHERE stack = ? AND version = ?";
    try (PreparedStatement update = connection.prepareStatement(sql)) {
      update.setString(1, AlertJson.print(change.book()));
      update.setLong(2, version + 1);
      update.setString(3, stack);
      if (version > 0) {
        update.setLong(4, version);
      }
      if (update.executeUpdate() == 0) {
        return false;
      }
    }
    for (Letter letter : change.letters()) {
      insert(
          connection,
          new Delivery(
              0,
              letter.channel(),
              letter.message(),
              letter.at(),
              Delivery.Status.WAITING,
              0,
              letter.at(),
              Optional.empty(),
              Optional.empty()));
    }
    return true;
  }

  private void insert(Connection connection, Delivery delivery) throws SQLException {
    try (PreparedStatement insert =
        connection.prepareStatement(
            "INSERT INTO alert_delivery (stack, channel, message, created_at, status, attempts,"
                + " next_at, ended_at, error) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)")) {
      insert.setString(1, stack);
      insert.setString(2, delivery.channel());
      insert.setString(3, AlertJson.print(delivery.message()));
      insert.setLong(4, delivery.created().toEpochMilli());
      state(insert, 5, delivery);
      insert.executeUpdate();
    }
  }

  /** Five parameters. */
  private static void state(PreparedStatement statement, int first, Delivery delivery)
      throws SQLException {
    statement.setString(first, delivery.status().name());
    statement.setInt(first + 1, delivery.attempts());
    statement.setLong(first + 2, delivery.nextAt().toEpochMilli());
    if (delivery.ended().isPresent()) {
      statement.setLong(first + 3, delivery.ended().get().toEpochMilli());
    } else {
      statement.setNull(first + 3, Types.BIGINT);
    }
    statement.setString(first + 4, delivery.error().orElse(null));
  }

  @Override
  public List<Delivery> heads() {
    return select(
        "WHERE stack = ? AND id IN (SELECT MIN(id) FROM alert_delivery WHERE stack = ? AND status ="
            + " 'WAITING' GROUP BY channel) ORDER BY id",
        stack,
        stack);
  }

  @Override
  public boolean claim(Delivery delivery, Instant until) {
    return 1
        == update(
            "UPDATE alert_delivery SET next_at = ? WHERE id = ? AND status = 'WAITING' AND next_at"
                + " = ?",
            until.toEpochMilli(),
            delivery.id(),
            delivery.nextAt().toEpochMilli());
  }

  @Override
  public void update(Delivery delivery) {
    database.use(
        connection -> {
          try (PreparedStatement update =
              connection.prepareStatement(
                  "UPDATE alert_delivery SET status = ?, attempts = ?, next_at = ?, ended_at = ?,"
                      + " error = ? WHERE id = ?")) {
            state(update, 1, delivery);
            update.setLong(6, delivery.id());
            return update.executeUpdate();
          }
        });
  }

  @Override
  public void record(Delivery delivery) {
    database.use(
        connection -> {
          insert(connection, delivery);
          return true;
        });
  }

  @Override
  public List<Delivery> newest(int limit) {
    return select("WHERE stack = ? ORDER BY id DESC LIMIT " + limit, stack);
  }

  @Override
  public List<Delivery> newest(String channel, int limit) {
    return select(
        "WHERE stack = ? AND channel = ? ORDER BY id DESC LIMIT " + limit, stack, channel);
  }

  @Override
  public int sentSince(String channel, Instant then) {
    return database.use(
        connection -> {
          try (PreparedStatement query =
              connection.prepareStatement(
                  "SELECT COUNT(*) FROM alert_delivery WHERE stack = ? AND channel = ? AND status ="
                      + " 'SENT' AND ended_at > ?")) {
            query.setString(1, stack);
            query.setString(2, channel);
            query.setLong(3, then.toEpochMilli());
            try (ResultSet row = query.executeQuery()) {
              return row.next() ? row.getInt(1) : 0;
            }
          }
        });
  }

  @Override
  public void forget(Instant then) {
    update(
        "DELETE FROM alert_delivery WHERE status <> 'WAITING' AND ended_at < ?",
        then.toEpochMilli());
  }

  private int update(String sql, long... values) {
    return database.use(
        connection -> {
          try (PreparedStatement update = connection.prepareStatement(sql)) {
            for (int i = 0; i < values.length; i++) {
              update.setLong(i + 1, values[i]);
            }
            return update.executeUpdate();
          }
        });
  }

  private List<Delivery> select(String rest, String... values) {
    return database.use(
        connection -> {
          try (PreparedStatement query =
              connection.prepareStatement("SELECT " + COLUMNS + " FROM alert_delivery " + rest)) {
            for (int i = 0; i < values.length; i++) {
              query.setString(i + 1, values[i]);
            }
            List<Delivery> found = new ArrayList<>();
            try (ResultSet row = query.executeQuery()) {
              while (row.next()) {
                found.add(delivery(row));
              }
            }
            return found;
          }
        });
  }

  private static Delivery delivery(ResultSet row) throws SQLException {
    long ended = row.getLong(8);
    Optional<Instant> end =
        row.wasNull() ? Optional.empty() : Optional.of(Instant.ofEpochMilli(ended));
    return new Delivery(
        row.getLong(1),
        row.getString(2),
        AlertJson.message(row.getString(3)),
        Instant.ofEpochMilli(row.getLong(4)),
        Delivery.Status.valueOf(row.getString(5)),
        row.getInt(6),
        Instant.ofEpochMilli(row.getLong(7)),
        end,
        Optional.ofNullable(row.getString(9)));
  }
}
