package dev.lifeboat.source;

import java.util.List;

/**
 * What was found in a captured oplog.
 *
 * @param newest the newest ones, the oldest of them first
 * @param total how many there are in all
 */
public record FoundOperations(List<FoundOperation> newest, long total) {
  public FoundOperations {
    newest = List.copyOf(newest);
  }
}
