package dev.lifeboat.cli;

import java.util.List;

/**
 * What is to be repaired, and with what.
 *
 * @param backup {@code latest}, an id or its beginning, or {@code all}
 * @param copies where copies of the repository are
 * @param dryRun whether to say only what would be done
 */
public record RepairChoice(String backup, List<String> copies, boolean dryRun) {
  public RepairChoice {
    copies = List.copyOf(copies);
  }
}
