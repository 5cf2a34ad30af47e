package dev.lifeboat.docker;

import dev.lifeboat.process.Command;
import dev.lifeboat.sandbox.MongodFixture;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** The images of the tests, made of what this host has: no registry is asked. */
public enum TestImage {
  /** A shell and its tools. Its own command sleeps. */
  BUSYBOX {
    @Override
    void fill(TarFolder root) {
      // All of it is in the part that every image has.
    }

    @Override
    List<String> changes() {
      return List.of("CMD [\"sleep\", \"2147483647\"]");
    }
  },

  /**
   * A mongod that listens on all addresses; more options go into the command. As with the official
   * image, an empty folder gets the user of MONGO_INITDB_ROOT_USERNAME first.
   */
  MONGOD {
    @Override
    void fill(TarFolder root) {
      root.program("/usr/bin/mongod", MongodFixture.binary().path());
      root.file("/entrypoint.sh", 0755, resource("mongod-entrypoint.sh"));
      root.file("/messages/hello", 0644, MongoMessages.hello());
      root.file("/messages/create-user", 0644, MongoMessages.createUser());
      root.file("/messages/shutdown", 0644, MongoMessages.shutdown());
      root.folder("/data/db", 0755);
    }

    @Override
    List<String> changes() {
      return List.of(
          "ENTRYPOINT [\"/entrypoint.sh\"]", "CMD [\"mongod\"]", "EXPOSE 27017", "VOLUME /data/db");
    }
  },

  /** redis-server, which writes to /data. */
  REDIS {
    @Override
    void fill(TarFolder root) {
      root.program("/usr/bin/redis-server", found("redis-server"));
      root.program("/usr/bin/redis-cli", found("redis-cli"));
      root.folder("/data", 0755);
    }

    @Override
    List<String> changes() {
      return List.of(
          "WORKDIR /data",
          "ENTRYPOINT [\"redis-server\"]",
          "CMD [\"--bind\", \"0.0.0.0\", \"--protected-mode\", \"no\"]",
          "EXPOSE 6379");
    }
  },

  /** {@link ShopApi} with a Java of its own. */
  API {
    @Override
    void fill(TarFolder root) {
      root.tree("/java", JavaRuntime.folder());
      JavaRuntime.binaries().forEach(root::libraries);
      root.jars("/app", ShopApi.class);
    }

    @Override
    List<String> changes() {
      return List.of(
          "ENTRYPOINT [\"/java/bin/java\", \"-Xmx64m\", \"-XX:+UseSerialGC\","
              + " \"-XX:TieredStopAtLevel=1\", \"-cp\", \"/app/*\","
              + " \"dev.lifeboat.docker.ShopApi\"]",
          "EXPOSE 8001");
    }
  };

  abstract void fill(TarFolder root);

  abstract List<String> changes();

  /** Its name with tag. */
  public String reference() {
    return "lifeboat-test/" + name().toLowerCase(java.util.Locale.ROOT) + ":1";
  }

  /** Makes it if that engine doesn't have it. */
  String on(Engine engine) {
    if (engine.image(reference()).isEmpty()) {
      TarFolder root = new TarFolder();
      root.folder("/tmp", 01777);
      root.folder("/etc", 0755);
      root.file("/etc/passwd", 0644, "root:x:0:0:root:/:/bin/sh\napp:x:999:999:app:/:/bin/sh\n");
      root.file("/etc/group", 0644, "root:x:0:\napp:x:999:\n");
      root.busybox(found("busybox"));
      fill(root);
      try (InputStream tar = root.stream()) {
        var _ = engine.imageOf(reference(), changes(), tar);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    return reference();
  }

  private static Path found(String program) {
    return Path.of(
        Command.of("sh", "-c", "command -v " + program)
            .withTimeout(Duration.ofSeconds(20))
            .output()
            .strip());
  }

  private static byte[] resource(String name) {
    try {
      return Files.readAllBytes(Path.of("src/test/resources/docker", name));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** For those that are text. */
  static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
