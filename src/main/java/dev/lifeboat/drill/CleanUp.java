package dev.lifeboat.drill;

import java.util.List;

/**
 * That nothing of the drill is left.
 *
 * @param checks what was made, and looked for afterwards
 * @param earlier what earlier drills had left, and this one removed, in words
 */
public record CleanUp(List<Check> checks, List<String> earlier) {
  public CleanUp {
    checks = List.copyOf(checks);
    earlier = List.copyOf(earlier);
  }

  /** Whether nothing is left. */
  public boolean proven() {
    return checks.stream().allMatch(Check::holds);
  }
}
