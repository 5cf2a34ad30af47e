package dev.lifeboat.state;

import dev.lifeboat.problem.Code;
import dev.lifeboat.problem.Problem;
import dev.lifeboat.problem.ProblemException;
import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;

/**
 * The open state database, its tables as this version needs them. Holds no connection of its own:
 * each use opens one, so that nothing has to be closed, and several processes can use it at once.
 * Safe for use by several threads.
 */
public final class StateDatabase {
  /** Work on a connection. */
  @FunctionalInterface
  public interface Work<T> {
    T with(Connection connection) throws SQLException;
  }

  private final StatePlace place;
  private final DataSource source;

  private StateDatabase(StatePlace place, DataSource source) {
    this.place = place;
    this.source = source;
  }

  /**
   * Opens a database, made when it isn't there, and brought to this version's tables when they are
   * older; a SQLite file is copied before. One that a later version has changed is used as it is.
   *
   * @throws ProblemException of code {@link Code#STATE_UNUSABLE}
   */
  public static StateDatabase open(StatePlace place) {
    DataSource source =
        switch (place) {
          case StatePlace.InFolder folder -> SqliteFile.source(folder);
          case StatePlace.OnServer server -> PostgresServer.source(server);
        };
    new Migration(place, source).run();
    return new StateDatabase(place, source);
  }

  public DataSource source() {
    return source;
  }

  public StatePlace place() {
    return place;
  }

  /** Whether several hosts can share it. */
  public boolean shared() {
    return place instanceof StatePlace.OnServer;
  }

  /**
   * Does what is one statement, or needs no transaction.
   *
   * @throws ProblemException of code {@link Code#STATE_UNUSABLE}
   */
  public <T> T use(Work<T> work) {
    try (Connection connection = source.getConnection()) {
      return work.with(connection);
    } catch (SQLException e) {
      throw unusable(place, e);
    }
  }

  /**
   * Does all or nothing.
   *
   * @throws ProblemException of code {@link Code#STATE_UNUSABLE}
   */
  public <T> T inTransaction(Work<T> work) {
    return use(
        connection -> {
          connection.setAutoCommit(false);
          try {
            T result = work.with(connection);
            connection.commit();
            return result;
          } catch (SQLException | RuntimeException | Error e) {
            connection.rollback();
            throw e;
          }
        });
  }

  static ProblemException unusable(StatePlace place, Exception cause) {
    String reason = String.valueOf(cause.getMessage()).lines().findFirst().orElse("unknown");
    String hint =
        switch (place) {
          case StatePlace.InFolder _ ->
              "backup and restore work without it: move the file away, and a new one is made;"
                  + " 'state' in lifeboat.yaml names another folder";
          case StatePlace.OnServer _ ->
              "backup and restore work without it; 'daemon.database' in lifeboat.yaml says where"
                  + " it is";
        };
    return Problem.of(
            Code.STATE_UNUSABLE,
            "the state database '%s' can't be used: %s".formatted(place.words(), reason),
            hint)
        .causedBy(cause);
  }
}
