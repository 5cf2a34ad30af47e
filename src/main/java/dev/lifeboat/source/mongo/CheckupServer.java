package dev.lifeboat.source.mongo;

import dev.lifeboat.problem.Observation;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Set;
import org.bson.BsonDocument;
import org.bson.BsonInt32;

/** What a server is. */
final class CheckupServer {
  /** Versions that the tests of Lifeboat run on. */
  private static final Set<Integer> TESTED = Set.of(6);

  private static final Set<Integer> KNOWN = Set.of(5, 6, 7, 8);
  private static final Duration CLOSE = Duration.ofSeconds(5);

  private CheckupServer() {}

  static Observation connection(MongoSettings settings, CheckupPrivileges privileges) {
    return Observation.ok(
        "connection",
        "'%s' answers%s"
            .formatted(
                String.join(",", settings.uri().hosts()),
                privileges.user().map(user -> ", logged in as '" + user + "'").orElse("")));
  }

  static Observation version(ServerInfo server) {
    String what = "MongoDB " + server.version();
    if (TESTED.contains(server.major())) {
      return Observation.ok("version", what + ", which Lifeboat is tested with");
    }
    String hint = "prove it here: lifeboat verify latest --level restore --mongod PATH";
    return Observation.warn(
        "version",
        KNOWN.contains(server.major())
            ? what + ", which Lifeboat is made for, but not tested with"
            : what + ", which is newer than this Lifeboat",
        hint);
  }

  static Observation topology(ServerInfo server) {
    return server.inReplicaSet()
        ? Observation.ok(
            "topology",
            "replica set '%s': a backup is of one moment".formatted(server.setName().orElse("")))
        : Observation.warn(
            "topology",
            "a standalone server: what is written while a backup runs may be in it by halves",
            "make it a replica set of one, which also can tell what changed: start mongod with"
                + " --replSet rs0, then once: rs.initiate()",
            "or lock writes out meanwhile: lifeboat backup --fsync-lock");
  }

  static Observation clock(MongoConnection connection, InstantSource clock) {
    Instant before = clock.instant();
    long millis =
        connection
            .run("ask for the time", "admin", new BsonDocument("hello", new BsonInt32(1)))
            .getDateTime("localTime")
            .getValue();
    Instant server = Instant.ofEpochMilli(millis);
    Instant after = clock.instant();
    Duration apart =
        server.isBefore(before)
            ? Duration.between(server, before)
            : server.isAfter(after) ? Duration.between(after, server) : Duration.ZERO;
    return apart.compareTo(CLOSE) > 0
        ? Observation.warn(
            "clock",
            "the server's clock and this host's are %d s apart".formatted(apart.toSeconds()),
            "set both by the network: timedatectl set-ntp true")
        : Observation.ok("clock", "the server's clock agrees with this host's");
  }
}
