package dev.lifeboat.source.mongo;

import dev.lifeboat.problem.Code;
import dev.lifeboat.problem.Problem;
import dev.lifeboat.problem.ProblemException;
import dev.lifeboat.progress.Progress;
import dev.lifeboat.source.CapturedStreams;
import dev.lifeboat.source.Item;
import dev.lifeboat.source.RestoreDestination;
import dev.lifeboat.source.RestorePlan;
import dev.lifeboat.source.RestoreRequest;
import dev.lifeboat.source.RestoreResult;
import dev.lifeboat.source.RestoreSelection;
import dev.lifeboat.source.RestoreTarget;
import dev.lifeboat.source.StreamName;
import dev.lifeboat.source.UndoPlan;
import dev.lifeboat.source.UndoResult;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;

/**
 * A MongoDB deployment that is restored to: loaded beside, proven, swapped in one act, with the old
 * data kept for an undo. For use by one thread at a time.
 */
public final class MongoTarget implements RestoreTarget {
  private final RestoreServer server;
  private final String stack;
  private final InstantSource clock;
  private final RestorePoint.Hook hook;

  private Optional<Known> known = Optional.empty();

  /** Thousands of items take a while to read, and are needed to plan, to plan again, and to act. */
  private record Known(CapturedStreams from, RestoreSelection selection, List<RestoreItem> items) {}

  MongoTarget(
      MongoConnection connection, String stack, InstantSource clock, RestorePoint.Hook hook) {
    this.server = new RestoreServer(connection);
    this.stack = stack;
    this.clock = clock;
    this.hook = hook;
  }

  /**
   * Connects to the primary, or to the standalone server.
   *
   * @param stack whose restores these are: an undo takes back those of its own stack only
   * @throws dev.lifeboat.problem.ProblemException with {@code MONGO_UNREACHABLE}, {@code
   *     MONGO_AUTHENTICATION}, {@code MONGO_UNSUPPORTED} or {@code CONFIG_INVALID}
   */
  public static MongoTarget open(MongoSettings settings, String stack, InstantSource clock) {
    return new MongoTarget(MongoConnection.toWrite(settings), stack, clock, (point, restore) -> {});
  }

  /**
   * The same, which calls on others to make way.
   *
   * @param quiet called when all is loaded and proven, right before the swap: applications that
   *     write are to be stopped by it. If it throws, the target is as it was
   */
  public static MongoTarget open(
      MongoSettings settings, String stack, InstantSource clock, Runnable quiet) {
    return new MongoTarget(
        MongoConnection.toWrite(settings),
        stack,
        clock,
        (point, _) -> {
          if (point == RestorePoint.PROVEN) {
            quiet.run();
          }
        });
  }

  /** From which addresses applications are connected, as far as the user may see. */
  public Set<String> clientAddresses() {
    return new RestoreActivity(server).addresses();
  }

  @Override
  public List<String> recover(Progress progress) {
    return guarded("settle an earlier restore", () -> new RestoreRecovery(server, clock).run());
  }

  /**
   * True if a restore into this stack's database has begun to replace its data, and isn't known to
   * be over: what is there is neither the old nor the new.
   */
  public boolean isHalfSwapped() {
    return guarded(
        "look for restores",
        () ->
            Journal.all(server).stream()
                .map(Journal.Found::header)
                .filter(header -> header.stack().equals(stack))
                .anyMatch(header -> header.state().isReplacing()));
  }

  @Override
  public List<Problem> halfRestored() {
    return guarded(
        "look for restores in place", () -> new RestoreIncomplete(server).problems(stack));
  }

  @Override
  public Set<StreamName> check(CapturedStreams from, RestoreRequest request) {
    var needed = new HashSet<StreamName>();
    for (Item item : RestoreNames.of(from.items(), request.selection()).items()) {
      needed.addAll(item.streams());
    }
    if (from.contains(StreamNames.OPLOG)) {
      needed.add(StreamNames.OPLOG);
    }
    return Set.copyOf(needed);
  }

  @Override
  public RestorePlan plan(CapturedStreams from, RestoreRequest request) {
    return guarded(
        "plan the restore",
        () -> {
          var items = items(from, request.selection());
          var databases =
              new RestoreScope(items, from.details(), request.selection())
                  .databases(request.exact(), server.databases());
          var facts = new RestoreLook(server).facts(databases);
          return new RestorePlanner(from, items, request, facts).plan();
        });
  }

  private List<RestoreItem> items(CapturedStreams from, RestoreSelection selection) {
    if (known.filter(it -> it.from().equals(from) && it.selection().equals(selection)).isEmpty()) {
      known = Optional.of(new Known(from, selection, RestoreItem.all(from, selection)));
    }
    return known.get().items();
  }

  @Override
  public RestoreResult restore(RestorePlan plan, CapturedStreams from, Progress progress) {
    refuse(plan);
    // What was true when a person read the plan may have changed: above all who else restores.
    refuse(plan(from, plan.request()));
    return guarded(
        "restore",
        () -> {
          var items = items(from, plan.request().selection());
          var written =
              new RestoreScope(items, from.details(), plan.request().selection())
                  .written(plan.request().exact(), server.databases());
          if (written.isEmpty()) {
            return new RestoreResult(
                newId(), List.of(), List.of(), Optional.empty(), plan.warnings());
          }
          var first =
              new JournalHeader(
                  newId(),
                  stack,
                  from.backup(),
                  JournalState.LOADING,
                  written,
                  plan.request().keepOld(),
                  JournalOwner.self(UUID.randomUUID().toString()),
                  server.now(),
                  Optional.empty(),
                  Optional.empty(),
                  Optional.empty());
          return switch (plan.request().destination()) {
            case RestoreDestination.Staged _, RestoreDestination.Sandbox _ ->
                new RestoreRun(server, clock, hook, plan, from, items, first, progress).execute();
            case RestoreDestination.InPlace _ ->
                new RestoreInPlace(server, clock, hook, plan, from, items, first, progress)
                    .execute();
            case RestoreDestination.MissingOnly _ ->
                new RestoreMissing(server, clock, hook, plan, from, items, first, progress)
                    .execute();
          };
        });
  }

  private static void refuse(RestorePlan plan) {
    if (!plan.refusals().isEmpty()) {
      throw new ProblemException(plan.refusals());
    }
  }

  @Override
  public Optional<UndoPlan> planUndo() {
    return guarded("plan the undo", () -> new UndoPlanner(server, stack, clock).plan());
  }

  @Override
  public UndoResult undo(UndoPlan plan, Progress progress) {
    var found =
        new UndoPlanner(server, stack, clock)
            .newest()
            .filter(each -> each.header().id().equals(plan.restore()))
            .orElseThrow(() -> nothing(plan));
    return guarded("undo the restore", () -> undo(found, progress));
  }

  private UndoResult undo(Journal.Found found, Progress progress) {
    var journal = found.journal();
    var owner = JournalOwner.self(UUID.randomUUID().toString());
    var header =
        found
            .header()
            .in(
                found.header().state() == JournalState.FILLED
                    ? JournalState.UNFILLING
                    : JournalState.UNDOING)
            .undo(newId(), found.header().keptUntil().orElse(Instant.EPOCH))
            .ownedBy(owner, Instant.EPOCH);
    // In this order: of two who undo the same restore one gets the journal, and only then the
    // locks.
    if (!journal.put(header, found.header().owner()) || !lockedOrBack(found, header)) {
      throw Problem.of(
              Code.RESTORE_BUSY,
              "another restore or undo works on these databases",
              "wait until it is done: lifeboat watch")
          .exception();
    }
    var phases = new RestorePhases(progress);
    var aside = new ArrayList<String>();
    try (var lease = new JournalLease(journal, owner)) {
      UndoRun.phase(
          phases,
          () ->
              aside.addAll(
                  header.state() == JournalState.UNFILLING
                      ? new MissingUndo(server).complete(journal, header, lease, clock)
                      : new UndoRun(server, clock, hook).complete(journal, header, lease)));
    }
    return new UndoResult(
        header.id(),
        journal.entries().stream().map(JournalEntry::namespace).toList(),
        aside,
        phases.times());
  }

  private static boolean lockedOrBack(Journal.Found found, JournalHeader undoing) {
    if (found.journal().lock(undoing)) {
      return true;
    }
    var _ = found.journal().put(found.header(), undoing.owner());
    return false;
  }

  private static ProblemException nothing(UndoPlan plan) {
    return Problem.of(
            Code.UNDO_NOTHING,
            "restore '%s' can't be taken back any more".formatted(plan.restore()),
            "look at what can: lifeboat undo --dry-run")
        .exception();
  }

  private static String newId() {
    var bytes = new byte[3];
    new SecureRandom().nextBytes(bytes);
    return HexFormat.of().formatHex(bytes);
  }

  private <T> T guarded(String doing, Supplier<T> work) {
    try {
      return work.get();
    } catch (RuntimeException e) {
      throw RestoreProblems.of(server, doing, e);
    }
  }

  @Override
  public void close() {
    server.connection().close();
  }
}
