package dev.lifeboat;

import dev.lifeboat.drill.DrillServer;
import dev.lifeboat.drill.DrillServers;
import dev.lifeboat.progress.Progress;
import dev.lifeboat.sandbox.ThrowawayMongod;
import dev.lifeboat.source.BackupSource;
import dev.lifeboat.source.LiveItem;
import dev.lifeboat.source.RestoreTarget;
import dev.lifeboat.source.mongo.MongoCanary;
import dev.lifeboat.source.mongo.MongoSettings;
import dev.lifeboat.source.mongo.MongoSource;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.OptionalLong;

/** Throw-away MongoDB servers for drills: processes of this host, on the loopback address. */
record DrillMongoDb(ThrowawayMongoDb servers) implements DrillServers {
  @Override
  public Path folder() {
    return servers.folder();
  }

  @Override
  public long room() {
    return servers.room();
  }

  @Override
  public DrillServer start(Progress progress) {
    return servers.open(progress, Started::new);
  }

  /** One that runs. */
  record Started(
      String version, ThrowawayMongod server, RestoreTarget target, long pid, InstantSource clock)
      implements DrillServer {
    Started(String version, ThrowawayMongod server, RestoreTarget target, InstantSource clock) {
      this(version, server, target, server.pid(0), clock);
    }

    @Override
    public String product() {
      return "MongoDB " + version;
    }

    @Override
    public String address() {
      return "127.0.0.1:" + server.port(0);
    }

    @Override
    public Path folder() {
      return server.folder();
    }

    @Override
    public OptionalLong process() {
      return OptionalLong.of(pid);
    }

    @Override
    public String words() {
      return "a mongod of its own (%s) at %s".formatted(version, address());
    }

    @Override
    public List<LiveItem> live() {
      try (BackupSource source = MongoSource.open(settings(), clock, folder())) {
        return source.live();
      }
    }

    @Override
    public boolean has(String collection, String token) {
      return MongoCanary.has(settings(), collection, token);
    }

    private MongoSettings settings() {
      return MongoSettings.of(server.uri());
    }

    @Override
    public void close() {
      target.close();
      server.close();
    }
  }
}
