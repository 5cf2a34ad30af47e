package dev.lifeboat.repository.manifest;

import dev.lifeboat.source.StreamName;
import java.time.Instant;
import java.util.Optional;

/**
 * What was seen of a stream while it was captured.
 *
 * @param stream which stream
 * @param taken how many of its bytes were looked at
 * @param packed to how many bytes those compress
 * @param oldest when the first of its documents was made, as far as their ids say so
 * @param newest when the last of them was made
 */
public record Sample(
    StreamName stream,
    long taken,
    long packed,
    Optional<Instant> oldest,
    Optional<Instant> newest) {
  public Sample {
    if (taken < 0 || packed < 0) {
      throw new IllegalArgumentException("negative size: " + taken + ", " + packed);
    }
  }
}
