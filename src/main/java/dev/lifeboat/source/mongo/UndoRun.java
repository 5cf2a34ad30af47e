package dev.lifeboat.source.mongo;

import dev.lifeboat.progress.Progress;
import dev.lifeboat.source.PlannedItem.Action;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.bson.BsonDocument;

/** Takes a restore back. Every act of it can be done again, so that a dead one can be completed. */
final class UndoRun {
  /** So many are done between two looks whether the undo is still this process's. */
  private static final int TOGETHER = 100;

  private final RestoreServer server;
  private final InstantSource clock;
  private final RestorePoint.Hook hook;

  UndoRun(RestoreServer server, InstantSource clock, RestorePoint.Hook hook) {
    this.server = server;
    this.clock = clock;
    this.hook = hook;
  }

  /**
   * Does what is left of an undo that has begun.
   *
   * @return what was set aside, in words
   */
  List<String> complete(Journal journal, JournalHeader header, JournalLease lease) {
    var entries = journal.entries();
    var aside = header.undo().orElseThrow();
    new SwapAct(server, () -> hook.reached(RestorePoint.BEFORE_UNDO, header.id()))
        .run(pairs(header.id(), aside, entries));
    hook.reached(RestorePoint.UNDO_SWAPPED, header.id());
    var kept = new ArrayList<String>();
    var present = present(header.databases());
    for (List<JournalEntry> some : StagedWaves.split(collections(entries), TOGETHER)) {
      lease.check();
      RestoreWorkers.each(some, entry -> expiry(entry, aside, present)).stream()
          .flatMap(Optional::stream)
          .forEach(kept::add);
    }
    for (JournalEntry entry : entries) {
      if (entry.kind() != StagedKind.COLLECTION) {
        lease.check();
        if (takeBack(journal, entry, header.id(), aside)) {
          kept.add(words(entry, aside));
        }
      }
    }
    hook.reached(RestorePoint.UNDO_REFILLED, header.id());
    // What is left under these names are copies of what is back in its place.
    RestoreRollback.dropKept(server, header, header.id());
    new RestoreIncomplete(server).reopen(header.id());
    lease.put(header.in(JournalState.UNDONE).undo(aside, clock.instant().plus(header.keepOld())));
    journal.unlock(header);
    return kept;
  }

  private static List<JournalEntry> collections(List<JournalEntry> entries) {
    return entries.stream().filter(entry -> entry.kind() == StagedKind.COLLECTION).toList();
  }

  /** All collections, by namespace. */
  private Map<String, BsonDocument> present(List<String> databases) {
    var present = new HashMap<String, BsonDocument>();
    for (String database : databases) {
      for (BsonDocument each : server.collections(database)) {
        present.put(database + "." + each.getString("name").getValue(), each);
      }
    }
    return present;
  }

  private static String words(JournalEntry entry, String aside) {
    return "'%s' as '%s.%s'"
        .formatted(entry.namespace(), entry.database(), StagedNames.kept(aside, entry.n()));
  }

  static List<SwapPair> pairs(String id, String aside, List<JournalEntry> entries) {
    return collections(entries).stream()
        .map(
            entry ->
                new SwapPair(
                    entry.database(),
                    entry.name(),
                    entry.outgoing(),
                    StagedNames.kept(id, entry.n()),
                    StagedNames.kept(aside, entry.n())))
        .toList();
  }

  private boolean takeBack(Journal journal, JournalEntry entry, String id, String aside) {
    var asideName = StagedNames.kept(aside, entry.n());
    return switch (entry.kind()) {
      case COLLECTION, SERVERS -> false;
      case TIMESERIES -> {
        putBack(journal, entry, StagedNames.kept(id, entry.n()), asideName);
        yield entry.action() != Action.SET_ASIDE;
      }
      case VIEW -> {
        new RestoreViews(server)
            .define(entry.database(), entry.name(), JournalEntry.options(entry.before()));
        yield false;
      }
      case USERS, ROLES -> {
        var accounts = new RestoreAccounts(server);
        if (!entry.done().contains(JournalEntry.UNDO_COPIED)) {
          accounts.save(entry.kind(), entry.after(), asideName);
          journal.done(entry, JournalEntry.UNDO_COPIED);
        }
        accounts.removeAdded(entry.kind(), entry.after());
        accounts.merge(entry.kind(), StagedNames.kept(id, entry.n()));
        yield RestoreAccounts.added(entry.after()) + RestoreAccounts.replaced(entry.after()) > 0;
      }
    };
  }

  private void putBack(Journal journal, JournalEntry entry, String kept, String aside) {
    var series = new RestoreTimeSeries(server);
    boolean there = server.collection(entry.database(), entry.name()).isPresent();
    if (there && !entry.done().contains(JournalEntry.UNDO_COPIED)) {
      series.copyAside(entry.database(), entry.name(), aside, RestoreRollback.silent());
      journal.done(entry, JournalEntry.UNDO_COPIED);
    }
    if (entry.action() == Action.CREATE) {
      server.drop(entry.database(), entry.name());
    } else if (!entry.done().contains(JournalEntry.UNDO_REFILLED)) {
      series.refill(
          entry.database(),
          entry.name(),
          JournalEntry.options(entry.before()),
          JournalEntry.indexes(entry.before()),
          kept,
          RestoreRollback.silent());
      journal.done(entry, JournalEntry.UNDO_REFILLED);
    }
  }

  /** What is back expires again, what is set aside doesn't any more: that in words. */
  private Optional<String> expiry(
      JournalEntry entry, String aside, Map<String, BsonDocument> present) {
    expire(entry.database(), entry.name(), entry.before(), true);
    var name = StagedNames.kept(aside, entry.n());
    return Optional.ofNullable(present.get(entry.database() + "." + name))
        .map(
            now -> {
              expire(
                  entry.database(),
                  name,
                  JournalEntry.definition(
                      now.getDocument("options"), server.indexes(entry.database(), name)),
                  false);
              return words(entry, aside);
            });
  }

  private void expire(String database, String name, BsonDocument definition, boolean really) {
    StagedDefinition.expiry(
            name, JournalEntry.options(definition), JournalEntry.indexes(definition), really)
        .forEach(command -> server.run(database, command));
  }

  /** Runs one phase of an undo. */
  static void phase(RestorePhases phases, Runnable work) {
    phases.run("undo", 0, Progress.Unit.ITEMS, phase -> work.run());
  }
}
