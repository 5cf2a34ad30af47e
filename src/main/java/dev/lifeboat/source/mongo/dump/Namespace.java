package dev.lifeboat.source.mongo.dump;

/** Where documents of a dump belong. The oplog's has no database. */
record Namespace(String db, String collection) {
  static final Namespace OPLOG = new Namespace("", "oplog");

  private static final String IMPOSSIBLE = "/\\. \"$\u007f";
  private static final String BUCKETS = "system.buckets.";
  private static final String ACCOUNTS = "$admin.";

  /** False for what no server takes, and what could lead out of a folder. */
  boolean isPossible() {
    return isOplog()
        || (!db.isEmpty()
            && !collection.isEmpty()
            && db.chars().noneMatch(c -> c < ' ' || IMPOSSIBLE.indexOf(c) >= 0)
            && collection.indexOf(0) < 0);
  }

  boolean isOplog() {
    return db.isEmpty() && collection.equals("oplog");
  }

  /** True for the users, the roles or their version that are dumped beside one database. */
  boolean isOfDatabase() {
    return collection.startsWith(ACCOUNTS);
  }

  /** The collection of {@code admin} of which {@link #isOfDatabase} is a part. */
  String ofAdmin() {
    return collection.substring(ACCOUNTS.length());
  }

  boolean isBuckets() {
    return collection.startsWith(BUCKETS);
  }

  /** The time-series whose documents these buckets hold. */
  Namespace series() {
    return new Namespace(db, collection.substring(BUCKETS.length()));
  }

  /** Where a time-series keeps its documents. */
  Namespace buckets() {
    return new Namespace(db, BUCKETS + collection);
  }

  /** As people read it, such as {@code shop.orders}. */
  @Override
  public String toString() {
    return db.isEmpty() ? collection : db + "." + collection;
  }
}
