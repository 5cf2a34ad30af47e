package dev.lifeboat.cli;

import dev.lifeboat.units.ByteSize;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;

/**
 * What is to be imported, and how.
 *
 * @param dump a file or folder of mongodump
 * @param passphraseFile what holds the passphrase of an encrypted dump
 * @param mongod the program for a throw-away server, which an oplog needs, if one was named
 * @param moment which moment it is of, if its name and times don't tell
 * @param zone of times in file names
 * @param reason why; if not said, where it is from
 * @param tags labels
 * @param minFree how much room the repository's disk shall have left, if not what the configuration
 *     says
 */
public record ImportChoice(
    Path dump,
    Optional<Path> passphraseFile,
    Optional<Path> mongod,
    Optional<Instant> moment,
    ZoneId zone,
    Optional<String> reason,
    List<String> tags,
    Optional<ByteSize> minFree) {
  public ImportChoice {
    tags = List.copyOf(tags);
  }
}
