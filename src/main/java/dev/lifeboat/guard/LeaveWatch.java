package dev.lifeboat.guard;

import java.time.InstantSource;
import java.util.Optional;

/** Knows when a leave is over; reads the order only when it is another one. Not thread-safe. */
final class LeaveWatch {
  private final GuardFolder folder;
  private final InstantSource clock;
  private Optional<Object> stamp = Optional.empty();
  private Optional<Leave> leave = Optional.empty();

  LeaveWatch(GuardFolder folder, InstantSource clock) {
    this.folder = folder;
    this.clock = clock;
  }

  /** Whether there is a leave whose time is over. */
  boolean isOver() {
    Optional<Object> now = folder.stamp();
    if (!now.equals(stamp)) {
      leave = folder.order().flatMap(GuardOrder::leave);
      // Of before it was read: one that was written since is read the next time.
      stamp = now;
    }
    return leave.filter(each -> each.isOver(clock.instant())).isPresent();
  }
}
