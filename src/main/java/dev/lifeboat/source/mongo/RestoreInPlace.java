package dev.lifeboat.source.mongo;

import dev.lifeboat.problem.Problem;
import dev.lifeboat.problem.ProblemException;
import dev.lifeboat.progress.Progress;
import dev.lifeboat.source.CapturedStreams;
import dev.lifeboat.source.ItemProof;
import dev.lifeboat.source.RestorePlan;
import dev.lifeboat.source.RestoreResult;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * Executes one restore in place. Each collection is dropped, loaded and proven before the next is
 * touched (two at a time, and tiny ones by the hundred), so that as little as can be is incomplete
 * if it is cut off.
 */
final class RestoreInPlace {
  private static final String WRITTEN_TO =
      "if applications wrote to it meanwhile, stop them; then run the restore again";

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

  RestoreInPlace(
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
    this.items = List.copyOf(items);
    this.first = first.in(JournalState.REPLACING);
    this.phases = new RestorePhases(progress);
    this.stage = new RestoreStage(server, from, items, phases, first.id());
    this.collections = StagedCollections.inPlace(server);
  }

  RestoreResult execute() {
    var journal = Journal.begin(server, first).orElseThrow(RestoreRun::busy);
    try (var lease = new JournalLease(journal, first.owner())) {
      try {
        announce(journal, lease);
        var proofs = replace(journal, lease);
        proofs.addAll(finish(journal, lease));
        return new RestoreResult(
            first.id(), proofs, phases.times(), Optional.empty(), plan.warnings());
      } catch (RuntimeException e) {
        throw cutOff(journal, lease, e);
      }
    }
  }

  /** All that will be touched, noted before anything is. */
  private void announce(Journal journal, JournalLease lease) {
    items.stream()
        .filter(item -> item.kind().isAccounts())
        .forEach(item -> stage.accounts(item, plan.request().users()));
    journal.write(
        new RestoreEntries(server, first.id(), Set.copyOf(first.databases()))
            .all(items, stage, List.of(), Optional.empty()));
    lease.check();
  }

  private List<ItemProof> replace(Journal journal, JournalLease lease) {
    Map<Integer, JournalEntry> entries = new HashMap<>();
    journal.entries().forEach(entry -> entries.put(entry.n(), entry));
    var series =
        items.stream()
            .filter(i -> i.kind() == StagedKind.COLLECTION || i.kind() == StagedKind.TIMESERIES)
            .toList();
    long bytes =
        series.stream().mapToLong(item -> item.documents().map(from::bytes).orElse(0L)).sum();
    var many = collections.tiny(series);
    var rest = new ArrayList<>(series);
    rest.removeAll(Set.copyOf(many));
    var proofs = new ArrayList<ItemProof>();
    phases.run(
        "replace",
        2 * bytes,
        Progress.Unit.BYTES,
        phase -> {
          var touchUp = new LoadTouchUp(from);
          try (var writers = new LoadWriters(server, phase)) {
            var failures = new ConcurrentLinkedQueue<RuntimeException>();
            RestoreWorkers.each(
                    rest,
                    item ->
                        // What another worker is at is better finished than cut off too.
                        !failures.isEmpty()
                            ? Optional.<ItemProof>empty()
                            : attempt(
                                failures,
                                () -> {
                                  var entry = Objects.requireNonNull(entries.get(item.n()));
                                  lease.check();
                                  journal.done(entry, JournalEntry.BEGUN);
                                  var proof = replace(item, writers, touchUp, phase);
                                  // A write with majority: all that was loaded before it is on a
                                  // majority too.
                                  journal.done(entry, JournalEntry.ARRIVED);
                                  hook.reached(RestorePoint.ARRIVED, first.id());
                                  return proof;
                                }))
                .forEach(proof -> proof.ifPresent(proofs::add));
            if (!failures.isEmpty()) {
              throw failures.element();
            }
            var tiny = new StagedTiny(collections, from, touchUp, writers, phase);
            for (List<RestoreItem> wave : StagedWaves.split(many, StagedWaves.WAVE)) {
              lease.check();
              proofs.addAll(replace(journal, tiny, wave, entries));
            }
          }
        });
    return proofs;
  }

  /** Many tiny ones are under way together. */
  private List<ItemProof> replace(
      Journal journal,
      StagedTiny tiny,
      List<RestoreItem> wave,
      Map<Integer, JournalEntry> entries) {
    var noted = wave.stream().map(item -> Objects.requireNonNull(entries.get(item.n()))).toList();
    journal.done(noted, JournalEntry.BEGUN);
    wave.stream()
        .collect(Collectors.groupingBy(RestoreItem::database))
        .forEach(
            (database, some) ->
                server.drop(database, some.stream().map(RestoreItem::collection).toList()));
    hook.reached(RestorePoint.DROPPED, first.id());
    var proofs = tiny.bring(wave);
    StagedProof.check(proofs, WRITTEN_TO);
    wave.forEach(collections::setExpiry);
    journal.done(noted, JournalEntry.ARRIVED);
    hook.reached(RestorePoint.ARRIVED, first.id());
    return proofs;
  }

  private static Optional<ItemProof> attempt(
      Queue<RuntimeException> failures, Supplier<ItemProof> work) {
    try {
      return Optional.of(work.get());
    } catch (RuntimeException e) {
      failures.add(e);
      return Optional.empty();
    }
  }

  private ItemProof replace(
      RestoreItem item, LoadWriters writers, LoadTouchUp touchUp, Progress.Phase phase) {
    drop(item);
    collections.create(item);
    hook.reached(RestorePoint.DROPPED, first.id());
    collections.load(item, from, writers, touchUp);
    if (!touchUp.touched(item).isEmpty()) {
      touchUp.apply(Map.of(LoadTouchUp.namespace(item), item), collections, writers);
    }
    var proof = collections.indexAndProve(item, phase);
    StagedProof.check(List.of(proof), WRITTEN_TO);
    collections.setExpiry(item);
    return proof;
  }

  private void drop(RestoreItem item) {
    if (!item.collection().startsWith("system.")) {
      server.drop(item.database(), item.collection());
    } else if (server.collection(item.database(), item.collection()).isPresent()) {
      // "system.js" can't be dropped under this name.
      var aside = StagedNames.kept(first.id(), item.n());
      server.drop(item.database(), aside);
      server.rename(item.database(), item.collection(), aside);
      server.drop(item.database(), aside);
    }
  }

  private List<ItemProof> finish(Journal journal, JournalLease lease) {
    var proofs = new ArrayList<ItemProof>();
    phases.run(
        "finish",
        0,
        Progress.Unit.ITEMS,
        phase -> {
          for (JournalEntry entry : journal.entries()) {
            lease.check();
            switch (entry.kind()) {
              case VIEW ->
                  new RestoreViews(server)
                      .define(entry.database(), entry.name(), JournalEntry.options(entry.after()));
              case USERS, ROLES ->
                  new RestoreAccounts(server)
                      .merge(entry.kind(), StagedNames.staged(first.id(), entry.n()));
              case COLLECTION, TIMESERIES, SERVERS -> {}
            }
          }
          items.stream()
              .filter(item -> item.kind() == StagedKind.VIEW)
              .map(view -> collections.indexAndProve(view, phase))
              .forEach(proofs::add);
          StagedProof.check(proofs, "look at the view, then run the restore again");
          RestoreRollback.dropStaged(server, first);
          RestoreRollback.dropKept(server, first, first.id());
          new RestoreIncomplete(server).mend(journal.entries(), JournalEntry.ARRIVED);
          var done = first.in(JournalState.REPLACED).restoredAt(clock.instant());
          lease.put(done);
          journal.unlock(done);
        });
    return proofs;
  }

  /** There is no way back: says what is how. What can't be noted now, the next command notes. */
  private RuntimeException cutOff(Journal journal, JournalLease lease, RuntimeException failure) {
    boolean interrupted = Thread.interrupted();
    var problems = new ArrayList<Problem>();
    var cause = RestoreProblems.of(server, "restore in place", failure);
    try {
      var entries = journal.entries();
      var reach = new RestoreIncomplete(server).cutOff(journal, first, lease, clock.instant());
      if (reach == RestoreIncomplete.Reach.NOTHING) {
        return cause;
      }
      problems.add(RestoreIncomplete.problem(first, entries));
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
