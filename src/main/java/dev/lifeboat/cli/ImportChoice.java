package dev.lifeboat.cli;

import dev.lifeboat.units.ByteSize;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What is to be imported, and how.
 *
 * @param dump what, and how it is read
 * @param moment which moment it is of, if its name and times don't tell
 * @param volume which volume a tar archive is of, if its name doesn't tell
 * @param reason why; if not said, where it is from
 * @param tags labels
 * @param minFree how much room the repository's disk shall have left, if not what the configuration
 *     says
 */
public record ImportChoice(
    DumpChoice dump,
    Optional<Instant> moment,
    Optional<String> volume,
    Optional<String> reason,
    List<String> tags,
    Optional<ByteSize> minFree) {
  public ImportChoice {
    tags = List.copyOf(tags);
  }
}
