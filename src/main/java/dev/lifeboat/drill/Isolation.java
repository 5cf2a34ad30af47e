package dev.lifeboat.drill;

import java.util.List;

/**
 * Why the drill could not reach production.
 *
 * @param place where it took place, in words
 * @param checks what was looked at
 */
public record Isolation(String place, List<Check> checks) {
  public Isolation {
    checks = List.copyOf(checks);
  }

  /** Whether something was looked at, and all of it holds. */
  public boolean proven() {
    return !checks.isEmpty() && checks.stream().allMatch(Check::holds);
  }
}
