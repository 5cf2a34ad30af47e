package dev.lifeboat.source.mongo;

import dev.lifeboat.source.CapturedStreams;
import dev.lifeboat.source.Item;
import dev.lifeboat.source.PlannedItem;
import dev.lifeboat.source.PlannedItem.Action;
import dev.lifeboat.source.RestoreDestination;
import dev.lifeboat.source.RestoreRequest;
import dev.lifeboat.source.RestoreSelection;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** What people shall know before they confirm a plan. */
final class RestoreWarnings {
  private final CapturedStreams from;
  private final List<RestoreItem> items;
  private final RestoreRequest request;
  private final RestoreFacts facts;
  private final List<PlannedItem> planned;

  RestoreWarnings(
      CapturedStreams from,
      List<RestoreItem> items,
      RestoreRequest request,
      RestoreFacts facts,
      List<PlannedItem> planned) {
    this.from = from;
    this.items = List.copyOf(items);
    this.request = request;
    this.facts = facts;
    this.planned = List.copyOf(planned);
  }

  List<String> warnings() {
    var warnings = new ArrayList<String>();
    if (items.isEmpty() && request.selection().equals(RestoreSelection.ALL)) {
      warnings.add("the backup is of an empty deployment: it brings nothing back");
    }
    if (request.destination() instanceof RestoreDestination.InPlace && !dropped().isEmpty()) {
      warnings.add(
          "there is no undo: what is dropped is gone; if the restore is cut off, the collections"
              + " under way are incomplete until it is run again");
      if (!facts.writers().isEmpty()) {
        warnings.add(
            "applications are connected, and see collections empty and half full: what they write"
                + " meanwhile makes the proof fail; stop them");
      }
      room().ifPresent(warnings::add);
    }
    if (request.destination() instanceof RestoreDestination.MissingOnly) {
      items.stream().flatMap(item -> stays(item).stream()).forEach(warnings::add);
    }
    var source = Objects.toString(from.details().getOrDefault("version", ""));
    if (!source.isEmpty() && !major(source).equals(major(facts.version()))) {
      warnings.add(
          "the backup is of MongoDB %s, the target is %s%s"
              .formatted(
                  source,
                  facts.version(),
                  older(facts.version(), source)
                      ? ": what an older server doesn't know makes the proof fail"
                      : ""));
    }
    if (request.destination().isBeside() && !facts.oneAct() && swaps() > 1) {
      warnings.add(
          "the MongoDB user may not applyOps, so collections are swapped one after the other: for"
              + " some seconds applications may see old and new ones together; stop them, or give"
              + " the user a role with anyAction on anyResource");
    }
    if (request.destination().isBeside() && facts.oneAct() && !facts.isShortAct(items.size())) {
      warnings.add(
          "in one act, so many collections would keep this version of MongoDB from answering for"
              + " minutes, so they are swapped %d at a time: for some seconds applications may see"
                  .formatted(RestoreServer.TOGETHER)
              + " old and new ones together; stop them");
    }
    var series = planned.stream().filter(item -> item.action() == Action.REFILL).toList();
    if (!series.isEmpty()) {
      warnings.add(
          "what is written to time-series '%s' while it is filled anew is lost: stop what writes"
              .formatted(String.join("', '", series.stream().map(PlannedItem::name).toList())));
    }
    long expiring =
        items.stream()
            .filter(item -> StagedDefinition.expires(item.options(), item.indexes()))
            .count();
    if (expiring > 0) {
      warnings.add(
          "%d collections have documents that expire: MongoDB removes those whose time is over soon"
                  .formatted(expiring)
              + " after the restore");
    }
    if (!request.users() && facts.users().isEmpty() && hasAccounts()) {
      warnings.add(
          "users and roles are left as they are: the MongoDB user may not read them; grant it the"
              + " role 'restore'");
    }
    leftOut().ifPresent(warnings::add);
    RolledForward.in(from).ifPresent(forward -> warnings.addAll(forward.warnings()));
    new RestoreOplogWindow(items).warning(facts.oplogSize()).ifPresent(warnings::add);
    items.stream().filter(item -> item.from().isPresent()).forEach(i -> warnings.addAll(blind(i)));
    items.stream()
        .map(RestoreItem::item)
        .filter(item -> item.note().isPresent())
        .forEach(item -> warnings.add(note(item)));
    return warnings;
  }

  /** Why users and roles that the backup has are none of this restore's, if they aren't. */
  private Optional<String> leftOut() {
    if (hasAccounts() || from.items().stream().noneMatch(i -> RestoreItem.kind(i).isAccounts())) {
      return Optional.empty();
    }
    return Optional.of(
        request.selection().isRenaming()
            ? "users and roles are left as they are: they aren't restored under another name"
            : "users and roles are left as they are: they aren't in the selection");
  }

  /** What a view that gets another name would read and doesn't find. */
  private List<String> blind(RestoreItem view) {
    if (view.kind() != StagedKind.VIEW) {
      return List.of();
    }
    return RestoreViewNames.in(view.options()).stream()
        .filter(
            name ->
                facts.find(view.database(), name).isEmpty()
                    && items.stream()
                        .noneMatch(
                            item ->
                                item.database().equals(view.database())
                                    && item.collection().equals(name)))
        .map(
            name ->
                "the view '%s' reads '%s', which isn't there"
                    .formatted(view.name(), view.database() + "." + name))
        .toList();
  }

  private boolean hasAccounts() {
    return items.stream().anyMatch(item -> item.kind().isAccounts());
  }

  /** Why nothing can be inserted into what is there, if so. */
  private Optional<String> stays(RestoreItem item) {
    var present = facts.find(item.database(), item.collection());
    return switch (item.kind()) {
      case TIMESERIES ->
          present.map(
              _ ->
                  "'%s' stays as it is: what is missing in a time-series can't be told, since its"
                          .formatted(item.name())
                      + " measurements have no _id");
      case COLLECTION ->
          present
              .filter(now -> item.isCapped() || RestoreItem.isCapped(now.options()))
              .map(
                  _ ->
                      "'%s' stays as it is: a capped collection takes documents at its end only"
                          .formatted(item.name()));
      case VIEW, USERS, ROLES, SERVERS -> Optional.empty();
    };
  }

  private List<PlannedItem> dropped() {
    return planned.stream().filter(item -> item.action() == Action.REPLACE_IN_PLACE).toList();
  }

  // A server drops files only when no snapshot needs them any more.
  private Optional<String> room() {
    long dropped = dropped().stream().mapToLong(PlannedItem::presentBytes).sum();
    return facts
        .roomFree()
        .filter(free -> free < dropped)
        .map(
            free ->
                "MongoDB gives back the room of what is dropped only after some minutes"
                    + " (minSnapshotHistoryWindowInSeconds, 300 unless changed), and there is less"
                    + " free than that: watch the disk");
  }

  private long swaps() {
    return planned.stream()
        .filter(item -> item.action() != Action.KEEP && item.action() != Action.REFILL)
        .count();
  }

  private static String note(Item item) {
    return "the proof of '%s' is weaker: %s".formatted(item.name(), item.note().orElseThrow());
  }

  private static String major(String version) {
    return version.split("\\.", 2)[0];
  }

  private static boolean older(String version, String than) {
    try {
      return Integer.parseInt(major(version)) < Integer.parseInt(major(than));
    } catch (NumberFormatException e) {
      return false;
    }
  }
}
