package dev.lifeboat.repository.manifest;

import dev.lifeboat.source.Fingerprint;
import dev.lifeboat.source.StreamName;
import dev.lifeboat.source.StreamShape;
import java.util.List;

/**
 * One stream of a backup.
 *
 * @param name its name
 * @param shape what its bytes are
 * @param bytes its length
 * @param fingerprint of its documents as they were captured; {@link Fingerprint#EMPTY} for other
 *     shapes
 * @param segments its slices, in order
 */
public record StreamEntry(
    StreamName name,
    StreamShape shape,
    long bytes,
    Fingerprint fingerprint,
    List<Segment> segments) {
  public StreamEntry {
    segments = List.copyOf(segments);
    long sum = segments.stream().mapToLong(Segment::length).sum();
    if (sum != bytes) {
      throw new IllegalArgumentException(
          "stream '%s' has %d bytes, but its segments have %d".formatted(name, bytes, sum));
    }
  }
}
