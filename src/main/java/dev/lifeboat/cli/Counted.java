package dev.lifeboat.cli;

import dev.lifeboat.source.LiveItem;
import java.util.Optional;

/**
 * A collection in a backup or in a source, for comparison.
 *
 * @param fingerprint known of backups only
 */
record Counted(
    String namespace,
    String kind,
    long documents,
    long bytes,
    int indexes,
    Optional<String> fingerprint) {
  static Counted of(CollectionDocument collection) {
    return new Counted(
        collection.namespace(),
        collection.kind(),
        collection.documents(),
        collection.bytes(),
        collection.indexes(),
        collection.fingerprint());
  }

  static Counted of(LiveItem item) {
    return new Counted(
        item.name(), item.kind(), item.documents(), item.bytes(), item.indexes(), Optional.empty());
  }

  boolean sameAs(Counted other) {
    boolean sameContent =
        fingerprint.isEmpty()
            || other.fingerprint().isEmpty()
            || fingerprint.equals(other.fingerprint());
    return sameContent
        && kind.equals(other.kind())
        && documents == other.documents()
        && indexes == other.indexes()
        && bytes == other.bytes();
  }
}
