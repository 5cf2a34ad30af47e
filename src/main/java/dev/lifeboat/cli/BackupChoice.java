package dev.lifeboat.cli;

import java.util.List;
import java.util.Optional;

/**
 * How a backup is to be made.
 *
 * @param reason why
 * @param tags labels
 * @param fsyncLock whether to lock writes out of a standalone server, if the configuration doesn't say so
 */
public record BackupChoice(Optional<String> reason, List<String> tags, boolean fsyncLock) {
  public BackupChoice {
    tags = List.copyOf(tags);
  }
}
