package dev.lifeboat;

import dev.lifeboat.progress.Progress;
import dev.lifeboat.sandbox.MongodBinary;
import dev.lifeboat.sandbox.ThrowawayMongod;
import dev.lifeboat.source.RestoreTarget;
import dev.lifeboat.source.mongo.MongoSettings;
import dev.lifeboat.source.mongo.MongoTarget;
import dev.lifeboat.verify.Throwaway;
import dev.lifeboat.verify.Throwaways;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;

/**
 * Throw-away MongoDB servers for checks: replica sets of one, since some collections exist in those
 * only. They hold production's data for a while, so clients must log in.
 *
 * @param mongod the program, if a person named one
 */
record ThrowawayMongoDb(Optional<Path> mongod, Map<String, String> environment, InstantSource clock)
    implements Throwaways {
  /** No backup has a user of this name that would take the administrator's place. */
  private static final String ADMINISTRATOR = "__lifeboat.throwaway";

  /** Nobody reads it: as small as a server takes it. */
  private static final int OPLOG_MEGABYTES = 16;

  @Override
  public Path folder() {
    return Path.of(System.getProperty("java.io.tmpdir", "/tmp"));
  }

  @Override
  public long room() {
    return folder().toFile().getUsableSpace();
  }

  @Override
  public Throwaway start(Progress progress) {
    return open(progress, (version, server, target, _) -> new Started(version, server, target));
  }

  /** What a server that was started becomes. */
  @FunctionalInterface
  interface Opened<T> {
    T of(String version, ThrowawayMongod server, RestoreTarget target, InstantSource clock);
  }

  /** Starts a server, and closes it again if it doesn't become anything. */
  <T> T open(Progress progress, Opened<T> opened) {
    MongodBinary binary =
        mongod.map(MongodBinary::at).orElseGet(() -> MongodBinary.installed(environment));
    String version = binary.version();
    try (Progress.Phase phase = progress.start("start mongod", 1, Progress.Unit.ITEMS)) {
      ThrowawayMongod server =
          ThrowawayMongod.replicaSet(1)
              .authenticatedAs(ADMINISTRATOR)
              .oplogMegabytes(OPLOG_MEGABYTES)
              .start(binary);
      try {
        RestoreTarget target = MongoTarget.open(MongoSettings.of(server.uri()), "throwaway", clock);
        phase.advance(1);
        return opened.of(version, server, target, clock);
      } catch (RuntimeException e) {
        server.close();
        throw e;
      }
    }
  }

  private record Started(String version, ThrowawayMongod server, RestoreTarget target)
      implements Throwaway {
    @Override
    public String product() {
      return "MongoDB " + version;
    }

    @Override
    public void close() {
      target.close();
      server.close();
    }
  }
}
