package dev.lifeboat.source.mongo;

import dev.lifeboat.source.PlannedItem.Action;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.bson.BsonDocument;

/**
 * What follows the swap: views, users, and that nothing expires in the kept data. All of it can be
 * done again.
 */
final class RestoreFinish {
  private final RestoreServer server;

  RestoreFinish(RestoreServer server) {
    this.server = server;
  }

  /** The renames of a restore. */
  static List<SwapPair> pairs(String id, List<JournalEntry> entries) {
    return entries.stream()
        .filter(entry -> entry.kind() == StagedKind.COLLECTION)
        .map(
            entry ->
                new SwapPair(
                    entry.database(),
                    entry.name(),
                    entry.incoming(),
                    StagedNames.staged(id, entry.n()),
                    StagedNames.kept(id, entry.n())))
        .toList();
  }

  /** Completes a restore whose swap has happened. */
  JournalHeader run(Journal journal, JournalHeader header, JournalLease lease, Instant now) {
    var finishing = header.in(JournalState.FINISHING).restoredAt(now);
    lease.put(finishing);
    var entries = noteKept(journal, header);
    for (JournalEntry entry : entries) {
      switch (entry.kind()) {
        case VIEW ->
            new RestoreViews(server)
                .define(entry.database(), entry.name(), JournalEntry.options(entry.after()));
        case USERS, ROLES ->
            new RestoreAccounts(server)
                .merge(entry.kind(), StagedNames.staged(header.id(), entry.n()));
        case COLLECTION -> neverExpire(header, entry);
        case TIMESERIES, SERVERS -> {}
      }
    }
    RestoreRollback.dropStaged(server, header);
    new RestoreIncomplete(server).mend(entries, JournalEntry.mendedBy(header.id()));
    var done = finishing.in(JournalState.SWAPPED);
    lease.put(done);
    journal.unlock(done);
    return done;
  }

  // What was set aside may be another collection than the one that was there when it was planned.
  private List<JournalEntry> noteKept(Journal journal, JournalHeader header) {
    var look = SwapLook.at(server, header.databases());
    var all = new ArrayList<JournalEntry>();
    var changed = new ArrayList<JournalEntry>();
    for (JournalEntry entry : journal.entries()) {
      var kept = StagedNames.kept(header.id(), entry.n());
      var uuid =
          entry.kind() == StagedKind.COLLECTION
              ? look.uuidOf(entry.database(), kept)
              : entry.outgoing();
      if (uuid.equals(entry.outgoing())) {
        all.add(entry);
      } else {
        var noted = entry.outgoing(uuid, definition(entry, kept));
        all.add(noted);
        changed.add(noted);
      }
    }
    journal.replace(changed);
    return all;
  }

  private BsonDocument definition(JournalEntry entry, String kept) {
    return server
        .collection(entry.database(), kept)
        .map(
            now ->
                JournalEntry.definition(
                    now.getDocument("options"), server.indexes(entry.database(), kept)))
        .orElseGet(BsonDocument::new);
  }

  private void neverExpire(JournalHeader header, JournalEntry entry) {
    if (entry.outgoing().isPresent()) {
      StagedDefinition.expiry(
              StagedNames.kept(header.id(), entry.n()),
              JournalEntry.options(entry.before()),
              JournalEntry.indexes(entry.before()),
              false)
          .forEach(command -> server.run(entry.database(), command));
    }
  }

  /** True if anything is kept for an undo. */
  static boolean keeps(List<JournalEntry> entries) {
    return entries.stream()
        .anyMatch(entry -> entry.action() != Action.CREATE || entry.outgoing().isPresent());
  }
}
