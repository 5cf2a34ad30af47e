package dev.lifeboat.state;

import dev.lifeboat.io.DurableFiles;
import dev.lifeboat.io.FileException;
import dev.lifeboat.io.FileMode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import javax.sql.DataSource;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteDataSource;

/** The state database as a file of this host. */
final class SqliteFile {
  /** How long one waits for another one's write. */
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private SqliteFile() {}

  /** Makes the file, so that only its owner can read it: SQLite gives its side files its mode. */
  static DataSource source(StatePlace.InFolder place) {
    Path file = place.file();
    try {
      DurableFiles.createFolders(place.folder(), FileMode.PRIVATE);
      if (!Files.exists(file)) {
        DurableFiles.create(file, FileMode.PRIVATE, _ -> {});
      }
    } catch (FileException e) {
      // Of two that make it at once one is second.
      if (!Files.exists(file)) {
        throw StateDatabase.unusable(place, e);
      }
    }
    SQLiteConfig config = new SQLiteConfig();
    config.setJournalMode(SQLiteConfig.JournalMode.WAL);
    // A power cut may take the last entries away, and never the database. What they said is then
    // done or recorded again.
    config.setSynchronous(SQLiteConfig.SynchronousMode.NORMAL);
    // A transaction that reads first and then writes would else fail at once beside another one.
    config.setTransactionMode(SQLiteConfig.TransactionMode.IMMEDIATE);
    config.setBusyTimeout(Math.toIntExact(PATIENCE.toMillis()));
    config.enforceForeignKeys(true);
    SQLiteDataSource source = new SQLiteDataSource(config);
    source.setUrl("jdbc:sqlite:" + file);
    return source;
  }

  /** Copies a database, with all that is only in its log yet; an older copy is replaced. */
  static void copy(DataSource source, StatePlace.InFolder place, String version)
      throws SQLException {
    Path copy = place.folder().resolve(StatePlace.InFolder.NAME + ".before-" + version);
    DurableFiles.delete(copy);
    DurableFiles.create(copy, FileMode.PRIVATE, _ -> {});
    try (Connection connection = source.getConnection();
        PreparedStatement vacuum = connection.prepareStatement("VACUUM INTO ?")) {
      vacuum.setString(1, copy.toString());
      vacuum.execute();
    }
  }
}
