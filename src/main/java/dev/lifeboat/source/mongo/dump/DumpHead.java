package dev.lifeboat.source.mongo.dump;

import java.util.List;
import java.util.Optional;

/**
 * What a dump says of itself before its documents.
 *
 * @param serverVersion of the MongoDB that was dumped
 * @param toolVersion of mongodump
 */
record DumpHead(
    Optional<String> serverVersion, Optional<String> toolVersion, List<DumpEntry> entries) {
  DumpHead {
    entries = List.copyOf(entries);
  }
}
