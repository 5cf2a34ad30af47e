package dev.lifeboat.guard;

import java.util.List;

/**
 * What a clean-up removes, in this order, and what it leaves for a reason. Volumes aren't looked
 * at.
 */
public record CleanupPlan(List<Leftover> going, List<Leftover> staying) {
  static final String HALTED = "Lifeboat stopped it, and will start it again";

  public CleanupPlan {
    going = List.copyOf(going);
    staying = List.copyOf(staying);
  }

  /** What going would free at most: layers that images share are counted for each. */
  public long bytes() {
    return going.stream().mapToLong(each -> each.bytes().orElse(0)).sum();
  }
}
