package dev.lifeboat.source.mongo;

import dev.lifeboat.problem.Code;
import dev.lifeboat.problem.Problem;
import dev.lifeboat.source.CapturedStreams;
import dev.lifeboat.units.ByteSize;
import java.util.List;
import java.util.Optional;

/** How much room a staged restore needs: the present data stays while the new is beside it. */
final class RestoreRoom {
  // What MongoDB's default compression makes of usual documents, indexes included. Where the target
  // has the collection already, its own ratio is taken.
  private static final double USUAL_RATIO = 0.7;

  private final List<RestoreItem> items;
  private final RestoreFacts facts;
  private final CapturedStreams from;

  RestoreRoom(List<RestoreItem> items, RestoreFacts facts, CapturedStreams from) {
    this.items = List.copyOf(items);
    this.facts = facts;
    this.from = from;
  }

  long needed() {
    return items.stream().mapToLong(this::needed).sum();
  }

  private long needed(RestoreItem item) {
    long bytes = item.documents().map(from::bytes).orElse(0L);
    var present = facts.find(item.database(), item.collection());
    double ratio =
        present
            .filter(each -> each.bytes() > 0 && each.stored() > 0)
            .map(each -> (double) each.stored() / each.bytes())
            .orElse(USUAL_RATIO);
    long staged = Math.round(bytes * Math.clamp(ratio, 0.1, 2.0));
    // A time-series is staged, and refilled from there; what it had is copied.
    return item.kind() == StagedKind.TIMESERIES
        ? 2 * staged + present.map(RestorePresent::stored).orElse(0L)
        : staged;
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
                    "the restore needs about %s beside the present data, and MongoDB's disk has %s"
                        .formatted(ByteSize.of(needed), ByteSize.of(free)),
                    "make room on MongoDB's disk, or enlarge it",
                    "restore into another server that has room, then switch over",
                    "if the present data is worth nothing, drop it first: that makes room, and"
                        + " leaves nothing to undo"));
  }
}
