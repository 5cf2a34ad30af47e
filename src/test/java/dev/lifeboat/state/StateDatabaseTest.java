package dev.lifeboat.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lifeboat.problem.ProblemException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StateDatabaseTest {
  @TempDir private Path folder;

  @Test
  void isMadeWithItsTablesForItsOwnerAlone() throws IOException {
    Path state = folder.resolve("not/there/yet");

    StateDatabase database = StateDatabase.open(new StatePlace.InFolder(state));

    assertThat(count(database, "SELECT count(*) FROM expected_run")).isZero();
    assertThat(count(database, "SELECT count(*) FROM scheduled_tasks")).isZero();
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file(state))))
        .isEqualTo("rw-------");
    assertThat(database.shared()).isFalse();
  }

  @Test
  void keepsWhatIsInItWhenItIsOpenedAgain() {
    pause(open(), "backup");

    assertThat(count(open(), "SELECT count(*) FROM job_pause")).isOne();
    assertThat(folder.resolve("state.db.before-V1")).doesNotExist();
  }

  @Test
  void isCopiedBeforeItsTablesChange() throws IOException {
    StateDatabase older = open();
    pause(older, "backup");
    String last = "SELECT max(installed_rank) FROM lifeboat_schema";
    // As an older version left it: without the last one of the changes.
    older.<Integer>use(
        connection -> {
          try (Statement statement = connection.createStatement()) {
            statement.execute("CREATE TABLE job_pause_as_it_was AS SELECT * FROM job_pause");
            for (String table : tables(connection)) {
              statement.execute("DROP TABLE " + table);
            }
            statement.execute("DELETE FROM lifeboat_schema WHERE version <> '0'");
            statement.execute(
                "INSERT INTO lifeboat_schema VALUES (0, '0', 'start', 'BASELINE', 'start', NULL,"
                    + " 'test', '2026-01-01 00:00:00.000', 0, 1)");
          }
          return 0;
        });

    StateDatabase newer = open();

    Path copy = folder.resolve("state.db.before-V0");
    assertThat(copy).exists();
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(copy)))
        .isEqualTo("rw-------");
    assertThat(count(newer, "SELECT count(*) FROM job_pause")).isZero();
    assertThat(count(newer, last)).isPositive();
    Files.copy(copy, Files.createDirectory(folder.resolve("old")).resolve("state.db"));
    assertThat(
            count(
                StateDatabase.open(new StatePlace.InFolder(folder.resolve("old"))),
                "SELECT count(*) FROM job_pause_as_it_was"))
        .isOne();
  }

  @Test
  void isUsedAsItIsWhenALaterVersionHasChangedIt() {
    StateDatabase database = open();
    database.<Integer>use(
        connection -> {
          try (Statement statement = connection.createStatement()) {
            statement.execute(
                "INSERT INTO lifeboat_schema VALUES (999, '999', 'later', 'SQL', 'V999__later.sql',"
                    + " 1, 'test', '2030-01-01 00:00:00.000', 0, 1)");
          }
          return 0;
        });

    pause(open(), "backup");

    assertThat(count(open(), "SELECT count(*) FROM job_pause")).isOne();
  }

  @Test
  void takesBackWhatFailedHalfway() {
    StateDatabase database = open();

    assertThatThrownBy(
            () ->
                database.inTransaction(
                    connection -> {
                      try (Statement statement = connection.createStatement()) {
                        statement.execute(pauseOf("backup"));
                        statement.execute(pauseOf("backup"));
                      }
                      return 0;
                    }))
        .isInstanceOf(ProblemException.class)
        .hasMessageContaining("state database '" + file(folder));

    assertThat(count(database, "SELECT count(*) FROM job_pause")).isZero();
  }

  @Test
  void isOpenedAndWrittenByManyAtOnce() throws Exception {
    Callable<Void> work =
        () -> {
          StateDatabase database = open();
          for (int i = 0; i < 5; i++) {
            pause(database, Thread.currentThread().threadId() + "-" + i);
          }
          return null;
        };
    try (ExecutorService threads = Executors.newFixedThreadPool(4)) {
      for (Future<Void> done : threads.invokeAll(List.of(work, work, work, work))) {
        done.get();
      }
    }

    assertThat(count(open(), "SELECT count(*) FROM job_pause")).isEqualTo(20);
  }

  @Test
  void saysWhatIsWrongWithAFileThatIsNone() throws IOException {
    Files.writeString(
        file(folder), "this is no database, but it is long enough to be taken for one");

    assertThatThrownBy(this::open)
        .isInstanceOf(ProblemException.class)
        .hasMessageContaining("can't be used");
  }

  @Test
  void showsNoPassword() {
    StatePlace.OnServer place =
        new StatePlace.OnServer(
            "jdbc:postgresql://db/lifeboat", Optional.of("u"), () -> Optional.of("s3cret"));

    assertThat(place.toString() + place.words()).doesNotContain("s3cret");
  }

  /** All that migrations made. */
  private static List<String> tables(Connection connection) throws SQLException {
    List<String> tables = new ArrayList<>();
    try (Statement statement = connection.createStatement();
        ResultSet rows =
            statement.executeQuery(
                "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'"
                    + " AND name NOT IN ('lifeboat_schema', 'job_pause_as_it_was')")) {
      while (rows.next()) {
        tables.add(rows.getString(1));
      }
    }
    return tables;
  }

  private StateDatabase open() {
    return StateDatabase.open(new StatePlace.InFolder(folder));
  }

  private static Path file(Path folder) {
    return folder.resolve("state.db");
  }

  private static void pause(StateDatabase database, String job) {
    database.<Boolean>use(
        connection -> {
          try (Statement statement = connection.createStatement()) {
            return statement.execute(pauseOf(job));
          }
        });
  }

  private static String pauseOf(String job) {
    return "INSERT INTO job_pause (stack, job, since_at, reason, actor)"
        + " VALUES ('shop', '%s', 1, 'why', 'who')".formatted(job);
  }

  private static long count(StateDatabase database, String query) {
    return database.use(
        connection -> {
          try (Statement statement = connection.createStatement();
              ResultSet rows = statement.executeQuery(query)) {
            if (!rows.next()) {
              throw new SQLException("no row");
            }
            return rows.getLong(1);
          }
        });
  }
}
