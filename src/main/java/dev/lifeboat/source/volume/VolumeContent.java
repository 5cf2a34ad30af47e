package dev.lifeboat.source.volume;

import dev.lifeboat.source.Fingerprint;
import java.util.Map;
import java.util.Optional;

/**
 * What is in a volume, counted and proven.
 *
 * @param fingerprint of all entries: its {@code documents} are entries, its {@code bytes} those of
 *     the files' contents
 * @param files how many of the entries are files (names of one file count each)
 */
record VolumeContent(Fingerprint fingerprint, long files) {
  private static final String SUM = "fingerprint";
  private static final String ENTRIES = "entries";
  private static final String FILES = "files";
  private static final String BYTES = "bytes";

  long entries() {
    return fingerprint.documents();
  }

  long bytes() {
    return fingerprint.bytes();
  }

  /** As a backup keeps it with each volume. */
  Map<String, Object> attributes() {
    return Map.of(SUM, fingerprint.sum(), ENTRIES, entries(), FILES, files, BYTES, bytes());
  }

  /** What a backup has kept with a volume; empty if that is incomplete. */
  static Optional<VolumeContent> of(Map<String, Object> attributes) {
    return attributes.get(SUM) instanceof String sum
            && attributes.get(ENTRIES) instanceof Number entries
            && attributes.get(FILES) instanceof Number files
            && attributes.get(BYTES) instanceof Number bytes
        ? Optional.of(
            new VolumeContent(
                new Fingerprint(sum, entries.longValue(), bytes.longValue()), files.longValue()))
        : Optional.empty();
  }
}
