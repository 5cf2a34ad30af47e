package dev.lifeboat.source.mongo;

import dev.lifeboat.progress.Progress;
import dev.lifeboat.source.PlannedItem.Action;

/** Takes a restore back that was not swapped in: the target is then as it was. */
final class RestoreRollback {
  private final RestoreServer server;

  RestoreRollback(RestoreServer server) {
    this.server = server;
  }

  void run(Journal journal, JournalHeader header) {
    if (header.state().compareTo(JournalState.PROVEN) >= 0) {
      journal.entries().stream()
          .filter(entry -> entry.kind() == StagedKind.TIMESERIES)
          .forEach(entry -> putBack(entry, header.id()));
    }
    dropStaged(server, header);
    dropKept(server, header, header.id());
    journal.delete(header);
  }

  private void putBack(JournalEntry entry, String id) {
    var series = new RestoreTimeSeries(server);
    if (entry.action() == Action.CREATE) {
      server.drop(entry.database(), entry.name());
    } else if (entry.done().contains(JournalEntry.COPIED)) {
      series.refill(
          entry.database(),
          entry.name(),
          JournalEntry.options(entry.before()),
          JournalEntry.indexes(entry.before()),
          StagedNames.kept(id, entry.n()),
          silent());
    }
  }

  static Progress.Phase silent() {
    return Progress.silent().start("", 0, Progress.Unit.ITEMS);
  }

  /** Drops what a restore staged and didn't swap in. */
  static void dropStaged(RestoreServer server, JournalHeader header) {
    drop(server, header, StagedNames.stagedPrefix(header.id()));
  }

  /** Drops what the restore or undo of that id keeps. */
  static void dropKept(RestoreServer server, JournalHeader header, String id) {
    drop(server, header, StagedNames.keptPrefix(id));
  }

  private static void drop(RestoreServer server, JournalHeader header, String prefix) {
    for (String database : header.databases()) {
      server.drop(
          database,
          server.collections(database).stream()
              .map(collection -> collection.getString("name").getValue())
              .filter(name -> name.startsWith(prefix))
              .toList());
    }
  }
}
