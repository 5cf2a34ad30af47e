package dev.lifeboat.source.mongo;

import dev.lifeboat.problem.Code;
import dev.lifeboat.problem.Problem;
import dev.lifeboat.source.CapturedStreams;
import dev.lifeboat.source.PlannedItem;
import dev.lifeboat.source.PlannedItem.Action;
import dev.lifeboat.source.RestoreDestination;
import dev.lifeboat.source.RestorePlan;
import dev.lifeboat.source.RestoreRequest;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Plans a restore out of what is known. Looks at nothing by itself. */
final class RestorePlanner {
  private final CapturedStreams from;
  private final List<RestoreItem> items;
  private final RestoreRequest request;
  private final RestoreFacts facts;

  RestorePlanner(
      CapturedStreams from, List<RestoreItem> items, RestoreRequest request, RestoreFacts facts) {
    this.from = from;
    this.items = List.copyOf(items);
    this.request = request;
    this.facts = facts;
  }

  RestorePlan plan() {
    var planned = plannedItems();
    var room = new RestoreRoom(items, facts, from, request.destination());
    return new RestorePlan(
        from.backup(),
        facts.target(),
        request,
        planned,
        new RestoreSteps(
                planned, request, isOneAct(), items.stream().mapToLong(RestoreItem::replayed).sum())
            .steps(),
        from.consistency().moment(),
        facts.newestWrite(),
        room.needed(),
        facts.roomFree(),
        facts.writers(),
        new RestoreWarnings(from, items, request, facts, planned).warnings(),
        refusals(room, planned),
        RolledForward.in(from).map(forward -> forward.plan(items)));
  }

  private boolean isOneAct() {
    return facts.oneAct() && facts.isShortAct(items.size());
  }

  private List<PlannedItem> plannedItems() {
    var planned = new ArrayList<PlannedItem>();
    var scope = new RestoreScope(items, from.details(), request.selection());
    Set<String> restored = new HashSet<>();
    for (RestoreItem item : items) {
      restored.add(item.database() + "." + item.collection());
      planned.add(planned(item));
    }
    for (RestorePresent present : facts.present().all()) {
      if (!restored.contains(present.namespace()) && !RestoreScope.isServers(present.name())) {
        planned.add(
            new PlannedItem(
                present.namespace(),
                Optional.empty(),
                present.type(),
                request.exact() && scope.isMeant(present.database(), present.name())
                    ? Action.SET_ASIDE
                    : Action.KEEP,
                present.documents(),
                present.bytes(),
                0,
                0));
      }
    }
    return planned;
  }

  private PlannedItem planned(RestoreItem item) {
    var expected = item.expected();
    if (item.kind().isAccounts()) {
      long now = facts.accounts(item.kind()).map(Set::size).orElse(0);
      return new PlannedItem(
          item.name(),
          item.from(),
          item.item().kind(),
          request.users()
                  && now > 0
                  && !(request.destination() instanceof RestoreDestination.MissingOnly)
              ? Action.REPLACE
              : Action.CREATE,
          now,
          0,
          expected.documents(),
          expected.bytes());
    }
    var present = facts.find(item.database(), item.collection());
    return new PlannedItem(
        item.name(),
        item.from(),
        item.item().kind(),
        present.map(now -> replaces(item, now)).orElse(Action.CREATE),
        present.map(RestorePresent::documents).orElse(0L),
        present.map(RestorePresent::bytes).orElse(0L),
        item.documentsAtLast().orElseGet(expected::documents),
        expected.bytes());
  }

  private Action replaces(RestoreItem item, RestorePresent now) {
    if (request.destination() instanceof RestoreDestination.MissingOnly) {
      return item.kind() == StagedKind.COLLECTION
              && !item.isCapped()
              && !RestoreItem.isCapped(now.options())
          ? Action.FILL
          : Action.KEEP;
    }
    if (request.destination() instanceof RestoreDestination.InPlace
        && item.kind() != StagedKind.VIEW) {
      return Action.REPLACE_IN_PLACE;
    }
    return item.kind() == StagedKind.TIMESERIES ? Action.REFILL : Action.REPLACE;
  }

  private List<Problem> refusals(RestoreRoom room, List<PlannedItem> planned) {
    var refusals = new ArrayList<Problem>();
    if (!facts.writable()) {
      refusals.add(
          Problem.of(
              Code.RESTORE_REFUSED,
              "'%s' takes no writes: it is not the primary".formatted(facts.target()),
              "name all members of the replica set in the connection string"));
    }
    facts
        .busy()
        .ifPresent(
            who ->
                refusals.add(
                    Problem.of(
                        Code.RESTORE_BUSY,
                        "another restore is under way: " + who,
                        "wait until it is done: lifeboat watch")));
    if (request.destination() instanceof RestoreDestination.Sandbox) {
      notEmpty().ifPresent(refusals::add);
    }
    conflicts().forEach(refusals::add);
    if (request.destination() instanceof RestoreDestination.InPlace inPlace) {
      inPlace(inPlace, planned).forEach(refusals::add);
    }
    if (request.destination() instanceof RestoreDestination.MissingOnly) {
      missingOnly(planned).ifPresent(refusals::add);
    }
    exact().ifPresent(refusals::add);
    RolledForward.in(from).ifPresent(forward -> refusals.addAll(forward(forward)));
    accounts().ifPresent(refusals::add);
    room.refusal().ifPresent(refusals::add);
    if (request.requireQuiet() && !facts.writers().isEmpty()) {
      refusals.add(
          Problem.of(
              Code.RESTORE_REFUSED,
              "other clients may write: " + String.join(", ", facts.writers()),
              "stop them, or leave out --require-quiet"));
    }
    return refusals;
  }

  private Optional<Problem> notEmpty() {
    return facts.present().all().stream()
        .filter(present -> !RestoreScope.isServers(present.name()))
        .findFirst()
        .map(
            present ->
                Problem.of(
                    Code.RESTORE_REFUSED,
                    "'%s' is no throw-away server: it has '%s'"
                        .formatted(facts.target(), present.namespace())));
  }

  private List<Problem> inPlace(RestoreDestination.InPlace inPlace, List<PlannedItem> planned) {
    var refusals = new ArrayList<Problem>();
    var dropped = planned.stream().filter(i -> i.action() == Action.REPLACE_IN_PLACE).toList();
    if (!inPlace.drop() && !dropped.isEmpty()) {
      refusals.add(
          Problem.of(
              Code.RESTORE_REFUSED,
              "'%s' is there%s, and in place means to drop it first"
                  .formatted(
                      dropped.getFirst().name(),
                      dropped.size() > 1 ? ", with %d more".formatted(dropped.size() - 1) : ""),
              "leave out --in-place: the present data is kept then, and there is an undo",
              "add --drop if what is there is worth nothing"));
    }
    return refusals;
  }

  private Optional<Problem> missingOnly(List<PlannedItem> planned) {
    boolean nothing =
        !items.isEmpty()
            && planned.stream()
                .noneMatch(i -> i.action() == Action.FILL || i.action() == Action.CREATE);
    return nothing
        ? Optional.of(
            Problem.of(
                Code.RESTORE_REFUSED,
                "nothing of this can be filled: what is there is capped, a time-series or a view",
                "restore it beside the present data: leave out --missing-only"))
        : Optional.empty();
  }

  private Optional<Problem> exact() {
    return request.exact() && !request.destination().isBeside()
        ? Optional.of(
            Problem.of(
                Code.RESTORE_REFUSED,
                "an exact restore sets aside what the backup lacks, and that needs a restore beside"
                    + " the present data",
                "leave out --exact, or --in-place and --missing-only"))
        : Optional.empty();
  }

  private List<Problem> forward(RolledForward forward) {
    var refusals = new ArrayList<Problem>();
    var only = new RestorePatterns(request.selection().only());
    forward
        .refusals()
        .forEach(
            (name, problem) -> {
              if (only.includes(name)) {
                refusals.add(problem);
              }
            });
    if (items.stream().noneMatch(RestoreItem::isReplayed)) {
      return refusals;
    }
    if (!request.destination().isBeside()) {
      refusals.add(
          Problem.of(
              Code.RESTORE_REFUSED,
              "a backup is rolled forward beside the present data only",
              "leave out --in-place or --missing-only",
              "or name the backup, without --at"));
    }
    if (!facts.oneAct()) {
      refusals.add(
          Problem.of(
              Code.MONGO_UNAUTHORIZED,
              "the MongoDB user may not apply operations of the oplog: it lacks applyOps",
              "see which rights it needs: lifeboat doctor",
              "or name the backup, without --at"));
    }
    return refusals;
  }

  private List<Problem> conflicts() {
    var conflicts = new ArrayList<Problem>();
    for (RestoreItem item : items) {
      facts
          .find(item.database(), item.collection())
          .filter(present -> !present.is(item.kind()))
          .ifPresent(
              present ->
                  conflicts.add(
                      Problem.of(
                          Code.RESTORE_REFUSED,
                          "'%s' is a %s in the backup and a %s in the target"
                              .formatted(item.name(), item.kind().label(), present.type()),
                          "rename or drop the one in the target, then restore")));
    }
    return conflicts;
  }

  private Optional<Problem> accounts() {
    if (request.users()
        && items.stream().noneMatch(item -> item.kind().isAccounts())
        && from.items().stream().anyMatch(item -> RestoreItem.kind(item).isAccounts())) {
      return Optional.of(
          Problem.of(
              Code.RESTORE_REFUSED,
              request.selection().isRenaming()
                  ? "users and roles can't be restored under another name: they name their database"
                      + " in many places"
                  : "users and roles are not in the selection",
              "leave out --users"));
    }
    boolean unreadable =
        items.stream()
            .anyMatch(item -> item.kind().isAccounts() && facts.accounts(item.kind()).isEmpty());
    return request.users() && unreadable
        ? Optional.of(
            Problem.of(
                Code.MONGO_UNAUTHORIZED,
                "the MongoDB user may not read or change users and roles",
                "grant it the role 'restore' on the database 'admin', or leave out --users"))
        : Optional.empty();
  }
}
