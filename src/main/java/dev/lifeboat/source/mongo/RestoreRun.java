package dev.lifeboat.source.mongo;

import com.mongodb.MongoException;
import dev.lifeboat.problem.Code;
import dev.lifeboat.problem.Problem;
import dev.lifeboat.problem.ProblemException;
import dev.lifeboat.progress.Progress;
import dev.lifeboat.source.CapturedStreams;
import dev.lifeboat.source.ItemProof;
import dev.lifeboat.source.PlannedItem.Action;
import dev.lifeboat.source.RestoreDestination;
import dev.lifeboat.source.RestorePlan;
import dev.lifeboat.source.RestoreResult;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Executes one restore. */
final class RestoreRun {
  private final RestoreServer server;
  private final InstantSource clock;
  private final RestorePoint.Hook hook;
  private final RestorePlan plan;
  private final CapturedStreams from;
  private final List<RestoreItem> items;
  private final RestorePhases phases;
  private final RestoreStage stage;
  private final JournalHeader first;

  RestoreRun(
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
    this.phases = new RestorePhases(progress);
    this.first = first;
    this.stage = new RestoreStage(server, from, items, phases, first.id());
  }

  RestoreResult execute() {
    var journal = Journal.begin(server, first).orElseThrow(RestoreRun::busy);
    try (var lease = new JournalLease(journal, first.owner())) {
      List<ItemProof> proofs;
      try {
        proofs = bring(journal, lease);
      } catch (RuntimeException e) {
        throw rolledBack(journal, e);
      }
      return complete(journal, lease, proofs);
    }
  }

  static ProblemException busy() {
    return Problem.of(
            Code.RESTORE_BUSY,
            "another restore or undo works on these databases",
            "wait until it is done: lifeboat watch")
        .exception();
  }

  /** Up to where nothing present is touched but time-series. */
  private List<ItemProof> bring(Journal journal, JournalLease lease) {
    stage.tiny();
    stage.create();
    reached(RestorePoint.CREATED);
    stage.load();
    reached(RestorePoint.LOADED);
    stage.replay();
    reached(RestorePoint.REPLAYED);
    items.stream()
        .filter(item -> item.kind().isAccounts())
        .forEach(item -> stage.accounts(item, plan.request().users()));
    // A write with majority: all that was loaded before it is on a majority too.
    lease.check();
    var proofs = stage.prove();
    if (!(plan.request().destination() instanceof RestoreDestination.Sandbox)) {
      StagedProof.check(proofs);
    }
    stage.setExpiry();
    var entries =
        new RestoreEntries(server, first.id(), Set.copyOf(first.databases()))
            .all(
                items,
                stage,
                proofs,
                Optional.of(new RestoreScope(items, from.details(), plan.request().selection()))
                    .filter(scope -> plan.request().exact()));
    journal.write(entries);
    lease.put(first.in(JournalState.PROVEN));
    reached(RestorePoint.PROVEN);
    refill(journal, lease, entries);
    reached(RestorePoint.REFILLED);
    return proofs;
  }

  private void refill(Journal journal, JournalLease lease, List<JournalEntry> entries) {
    var series = entries.stream().filter(entry -> entry.kind() == StagedKind.TIMESERIES).toList();
    if (series.isEmpty()) {
      return;
    }
    phases.run(
        "refill time-series",
        0,
        Progress.Unit.BYTES,
        phase -> {
          for (JournalEntry entry : series) {
            lease.check();
            refill(journal, entry, phase);
          }
        });
  }

  private void refill(Journal journal, JournalEntry entry, Progress.Phase phase) {
    var series = new RestoreTimeSeries(server);
    var kept = StagedNames.kept(first.id(), entry.n());
    if (entry.action() != Action.CREATE) {
      series.copyAside(entry.database(), entry.name(), kept, phase);
      journal.done(entry, JournalEntry.COPIED);
    }
    if (entry.action() == Action.SET_ASIDE) {
      server.drop(entry.database(), entry.name());
      return;
    }
    series.refill(
        entry.database(),
        entry.name(),
        JournalEntry.options(entry.after()),
        JournalEntry.indexes(entry.after()),
        StagedNames.buckets(StagedNames.staged(first.id(), entry.n())),
        phase);
  }

  private RestoreResult complete(Journal journal, JournalLease lease, List<ItemProof> proofs) {
    var entries = journal.entries();
    lease.put(first.in(JournalState.SWAPPING));
    var done = new ArrayList<JournalHeader>();
    phases.run(
        "swap",
        0,
        Progress.Unit.ITEMS,
        phase -> {
          swap(journal, entries);
          done.add(
              new RestoreFinish(server)
                  .run(journal, first.in(JournalState.SWAPPING), lease, clock.instant()));
        });
    reached(RestorePoint.FINISHED);
    boolean keeps = RestoreFinish.keeps(journal.entries());
    var all = new ArrayList<>(proofs);
    if (plan.request().users()) {
      all.addAll(new RestoreAccountProof(server).prove(items, from));
    }
    return new RestoreResult(
        first.id(),
        all,
        phases.times(),
        done.getFirst().keptUntil().filter(until -> keeps),
        plan.warnings());
  }

  private void swap(Journal journal, List<JournalEntry> entries) {
    var act = new SwapAct(server, () -> reached(RestorePoint.BEFORE_SWAP));
    var pairs = RestoreFinish.pairs(first.id(), entries);
    try {
      act.run(pairs);
      reached(RestorePoint.AFTER_SWAP);
    } catch (ProblemException e) {
      throw isUntouched(act, pairs, e) ? rolledBack(journal, e) : e;
    } catch (MongoException e) {
      throw Problem.of(
              Code.MONGO_FAILED,
              "the server failed during the swap: " + e.getMessage(),
              "when it is back, run any command of lifeboat: it completes the restore")
          .causedBy(e);
    }
  }

  // Half a swap isn't rolled back, which would drop what was set aside: the next command completes
  // it.
  private static boolean isUntouched(SwapAct act, List<SwapPair> pairs, ProblemException failure) {
    boolean interrupted = Thread.interrupted();
    try {
      return act.isUntouched(pairs);
    } catch (MongoException e) {
      failure.addSuppressed(e);
      return false;
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  /** Removes what was brought; what can't be removed now, the next command removes. */
  private RuntimeException rolledBack(Journal journal, RuntimeException failure) {
    boolean interrupted = Thread.interrupted();
    try {
      var header = journal.header();
      if (header.isPresent() && header.get().owner().equals(first.owner())) {
        new RestoreRollback(server).run(journal, header.get());
      }
    } catch (RuntimeException e) {
      failure.addSuppressed(e);
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
    return RestoreProblems.of(server, "restore", failure);
  }

  private void reached(RestorePoint point) {
    hook.reached(point, first.id());
  }
}
