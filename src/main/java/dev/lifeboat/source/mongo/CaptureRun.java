package dev.lifeboat.source.mongo;

import dev.lifeboat.progress.Progress;
import dev.lifeboat.source.Capture;
import dev.lifeboat.source.CaptureSink;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.TreeMap;

/**
 * One capture, and what all its steps use.
 *
 * @param scratch a folder for temporary files
 */
record CaptureRun(
    MongoSettings settings,
    MongoConnection connection,
    Scope scope,
    InstantSource clock,
    Path scratch,
    CaptureSink sink,
    Progress progress) {
  private static final Duration REFRESH = Duration.ofMinutes(5);
  // One reads while the other's documents are hashed; more only makes the server's cache colder.
  private static final int READERS = 2;
  private static final int TRIES = 5;

  Capture run() {
    try (var _ = new Keepalive(connection, REFRESH)) {
      return connection.server().inReplicaSet()
          ? new SetCapture(this).capture()
          : new StandaloneCapture(this).capture();
    }
  }

  /** Readers that outlast an election, or a server that is started again. */
  Readers readers() {
    return new Readers(connection, READERS, TRIES);
  }

  /** What one thread may outlast. */
  Outages outages() {
    return new Outages(connection, TRIES);
  }

  PartReader partReader(RateLimit limit, Progress.Phase phase) {
    return new PartReader(connection.errors(), sink, limit, phase);
  }

  RateLimit limit() {
    return new RateLimit(settings.bytesPerSecond());
  }

  /** Facts for the backup's details: JSON values. */
  Map<String, Object> details(PartList parts) {
    ServerInfo server = connection.server();
    Map<String, Object> details = new TreeMap<>(scope.details());
    details.put("version", server.version());
    details.put("topology", server.inReplicaSet() ? "replica set" : "standalone");
    server.setName().ifPresent(name -> details.put("replicaSet", name));
    server.address().ifPresent(address -> details.put("member", address));
    details.put("capturedDatabases", parts.catalog().databases());
    return details;
  }
}
