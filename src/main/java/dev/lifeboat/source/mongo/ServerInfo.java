package dev.lifeboat.source.mongo;

import dev.lifeboat.problem.Code;
import dev.lifeboat.problem.Problem;
import java.util.List;
import java.util.Optional;
import org.bson.BsonArray;
import org.bson.BsonDocument;
import org.bson.BsonInt32;
import org.bson.BsonNumber;
import org.bson.BsonString;

/**
 * What a server says about itself.
 *
 * @param topology what it is part of
 * @param setName the replica set, if it is in one
 * @param address how the replica set calls it
 * @param primary true if it takes writes
 * @param version such as {@code 6.0.5}
 * @param major the first number of the version
 */
record ServerInfo(
    Topology topology,
    Optional<String> setName,
    Optional<String> address,
    boolean primary,
    String version,
    int major) {
  private static final int OLDEST = 5;

  enum Topology {
    STANDALONE,
    REPLICA_SET
  }

  /**
   * @param host for messages
   * @throws dev.lifeboat.problem.ProblemException with {@code MONGO_UNSUPPORTED} for a mongos, a
   *     server that is too old, and a member that has no data to read
   */
  static ServerInfo of(String host, BsonDocument hello, BsonDocument buildInfo) {
    if (string(hello, "msg").equals(Optional.of("isdbgrid"))) {
      throw Problem.of(
              Code.MONGO_UNSUPPORTED,
              "'" + host + "' is a mongos of a sharded cluster",
              "Lifeboat protects replica sets and standalone servers",
              "connect to one shard's replica set to back that shard up on its own")
          .exception();
    }
    String version = string(buildInfo, "version").orElse("0");
    int major = major(buildInfo);
    if (major < OLDEST) {
      throw Problem.of(
              Code.MONGO_UNSUPPORTED,
              "'" + host + "' runs MongoDB " + version + ", which is too old",
              "upgrade to MongoDB 5.0 or later; mongodump can back up an older one")
          .exception();
    }
    Optional<String> set = string(hello, "setName");
    boolean primary = isTrue(hello, "isWritablePrimary");
    boolean inSet = set.isPresent() || isTrue(hello, "isreplicaset");
    if (inSet && !primary && !isTrue(hello, "secondary")) {
      throw Problem.of(
              Code.MONGO_UNSUPPORTED,
              "'" + host + "' is neither primary nor secondary of its replica set",
              "look at rs.status(); if the set is new, run rs.initiate() first")
          .exception();
    }
    return new ServerInfo(
        inSet ? Topology.REPLICA_SET : Topology.STANDALONE,
        set,
        string(hello, "me"),
        primary,
        version,
        major);
  }

  boolean inReplicaSet() {
    return topology == Topology.REPLICA_SET;
  }

  private static int major(BsonDocument buildInfo) {
    List<? extends org.bson.BsonValue> parts =
        buildInfo.getArray("versionArray", new BsonArray(List.of(new BsonInt32(0))));
    return parts.getFirst() instanceof BsonNumber number ? number.intValue() : 0;
  }

  private static Optional<String> string(BsonDocument document, String name) {
    return document.get(name) instanceof BsonString string
        ? Optional.of(string.getValue())
        : Optional.empty();
  }

  private static boolean isTrue(BsonDocument document, String name) {
    return document.containsKey(name)
        && document.get(name).isBoolean()
        && document.getBoolean(name).getValue();
  }
}
