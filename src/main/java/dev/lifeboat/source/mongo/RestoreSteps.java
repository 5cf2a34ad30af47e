package dev.lifeboat.source.mongo;

import dev.lifeboat.source.PlannedItem;
import dev.lifeboat.source.PlannedItem.Action;
import dev.lifeboat.source.RestoreDestination;
import dev.lifeboat.source.RestoreRequest;
import dev.lifeboat.source.RestoreStep;
import dev.lifeboat.units.Spans;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/** A plan's steps, in words. */
final class RestoreSteps {
  private final List<PlannedItem> items;
  private final RestoreRequest request;
  private final boolean oneAct;
  private final long replayed;

  /**
   * @param replayed how many operations follow on what the backup has
   */
  RestoreSteps(List<PlannedItem> items, RestoreRequest request, boolean oneAct, long replayed) {
    this.replayed = replayed;
    this.items = List.copyOf(items);
    this.request = request;
    this.oneAct = oneAct;
  }

  List<RestoreStep> steps() {
    var steps = new ArrayList<RestoreStep>();
    long collections = count(this::isSwapped);
    long series = count(item -> item.action() == Action.REFILL);
    long views = count(item -> isRestored(item) && item.kind().equals("view"));
    long accounts = count(RestoreSteps::isAccounts);
    long aside = count(item -> item.action() == Action.SET_ASIDE);
    switch (request.destination()) {
      case RestoreDestination.Staged _, RestoreDestination.Sandbox _ -> {
        if (replayed > 0) {
          steps.add(
              step("load " + things() + " beside the present data, compare them with the backup"));
          steps.add(
              step(
                  "apply "
                      + counted(replayed, "operation")
                      + " that followed on the backup, build the indexes"));
          steps.add(step("read everything back, compare and count it"));
        } else {
          steps.add(step("load " + things() + " beside the present data, build their indexes"));
          steps.add(step("read everything back and compare it with the backup"));
        }
      }
      case RestoreDestination.InPlace _ -> steps.add(inPlace(collections + allSeries()));
      case RestoreDestination.MissingOnly _ -> missingOnly(steps);
    }
    if (series > 0) {
      steps.add(
          act(
              "copy the present data of "
                  + counted(series, "time-series collection")
                  + " aside, then fill them anew, since time-series can't be renamed: for that time"
                  + " they are incomplete"));
    }
    if (request.destination().isBeside() && collections + aside > 0) {
      steps.add(
          act(
              "swap "
                  + counted(collections + aside, "collection")
                  + (oneAct ? " in one act" : ", one after the other")
                  + "; the old ones are kept for "
                  + Spans.print(request.keepOld())));
    }
    if (views > 0) {
      steps.add(act("define " + counted(views, "view") + " as in the backup"));
    }
    if (accounts > 0) {
      steps.add(
          request.users() && !(request.destination() instanceof RestoreDestination.MissingOnly)
              ? act("add users and roles, and replace those that differ; the previous are kept")
              : step("add users and roles that are missing; present ones stay as they are"));
    }
    return List.copyOf(steps);
  }

  private RestoreStep inPlace(long collections) {
    long dropped = count(item -> item.action() == Action.REPLACE_IN_PLACE);
    var words =
        "one after the other: "
            + (dropped > 0 ? "drop " + counted(dropped, "collection") + ", " : "")
            + "load %s, build their indexes, read them back and compare them with the backup"
                .formatted(counted(collections, "collection"));
    return dropped > 0 ? act(words + "; nothing is kept, there is no undo") : step(words);
  }

  private void missingOnly(List<RestoreStep> steps) {
    long gone = count(item -> item.action() == Action.CREATE && isSwapped(item)) + allSeries();
    long present = count(item -> item.action() == Action.FILL);
    if (gone > 0) {
      steps.add(step("create " + counted(gone, "collection") + " that are gone, with indexes"));
    }
    if (gone + present > 0) {
      steps.add(
          act(
              "insert the documents of %s whose _id isn't there; their ids are kept for %s, for an"
                      .formatted(
                          counted(gone + present, "collection"), Spans.print(request.keepOld()))
                  + " undo"));
      steps.add(
          step(
              "look whether every _id of the backup is there, and what was inserted is as it"
                  + " was"));
    }
  }

  private long allSeries() {
    return count(item -> isRestored(item) && item.kind().equals("timeseries"));
  }

  private String things() {
    return counted(count(item -> isRestored(item) && !isAccounts(item)), "collection");
  }

  private boolean isSwapped(PlannedItem item) {
    return isRestored(item)
        && !isAccounts(item)
        && !item.kind().equals("view")
        && !item.kind().equals("timeseries");
  }

  private static boolean isRestored(PlannedItem item) {
    return switch (item.action()) {
      case CREATE, REPLACE, REPLACE_IN_PLACE, REFILL, FILL -> true;
      case KEEP, SET_ASIDE -> false;
    };
  }

  private static boolean isAccounts(PlannedItem item) {
    return isRestored(item) && StagedKind.of(item.kind(), item.name()).isAccounts();
  }

  private long count(Predicate<PlannedItem> which) {
    return items.stream().filter(which).count();
  }

  static String counted(long count, String what) {
    return count + " " + what + (count == 1 ? "" : "s");
  }

  private static RestoreStep step(String words) {
    return new RestoreStep(words, false);
  }

  private static RestoreStep act(String words) {
    return new RestoreStep(words, true);
  }
}
