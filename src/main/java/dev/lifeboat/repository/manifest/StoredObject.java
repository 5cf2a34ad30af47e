package dev.lifeboat.repository.manifest;

import java.util.List;

/**
 * An object that a backup needs.
 *
 * @param digest of the stored bytes; it is the object's name
 * @param size of the stored bytes
 * @param bases the objects that must be decoded first, because this one is a delta; empty for a
 *     full
 */
public record StoredObject(Digest digest, long size, List<Digest> bases) {
  public StoredObject {
    if (size <= 0) {
      throw new IllegalArgumentException("an object has at least one byte: " + size);
    }
    if (bases.size() > 2) {
      throw new IllegalArgumentException("a delta has at most two bases: " + bases.size());
    }
    bases = List.copyOf(bases);
  }

  /** Whether it can be decoded only with its bases. */
  public boolean isDelta() {
    return !bases.isEmpty();
  }

  public static StoredObject full(Digest digest, long size) {
    return new StoredObject(digest, size, List.of());
  }
}
