package dev.lifeboat.state;

import dev.lifeboat.io.FileException;
import dev.lifeboat.io.HostLock;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.MigrationInfo;
import org.flywaydb.core.api.MigrationVersion;

/** Brings the tables to this version. */
record Migration(StatePlace place, DataSource source) {
  /** The tables' own history, so that the database can be shared with other programs. */
  private static final String HISTORY = "lifeboat_schema";

  /** How long one waits for another one's change. */
  private static final Duration PATIENCE = Duration.ofMinutes(1);

  void run() {
    try {
      if (pending(flyway())) {
        switch (place) {
          case StatePlace.InFolder folder -> alone(folder);
          case StatePlace.OnServer _ -> flyway().migrate();
        }
      }
    } catch (FlywayException | SQLException | FileException e) {
      throw StateDatabase.unusable(place, e);
    }
  }

  /** Of several that open a file at once, one copies and changes it, and the others wait for it. */
  private void alone(StatePlace.InFolder folder) throws SQLException {
    Path guard = folder.file().resolveSibling(StatePlace.InFolder.NAME + ".lock");
    try (HostLock _ = HostLock.take(guard, PATIENCE)) {
      Flyway flyway = flyway();
      if (pending(flyway)) {
        copyFirst(flyway, folder);
        flyway.migrate();
      }
    }
  }

  private static boolean pending(Flyway flyway) {
    return flyway.info().pending().length > 0;
  }

  private Flyway flyway() {
    return Flyway.configure(Migration.class.getClassLoader())
        .dataSource(source)
        .locations("classpath:db/" + folder())
        .table(HISTORY)
        // Others' tables in a shared database are no reason to refuse.
        .baselineOnMigrate(true)
        .baselineVersion("0")
        .validateMigrationNaming(true)
        .loggers("slf4j")
        .load();
  }

  private String folder() {
    return switch (place) {
      case StatePlace.InFolder _ -> "sqlite";
      case StatePlace.OnServer _ -> "postgresql";
    };
  }

  /** Only a file is copied: who runs a PostgreSQL has backups of it. */
  private void copyFirst(Flyway flyway, StatePlace.InFolder folder) throws SQLException {
    MigrationInfo current = flyway.info().current();
    MigrationVersion version = current == null ? null : current.getVersion();
    if (version != null) {
      SqliteFile.copy(source, folder, "V" + version);
    }
  }
}
