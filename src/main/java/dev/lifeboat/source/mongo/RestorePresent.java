package dev.lifeboat.source.mongo;

import org.bson.BsonDocument;

/**
 * Something that the target has.
 *
 * @param database where
 * @param name its name there
 * @param type {@code collection}, {@code view} or {@code timeseries}
 * @param options as {@code listCollections} tells them
 * @param documents how many, 0 where that means nothing
 * @param bytes how much data
 * @param stored how much room its data and indexes take on disk
 */
record RestorePresent(
    String database,
    String name,
    String type,
    BsonDocument options,
    long documents,
    long bytes,
    long stored) {
  String namespace() {
    return database + "." + name;
  }

  /** True for what a restore of the kind could replace. */
  boolean is(StagedKind kind) {
    return switch (kind) {
      case COLLECTION -> type.equals("collection");
      case TIMESERIES -> type.equals("timeseries");
      case VIEW -> type.equals("view");
      case USERS, ROLES, SERVERS -> false;
    };
  }
}
