package dev.lifeboat.source.mongo;

import dev.lifeboat.problem.Code;
import dev.lifeboat.problem.Problem;
import dev.lifeboat.source.CapturedStreams;
import dev.lifeboat.source.RestoreDestination;
import dev.lifeboat.units.ByteSize;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * How much room a restore needs. Staged, the present data stays while the new is beside it; in
 * place, its room is used again.
 */
final class RestoreRoom {
  // What MongoDB's default compression makes of usual documents, indexes included. Where the target
  // has the collection already, its own ratio is taken.
  private static final double USUAL_RATIO = 0.7;

  private final List<RestoreItem> items;
  private final RestoreFacts facts;
  private final CapturedStreams from;
  private final RestoreDestination destination;

  RestoreRoom(
      List<RestoreItem> items,
      RestoreFacts facts,
      CapturedStreams from,
      RestoreDestination destination) {
    this.destination = destination;
    this.items = List.copyOf(items);
    this.facts = facts;
    this.from = from;
  }

  long needed() {
    long loaded = items.stream().mapToLong(this::needed).sum();
    return switch (destination) {
      case RestoreDestination.Staged _, RestoreDestination.Sandbox _ -> loaded;
      case RestoreDestination.InPlace _, RestoreDestination.MissingOnly _ ->
          Math.max(0, loaded - freed());
    };
  }

  /** What is there already, or is freed by dropping. */
  private long freed() {
    return items.stream()
        .flatMap(item -> facts.find(item.database(), item.collection()).stream())
        .mapToLong(RestorePresent::stored)
        .sum();
  }

  private long needed(RestoreItem item) {
    long bytes = item.documents().map(from::bytes).orElse(0L) + item.replayedBytes();
    var present = facts.find(item.database(), item.collection());
    double ratio =
        present
            .filter(each -> each.bytes() > 0 && each.stored() > 0)
            .map(each -> (double) each.stored() / each.bytes())
            .orElse(USUAL_RATIO);
    long staged = Math.round(bytes * Math.clamp(ratio, 0.1, 2.0));
    // A time-series is staged, and refilled from there; what it had is copied.
    return item.kind() == StagedKind.TIMESERIES && destination.isBeside()
        ? 2 * staged + present.map(RestorePresent::stored).orElse(0L)
        : staged;
  }

  private String[] hints() {
    var hints =
        new ArrayList<>(
            List.of(
                "make room on MongoDB's disk, or enlarge it",
                "restore into another server that has room, then switch over"));
    if (destination.isBeside()) {
      hints.add(
          "if the present data is worth nothing, add --in-place --drop: it is dropped first, and"
              + " there is no undo");
    }
    return hints.toArray(String[]::new);
  }

  Optional<Problem> refusal() {
    long needed = needed();
    return facts
        .roomFree()
        .filter(free -> free < needed)
        .map(
            free ->
                Problem.of(
                    Code.ROOM_TOO_SMALL,
                    "the restore needs about %s %s, and MongoDB's disk has %s"
                        .formatted(
                            ByteSize.of(needed),
                            destination.isBeside()
                                ? "beside the present data"
                                : "more than the present data has",
                            ByteSize.of(free)),
                    hints()));
  }
}
