package dev.lifeboat.source.mongo;

import com.mongodb.MongoNamespace;
import com.mongodb.client.model.RenameCollectionOptions;
import dev.lifeboat.source.RestoreStep;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Takes back what a restore of missing documents inserted, as far as nobody has changed it since.
 * Every act of it can be done again.
 */
final class MissingUndo {
  private final RestoreServer server;

  MissingUndo(RestoreServer server) {
    this.server = server;
  }

  static List<RestoreStep> steps(List<JournalEntry> entries) {
    var steps = new ArrayList<RestoreStep>();
    long collections =
        count(entries, StagedKind.COLLECTION) + count(entries, StagedKind.TIMESERIES);
    long created =
        entries.stream()
            .filter(e -> e.kind() == StagedKind.COLLECTION || e.kind() == StagedKind.TIMESERIES)
            .filter(e -> e.before().isEmpty())
            .count();
    long views = count(entries, StagedKind.VIEW);
    long accounts = count(entries, StagedKind.USERS) + count(entries, StagedKind.ROLES);
    if (collections > 0) {
      steps.add(
          new RestoreStep(
              "remove from %s the documents that were inserted and are still the same"
                  .formatted(RestoreSteps.counted(collections, "collection")),
              true));
    }
    if (created > 0) {
      steps.add(
          new RestoreStep(
              "set %s aside that had been gone, if nothing else is in them"
                  .formatted(RestoreSteps.counted(created, "collection")),
              true));
    }
    if (views > 0) {
      steps.add(
          new RestoreStep(
              "remove " + RestoreSteps.counted(views, "view") + " that were gone", true));
    }
    if (accounts > 0) {
      steps.add(new RestoreStep("remove users and roles that were added", true));
    }
    return List.copyOf(steps);
  }

  private static long count(List<JournalEntry> entries, StagedKind kind) {
    return entries.stream().filter(entry -> entry.kind() == kind).count();
  }

  /** What will stay because others have changed it, in words. */
  List<String> stays(JournalHeader header, List<JournalEntry> entries) {
    return entries.stream()
        .filter(entry -> entry.kind() == StagedKind.COLLECTION && entry.restored().isEmpty())
        .filter(entry -> !entry.done().contains(JournalEntry.SET_ASIDE))
        .flatMap(entry -> stays(entry, look(entry).look(ids(header, entry))).stream())
        .toList();
  }

  private static Optional<String> stays(JournalEntry entry, MissingLook.Found found) {
    return found.changed() == 0
        ? Optional.empty()
        : Optional.of(
            "'%s': %d of %s were changed since they were inserted"
                .formatted(
                    entry.namespace(),
                    found.changed(),
                    RestoreSteps.counted(
                        found.same() + found.changed() + found.gone(), "document")));
  }

  /**
   * Does what is left of an undo that has begun.
   *
   * @return what stays, and what was set aside, in words
   */
  List<String> complete(
      Journal journal, JournalHeader header, JournalLease lease, InstantSource clock) {
    var aside = header.undo().orElseThrow();
    var words = new ArrayList<String>();
    for (JournalEntry entry : journal.entries()) {
      lease.check();
      if (entry.done().contains(JournalEntry.SET_ASIDE)) {
        continue;
      }
      switch (entry.kind()) {
        case COLLECTION ->
            words.addAll(collection(header, entry, StagedNames.kept(aside, entry.n())));
        case TIMESERIES ->
            series(journal, entry, StagedNames.kept(aside, entry.n())).ifPresent(words::add);
        case VIEW -> view(entry);
        case USERS, ROLES -> new RestoreAccounts(server).removeAdded(entry.kind(), entry.after());
        case SERVERS -> {}
      }
    }
    RestoreRollback.dropKept(server, header, header.id());
    lease.put(header.in(JournalState.UNDONE).undo(aside, clock.instant().plus(header.keepOld())));
    journal.unlock(header);
    return words;
  }

  private List<String> collection(JournalHeader header, JournalEntry entry, String aside) {
    var words = new ArrayList<String>();
    if (server.collection(entry.database(), entry.name()).isEmpty()) {
      return words;
    }
    if (entry.restored().isEmpty()) {
      stays(entry, look(entry).remove(ids(header, entry))).ifPresent(words::add);
    }
    if (entry.before().isEmpty()) {
      words.addAll(setAside(entry, aside));
    }
    return words;
  }

  /**
   * A collection that had been gone goes again. It is renamed, not dropped: what is written to it
   * in the same moment isn't lost.
   */
  private List<String> setAside(JournalEntry entry, String aside) {
    boolean changed =
        entry
            .restored()
            .map(
                was ->
                    !was.equals(
                        new StagedReader(server)
                            .fingerprint(entry.database(), entry.name(), RestoreRollback.silent())))
            .orElseGet(
                () ->
                    server.database(entry.database()).getCollection(entry.name()).find().first()
                        != null);
    if (changed) {
      return List.of("'%s' stays: others have written to it".formatted(entry.namespace()));
    }
    server
        .database(entry.database())
        .getCollection(entry.name())
        .renameCollection(
            new MongoNamespace(entry.database(), aside),
            new RenameCollectionOptions().dropTarget(true));
    return List.of("'%s' as '%s.%s'".formatted(entry.namespace(), entry.database(), aside));
  }

  private Optional<String> series(Journal journal, JournalEntry entry, String aside) {
    if (server.collection(entry.database(), entry.name()).isEmpty()) {
      return Optional.empty();
    }
    if (!entry.done().contains(JournalEntry.UNDO_COPIED)) {
      var _ =
          new RestoreTimeSeries(server)
              .copyAside(entry.database(), entry.name(), aside, RestoreRollback.silent());
      journal.done(entry, JournalEntry.UNDO_COPIED);
    }
    server.drop(entry.database(), entry.name());
    return Optional.of("'%s' as '%s.%s'".formatted(entry.namespace(), entry.database(), aside));
  }

  private void view(JournalEntry entry) {
    server
        .collection(entry.database(), entry.name())
        .filter(now -> RestoreViews.type(now).equals("view"))
        .filter(now -> now.getDocument("options").equals(JournalEntry.options(entry.after())))
        .ifPresent(_ -> server.drop(entry.database(), entry.name()));
  }

  private MissingIds ids(JournalHeader header, JournalEntry entry) {
    return new MissingIds(server, entry.database(), StagedNames.kept(header.id(), entry.n()));
  }

  private MissingLook look(JournalEntry entry) {
    return new MissingLook(server, entry.database(), entry.name());
  }
}
