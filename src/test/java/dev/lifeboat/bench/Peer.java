package dev.lifeboat.bench;

/** What is measured; in this order in every round. */
enum Peer {
  MONGODUMP_GZIP("mongodump --archive --gzip"),
  MONGODUMP_ZSTD("mongodump --archive \\| zstd -3 -T0"),
  LIFEBOAT_BACKUP("lifeboat backup"),
  MONGORESTORE_GZIP("mongorestore --gzip --drop"),
  MONGORESTORE_TUNED("mongorestore --drop, uncompressed, 4 workers"),
  LIFEBOAT_STAGED("lifeboat restore, staged and proven"),
  LIFEBOAT_IN_PLACE("lifeboat restore --in-place --drop");

  private final String title;

  Peer(String title) {
    this.title = title;
  }

  /** As in a table of Markdown. */
  String title() {
    return title;
  }

  boolean isBackup() {
    return this == MONGODUMP_GZIP || this == MONGODUMP_ZSTD || this == LIFEBOAT_BACKUP;
  }

  /** As it is named on the command line. */
  String option() {
    return name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
  }
}
