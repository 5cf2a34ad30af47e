package dev.lifeboat.state;

import dev.lifeboat.io.FileException;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.MigrationInfo;
import org.flywaydb.core.api.MigrationVersion;

/** Brings the tables to this version. */
record Migration(StatePlace place, DataSource source) {
  /** The tables' own history, so that the database can be shared with other programs. */
  private static final String HISTORY = "lifeboat_schema";

  void run() {
    try {
      Flyway flyway = flyway();
      if (flyway.info().pending().length > 0) {
        copyFirst(flyway);
        flyway.migrate();
      }
    } catch (FlywayException | SQLException | FileException e) {
      throw StateDatabase.unusable(place, e);
    }
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

  /** Who runs a PostgreSQL has backups of it. */
  private void copyFirst(Flyway flyway) throws SQLException {
    MigrationInfo current = flyway.info().current();
    MigrationVersion version = current == null ? null : current.getVersion();
    if (version != null && place instanceof StatePlace.InFolder folder) {
      SqliteFile.copy(source, folder, "V" + version);
    }
  }
}
