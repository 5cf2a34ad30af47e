package dev.lifeboat.anomaly;

import java.util.Locale;

/** What can be out of the ordinary. The words are in manifests: they keep their meaning. */
public enum Kind {
  /** No document is left. */
  EMPTY,
  COLLECTION_GONE,
  COLLECTION_NEW,
  COLLECTION_RENAMED,
  /** A collection has far fewer documents than ever. */
  DOCUMENTS_LOST,
  /** A collection compresses far worse than ever, as encrypted data does. */
  ENTROPY_UP,
  INDEXES_LOST,
  /** As many documents as before, and far fewer bytes. */
  DOCUMENTS_SHORTER,
  /** Most collections have twice the documents. */
  DUPLICATED,
  /** Not one byte has changed, for longer than ever. */
  UNCHANGED,
  /** The newest document is older than ever. */
  STALE,
  /** The documents begin and end at other times: of another database. */
  FOREIGN,
  /** Far fewer bytes than before, where nothing else is known of the backups before. */
  SMALLER,
  SLOW,
  FAST;

  /** The kind as manifests have it, such as {@code collection-gone}. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
