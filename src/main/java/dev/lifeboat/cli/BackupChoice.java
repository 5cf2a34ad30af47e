package dev.lifeboat.cli;

import dev.lifeboat.units.ByteSize;
import java.util.List;
import java.util.Optional;

/**
 * How a backup is to be made.
 *
 * @param reason why
 * @param tags labels
 * @param fsyncLock whether to lock writes out of a standalone server, if the configuration doesn't
 *     say so
 * @param minFree how much room the repository's disk shall have left, if not what the configuration
 *     says
 */
public record BackupChoice(
    Optional<String> reason, List<String> tags, boolean fsyncLock, Optional<ByteSize> minFree) {
  public BackupChoice {
    tags = List.copyOf(tags);
  }
}
