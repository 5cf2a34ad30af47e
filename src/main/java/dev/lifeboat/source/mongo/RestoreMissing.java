package dev.lifeboat.source.mongo;

import com.mongodb.MongoCommandException;
import dev.lifeboat.problem.Code;
import dev.lifeboat.problem.Problem;
import dev.lifeboat.problem.ProblemException;
import dev.lifeboat.progress.Progress;
import dev.lifeboat.source.CapturedStreams;
import dev.lifeboat.source.InsertedDocuments;
import dev.lifeboat.source.ItemProof;
import dev.lifeboat.source.PlannedItem.Action;
import dev.lifeboat.source.RestorePlan;
import dev.lifeboat.source.RestoreResult;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Inserts what is missing. Applications go on writing meanwhile: what is there is never changed,
 * and whoever is faster stays.
 */
final class RestoreMissing {
  private static final int NAMESPACE_EXISTS = 48;

  private final RestoreServer server;
  private final InstantSource clock;
  private final RestorePoint.Hook hook;
  private final RestorePlan plan;
  private final CapturedStreams from;
  private final List<RestoreItem> items;
  private final JournalHeader first;
  private final RestorePhases phases;
  private final RestoreStage stage;
  private final StagedCollections collections;

  RestoreMissing(
      RestoreServer server,
      InstantSource clock,
      RestorePoint.Hook hook,
      RestorePlan plan,
      CapturedStreams from,
      List<RestoreItem> items,
      JournalHeader first,
      Progress progress) {
    this.server = server;
    this.clock = clock;
    this.hook = hook;
    this.plan = plan;
    this.from = from;
    Set<String> kept = new HashSet<>();
    plan.items().stream()
        .filter(item -> item.action() == Action.KEEP)
        .forEach(item -> kept.add(item.name()));
    this.items =
        items.stream()
            .filter(item -> !kept.contains(item.name()))
            .filter(item -> !item.kind().isAccounts() || plan.request().users())
            .toList();
    this.first = first.in(JournalState.FILLING);
    this.phases = new RestorePhases(progress);
    this.stage = new RestoreStage(server, from, this.items, phases, first.id());
    this.collections = StagedCollections.inPlace(server);
  }

  RestoreResult execute() {
    var journal = Journal.begin(server, first).orElseThrow(RestoreRun::busy);
    try (var lease = new JournalLease(journal, first.owner())) {
      try {
        announce(journal, lease);
        var proofs = fill(journal, lease);
        var done = finish(journal, lease);
        boolean keeps =
            proofs.stream().anyMatch(p -> p.inserted().filter(i -> i.inserted() > 0).isPresent())
                || journal.entries().stream().anyMatch(entry -> entry.before().isEmpty());
        return new RestoreResult(
            first.id(),
            proofs,
            phases.times(),
            done.keptUntil().filter(until -> keeps),
            plan.warnings());
      } catch (RuntimeException e) {
        throw cutOff(journal, lease, e);
      }
    }
  }

  private void announce(Journal journal, JournalLease lease) {
    items.stream()
        .filter(item -> item.kind().isAccounts())
        .forEach(item -> stage.accounts(item, false));
    journal.write(
        new RestoreEntries(server, first.id(), Set.copyOf(first.databases()))
            .all(items, stage, List.of(), Optional.empty()));
    lease.check();
  }

  private List<ItemProof> fill(Journal journal, JournalLease lease) {
    Map<Integer, JournalEntry> entries = new HashMap<>();
    journal.entries().forEach(entry -> entries.put(entry.n(), entry));
    var filled =
        items.stream()
            .filter(i -> i.kind() == StagedKind.COLLECTION || i.kind() == StagedKind.TIMESERIES)
            .toList();
    long bytes =
        filled.stream().mapToLong(item -> item.documents().map(from::bytes).orElse(0L)).sum();
    var proofs = new ArrayList<ItemProof>();
    phases.run(
        "insert and look",
        2 * bytes,
        Progress.Unit.BYTES,
        phase -> {
          var touchUp = new LoadTouchUp(from);
          proofs.addAll(
              RestoreWorkers.each(
                  filled,
                  item -> {
                    lease.check();
                    var entry = Objects.requireNonNull(entries.get(item.n()));
                    return isOrdered(item)
                        ? whole(journal, entry, item, touchUp, phase)
                        : fill(journal, entry, item, touchUp, phase);
                  }));
        });
    return proofs;
  }

  /** What is gone and can't be filled document by document. */
  private static boolean isOrdered(RestoreItem item) {
    return item.kind() == StagedKind.TIMESERIES || item.isCapped();
  }

  private ItemProof whole(
      Journal journal,
      JournalEntry entry,
      RestoreItem item,
      LoadTouchUp touchUp,
      Progress.Phase phase) {
    journal.done(entry, JournalEntry.BEGUN);
    if (!create(item)) {
      journal.undone(entry, JournalEntry.BEGUN);
      return stays(item);
    }
    hook.reached(RestorePoint.CREATED, first.id());
    try (var writers = new LoadWriters(server, phase)) {
      collections.load(item, from, writers, touchUp);
      if (!touchUp.touched(item).isEmpty()) {
        touchUp.apply(Map.of(LoadTouchUp.namespace(item), item), collections, writers);
      }
    }
    hook.reached(RestorePoint.LOADED, first.id());
    var proof = collections.indexAndProve(item, phase);
    collections.setExpiry(item);
    journal.replace(List.of(entry.restored(proof.actual())));
    journal.done(entry, JournalEntry.ARRIVED);
    long documents = item.expected().documents();
    return new ItemProof(
        proof.name(),
        proof.kind(),
        proof.expected(),
        proof.actual(),
        proof.differences(),
        proof.note(),
        Optional.of(new InsertedDocuments(documents, 0, 0, 0)));
  }

  /** An application was faster, and what it made can't be filled. */
  private static ItemProof stays(RestoreItem item) {
    return new ItemProof(
        item.name(),
        item.item().kind(),
        item.item().state(),
        Optional.empty(),
        List.of("others have created it meanwhile: it stays as it is"),
        item.item().note(),
        Optional.of(new InsertedDocuments(0, 0, 0, 0)));
  }

  private ItemProof fill(
      Journal journal,
      JournalEntry entry,
      RestoreItem item,
      LoadTouchUp touchUp,
      Progress.Phase phase) {
    boolean created = entry.before().isEmpty() && createWithIndexes(journal, entry, item);
    var now = server.collection(item.database(), item.collection()).orElseThrow();
    var ids = new MissingIds(server, item.database(), StagedNames.kept(first.id(), item.n()));
    var inserts =
        new MissingInserts(
            server,
            item.database(),
            item.collection(),
            SwapLook.uuid(now).orElseThrow(),
            ids,
            () -> hook.reached(RestorePoint.NOTED, first.id()),
            () -> hook.reached(RestorePoint.INSERTED, first.id()),
            phase);
    each(item, touchUp, inserts::insert);
    if (created) {
      collections.setExpiry(item);
      journal.done(entry, JournalEntry.ARRIVED);
    }
    each(item, touchUp, inserts::look);
    var found = new MissingLook(server, item.database(), item.collection()).look(ids);
    var differences = new ArrayList<>(inserts.conflictWords());
    var notes = new ArrayList<String>();
    item.item().note().ifPresent(notes::add);
    if (inserts.absent() > 0) {
      var words =
          RestoreSteps.counted(inserts.absent(), "document")
              + " of the backup, seen before, "
              + (inserts.absent() == 1 ? "is" : "are")
              + " gone again";
      if (StagedDefinition.expires(
          now.getDocument("options"), server.indexes(item.database(), item.collection()))) {
        notes.add(words + ": expired");
      } else {
        differences.add(words + ": others remove them");
      }
    }
    return new ItemProof(
        item.name(),
        item.item().kind(),
        item.item().state(),
        Optional.empty(),
        differences,
        notes.isEmpty() ? Optional.empty() : Optional.of(String.join("; ", notes)),
        Optional.of(
            new InsertedDocuments(
                inserts.inserted(), inserts.present(), inserts.conflicts(), found.touched())));
  }

  /** Makes a collection that is gone, with its indexes: what comes in has to fit them at once. */
  private boolean createWithIndexes(Journal journal, JournalEntry entry, RestoreItem item) {
    journal.done(entry, JournalEntry.BEGUN);
    if (!create(item)) {
      journal.undone(entry, JournalEntry.BEGUN);
      return false;
    }
    hook.reached(RestorePoint.CREATED, first.id());
    collections.index(item);
    return true;
  }

  /** False if an application was faster: what it made stays as it is. */
  private boolean create(RestoreItem item) {
    try {
      collections.create(item);
      return true;
    } catch (MongoCommandException e) {
      if (e.getErrorCode() == NAMESPACE_EXISTS) {
        return false;
      }
      throw e;
    }
  }

  private void each(RestoreItem item, LoadTouchUp touchUp, Consumer<MissingBatch> to) {
    var leftOut = touchUp.touched(item);
    item.documents()
        .ifPresent(
            stream -> {
              var batches = new MissingBatches(to, leftOut);
              from.read(stream, batches::addAll);
              if (!leftOut.isEmpty()) {
                touchUp.images(item, image -> batches.add(image, 0, image.length));
              }
              batches.flush();
            });
  }

  private JournalHeader finish(Journal journal, JournalLease lease) {
    lease.check();
    for (JournalEntry entry : journal.entries()) {
      switch (entry.kind()) {
        case VIEW -> view(entry);
        case USERS, ROLES ->
            new RestoreAccounts(server)
                .merge(entry.kind(), StagedNames.staged(first.id(), entry.n()));
        case COLLECTION, TIMESERIES, SERVERS -> {}
      }
    }
    return settle(server, journal, first, lease, clock, word -> {});
  }

  private void view(JournalEntry entry) {
    if (server.collection(entry.database(), entry.name()).isEmpty()) {
      new RestoreViews(server)
          .define(entry.database(), entry.name(), JournalEntry.options(entry.after()));
    }
  }

  /**
   * What has been inserted stays, and can be taken back.
   *
   * @param words takes what people shall know
   */
  static JournalHeader settle(
      RestoreServer server,
      Journal journal,
      JournalHeader header,
      JournalLease lease,
      InstantSource clock,
      Consumer<String> words) {
    RestoreRollback.dropStaged(server, header);
    new MissingCreated(server).settle(journal, header).forEach(words);
    var done = header.in(JournalState.FILLED).restoredAt(clock.instant());
    lease.put(done);
    journal.unlock(done);
    return done;
  }

  /**
   * That it was cut off.
   *
   * @param more what else is to be said
   */
  static String words(JournalHeader header, List<String> more) {
    var words = new StringBuilder();
    more.forEach(each -> words.append("; ").append(each));
    return "the restore of what was missing from backup '%s' was cut off: what it inserted stays%s"
        .formatted(header.backup(), words);
  }

  private RuntimeException cutOff(Journal journal, JournalLease lease, RuntimeException failure) {
    boolean interrupted = Thread.interrupted();
    var problems = new ArrayList<Problem>();
    var cause = RestoreProblems.of(server, "insert what is missing", failure);
    try {
      var words = new ArrayList<String>();
      settle(server, journal, first, lease, clock, words::add);
      problems.add(
          Problem.of(
              Code.RESTORE_INCOMPLETE,
              words(first, words),
              "run it again: lifeboat restore %s --missing-only".formatted(first.backup()),
              "or take back what it inserted: lifeboat undo"));
    } catch (RuntimeException e) {
      failure.addSuppressed(e);
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
    if (!(cause instanceof ProblemException why)) {
      return cause;
    }
    problems.addAll(why.problems());
    var all = new ProblemException(problems);
    all.initCause(why);
    return all;
  }
}
