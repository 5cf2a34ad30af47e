package dev.lifeboat.guard;

import java.util.List;

/**
 * What a clean-up did.
 *
 * @param removed what is gone
 * @param staying what was left from the start, and what the engine would not let go
 */
public record CleanupReport(List<Leftover> removed, List<Leftover> staying) {
  public CleanupReport {
    removed = List.copyOf(removed);
    staying = List.copyOf(staying);
  }

  /** What going freed at most. */
  public long bytes() {
    return removed.stream().mapToLong(each -> each.bytes().orElse(0)).sum();
  }
}
