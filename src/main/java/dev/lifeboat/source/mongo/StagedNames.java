package dev.lifeboat.source.mongo;

/**
 * The names of Lifeboat's own collections in a target. They are short and don't contain the name
 * that they stand for, which may be as long as a name can be.
 */
final class StagedNames {
  /** What every name of Lifeboat's begins with. */
  static final String PREFIX = "__lifeboat.";

  /** Where the journal is. */
  static final String JOURNAL = PREFIX + "journal";

  private StagedNames() {}

  /** Where the n-th item of a restore is loaded. */
  static String staged(String id, int n) {
    return stagedPrefix(id) + n;
  }

  static String stagedPrefix(String id) {
    return PREFIX + "s" + id + ".";
  }

  /** Where the n-th item's previous content is kept after the restore or undo of that id. */
  static String kept(String id, int n) {
    return keptPrefix(id) + n;
  }

  static String keptPrefix(String id) {
    return PREFIX + "k" + id + ".";
  }

  /** The collection that holds a time-series collection's data. */
  static String buckets(String timeSeries) {
    return "system.buckets." + timeSeries;
  }

  /** True for whatever Lifeboat made for itself, buckets included. */
  static boolean isOwn(String collection) {
    return collection.startsWith(PREFIX) || collection.startsWith(buckets(PREFIX));
  }
}
