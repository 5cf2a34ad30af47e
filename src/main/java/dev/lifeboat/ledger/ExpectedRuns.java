package dev.lifeboat.ledger;

import dev.lifeboat.schedule.JobKind;
import dev.lifeboat.state.StateDatabase;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * The runs that were expected of a stack, in the state database. Safe for use by several threads
 * and processes. All methods throw a problem of code {@code STATE_UNUSABLE}.
 */
public final class ExpectedRuns {
  private static final String COLUMNS =
      "id, stack, job, kind, due_at, attempt, started_at, ended_at, outcome, status, ledger_run,"
          + " backup, message, host";

  private final StateDatabase database;
  private final String stack;

  public ExpectedRuns(StateDatabase database, String stack) {
    this.database = database;
    this.stack = stack;
  }

  /**
   * Writes a run down.
   *
   * @return false if somebody else has this attempt of this run already
   */
  public boolean add(ExpectedRun run) {
    return database.use(
        connection -> {
          try (PreparedStatement insert =
              connection.prepareStatement(
                  "INSERT INTO expected_run ("
                      + COLUMNS
                      + ") VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
                      + " ON CONFLICT DO NOTHING")) {
            insert.setString(1, run.id());
            insert.setString(2, run.stack());
            insert.setString(3, run.job());
            insert.setString(4, run.kind().name());
            insert.setLong(5, run.due().toEpochMilli());
            insert.setInt(6, run.attempt());
            moment(insert, 7, run.started());
            moment(insert, 8, run.ended());
            insert.setString(9, run.result().name());
            number(insert, 10, run.status());
            insert.setString(11, run.ledgerRun());
            insert.setString(12, run.backup());
            insert.setString(13, run.message());
            insert.setString(14, run.host());
            return insert.executeUpdate() == 1;
          }
        });
  }

  /** Writes down how a run ended. One that has ended stays as it is. */
  public void end(ExpectedRun run) {
    database.use(
        connection -> {
          try (PreparedStatement update =
              connection.prepareStatement(
                  "UPDATE expected_run SET ended_at = ?, outcome = ?, status = ?, ledger_run = ?,"
                      + " backup = ?, message = ? WHERE stack = ? AND id = ? AND outcome ="
                      + " 'RUNNING'")) {
            moment(update, 1, run.ended());
            update.setString(2, run.result().name());
            number(update, 3, run.status());
            update.setString(4, run.ledgerRun());
            update.setString(5, run.backup());
            update.setString(6, run.message());
            update.setString(7, run.stack());
            update.setString(8, run.id());
            return update.executeUpdate();
          }
        });
  }

  /** A run by its id or the beginning of it; empty if none or several have it. */
  public Optional<ExpectedRun> find(String id) {
    List<ExpectedRun> found =
        select("id LIKE ? ESCAPE '!' ORDER BY due_at DESC LIMIT 2", List.of(escaped(id) + "%"));
    return found.size() == 1
        ? Optional.of(found.getFirst())
        : found.stream().filter(run -> run.id().equals(id)).findFirst();
  }

  /** The newest run of a job. */
  public Optional<ExpectedRun> newest(String job) {
    return select("job = ? ORDER BY due_at DESC, attempt DESC LIMIT 1", List.of(job)).stream()
        .findFirst();
  }

  /** What was due from a moment on, the newest first; each attempt is one. */
  public List<ExpectedRun> since(Instant from) {
    return select(
        "due_at >= ? ORDER BY due_at DESC, attempt DESC, id DESC", List.of(from.toEpochMilli()));
  }

  /** The newest runs, of one job or of all. */
  public List<ExpectedRun> newest(Optional<String> job, int most) {
    String order = " ORDER BY due_at DESC, attempt DESC, id DESC LIMIT " + most;
    return job.map(name -> select("job = ?" + order, List.of(name)))
        .orElseGet(() -> select("1 = 1" + order, List.of()));
  }

  /** The newest runs of a job that ended well. */
  public List<ExpectedRun> newestGood(String job, int most) {
    return select(
        "job = ? AND outcome IN ('SUCCEEDED', 'SUSPICIOUS') ORDER BY due_at DESC LIMIT " + most,
        List.of(job));
  }

  /** What goes on, of one host or, where none is named, of all. */
  public List<ExpectedRun> running(Optional<String> host) {
    return host.map(name -> select("outcome = 'RUNNING' AND host = ?", List.of(name)))
        .orElseGet(() -> select("outcome = 'RUNNING'", List.of()));
  }

  /**
   * How many of the runs that were due came to a good end, by job; what people skipped was not
   * expected, and what goes on is not counted yet. A run counts once, by its last attempt.
   */
  public Map<String, SuccessRate> rates(Instant from, Instant to) {
    Map<String, Map<Instant, ExpectedRun>> last = new LinkedHashMap<>();
    List<ExpectedRun> oldestFirst = new ArrayList<>(since(from)).reversed();
    for (ExpectedRun run : oldestFirst) {
      if (!run.due().isAfter(to)) {
        last.computeIfAbsent(run.job(), _ -> new LinkedHashMap<>()).put(run.due(), run);
      }
    }
    Map<String, SuccessRate> rates = new LinkedHashMap<>();
    last.forEach((job, runs) -> rates.put(job, SuccessRate.of(runs.values())));
    return rates;
  }

  private List<ExpectedRun> select(String condition, List<Object> values) {
    return database.use(
        connection -> {
          try (PreparedStatement query =
              prepared(
                  connection,
                  "SELECT " + COLUMNS + " FROM expected_run WHERE stack = ? AND " + condition,
                  values)) {
            List<ExpectedRun> runs = new ArrayList<>();
            ResultSet rows = query.executeQuery();
            while (rows.next()) {
              runs.add(run(rows));
            }
            return runs;
          }
        });
  }

  private PreparedStatement prepared(Connection connection, String sql, List<Object> values)
      throws SQLException {
    PreparedStatement statement = connection.prepareStatement(sql);
    statement.setString(1, stack);
    for (int i = 0; i < values.size(); i++) {
      statement.setObject(i + 2, values.get(i));
    }
    return statement;
  }

  private static ExpectedRun run(ResultSet row) throws SQLException {
    long status = row.getLong("status");
    OptionalInt exit = row.wasNull() ? OptionalInt.empty() : OptionalInt.of((int) status);
    return new ExpectedRun(
        row.getString("id"),
        row.getString("stack"),
        row.getString("job"),
        JobKind.valueOf(row.getString("kind")),
        Instant.ofEpochMilli(row.getLong("due_at")),
        row.getInt("attempt"),
        moment(row, "started_at"),
        moment(row, "ended_at"),
        RunResult.valueOf(row.getString("outcome")),
        exit,
        row.getString("ledger_run"),
        row.getString("backup"),
        row.getString("message"),
        row.getString("host"));
  }

  private static Optional<Instant> moment(ResultSet row, String column) throws SQLException {
    long millis = row.getLong(column);
    return row.wasNull() ? Optional.empty() : Optional.of(Instant.ofEpochMilli(millis));
  }

  private static void moment(PreparedStatement statement, int index, Optional<Instant> moment)
      throws SQLException {
    if (moment.isPresent()) {
      statement.setLong(index, moment.get().toEpochMilli());
    } else {
      statement.setNull(index, java.sql.Types.BIGINT);
    }
  }

  private static void number(PreparedStatement statement, int index, OptionalInt number)
      throws SQLException {
    if (number.isPresent()) {
      statement.setInt(index, number.getAsInt());
    } else {
      statement.setNull(index, java.sql.Types.INTEGER);
    }
  }

  private static String escaped(String text) {
    return text.replaceAll("([!%_])", "!$1");
  }
}
