package dev.lifeboat.repository.manifest;

/**
 * A slice of a stream, and where it is.
 *
 * @param object the object that holds it
 * @param offset where it begins in the object's decoded bytes
 * @param length how many bytes
 * @param sha256 the digest of these bytes
 */
public record Segment(Digest object, int offset, int length, Digest sha256) {
  public Segment {
    if (offset < 0 || length <= 0) {
      throw new IllegalArgumentException("not a slice: " + offset + "+" + length);
    }
  }
}
