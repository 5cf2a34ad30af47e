package dev.lifeboat.recovery;

import dev.lifeboat.docker.Engine;
import dev.lifeboat.docker.Mount;
import dev.lifeboat.docker.NewContainer;
import dev.lifeboat.docker.SocketBridge;
import dev.lifeboat.io.DurableFiles;
import dev.lifeboat.io.FileMode;
import dev.lifeboat.io.TempFolder;
import dev.lifeboat.problem.Code;
import dev.lifeboat.problem.Problem;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.List;

/**
 * A mongod in a container without a network, reached by a Unix socket that leads to a port of the
 * loopback. Everybody on this host can connect to that port, but nobody else can log in: the server
 * has a key file of its own, which exists for this one time, and only its holder is let in. The
 * users in its data may log in too, as they may to the database that it is a copy of.
 */
final class SalvagedServer implements AutoCloseable {
  private static final Duration ANSWERING = Duration.ofMinutes(5);
  private static final Duration GRACE = Duration.ofSeconds(60);
  private static final String FOLDER = "/lifeboat";
  private static final String KEY_FILE = "key";
  private static final int KEY_BYTES = 64;
  private static final int LOG_LINES = 20;

  private final Engine engine;
  private final TempFolder folder;
  private final String id;
  private final SocketBridge bridge;
  private final String key;

  /** Makes the container of it. */
  interface Recipe {
    /**
     * A mongod with these mounts and options, beside those of its data.
     *
     * @param options the words that follow its own
     */
    NewContainer with(List<Mount> mounts, List<String> options);
  }

  private SalvagedServer(
      Engine engine, TempFolder folder, String id, SocketBridge bridge, String key) {
    this.engine = engine;
    this.folder = folder;
    this.id = id;
    this.bridge = bridge;
    this.key = key;
  }

  /**
   * Starts it, and returns when it listens.
   *
   * @throws dev.lifeboat.problem.ProblemException if it doesn't start
   */
  static SalvagedServer start(Engine engine, InstantSource clock, Recipe recipe) {
    TempFolder folder = TempFolder.create("lifeboat-salvage-");
    String id = "";
    try {
      String key = write(folder.path().resolve(KEY_FILE));
      id = engine.create(recipe.with(List.of(place(folder)), options()));
      engine.start(id);
      Path socket = folder.path().resolve("mongodb-27017.sock");
      awaitSocket(engine, clock, id, socket);
      return new SalvagedServer(engine, folder, id, SocketBridge.to(socket), key);
    } catch (RuntimeException e) {
      try (folder) {
        if (!id.isEmpty()) {
          engine.remove(id, true);
        }
      }
      throw e;
    }
  }

  private static String write(Path file) {
    byte[] content = new byte[KEY_BYTES];
    new SecureRandom().nextBytes(content);
    String key = HexFormat.of().formatHex(content);
    DurableFiles.create(
        file, FileMode.PRIVATE, out -> out.write(key.getBytes(StandardCharsets.UTF_8)));
    return key;
  }

  private static Mount place(TempFolder folder) {
    return new Mount(Mount.Type.BIND, folder.path().toString(), FOLDER, false);
  }

  private static List<String> options() {
    return List.of(
        "--bind_ip",
        "127.0.0.1",
        "--unixSocketPrefix",
        FOLDER,
        "--filePermissions",
        "0777",
        "--keyFile",
        FOLDER + "/" + KEY_FILE,
        // Else whoever comes first makes a user, where the copy has none.
        "--setParameter",
        "enableLocalhostAuthBypass=0");
  }

  private static void awaitSocket(Engine engine, InstantSource clock, String id, Path socket) {
    Instant end = clock.instant().plus(ANSWERING);
    while (!Files.exists(socket)) {
      boolean runs = engine.container(id).filter(each -> each.state().isUp()).isPresent();
      if (!runs || clock.instant().isAfter(end)) {
        throw Problem.of(
                Code.DOCKER_FAILED,
                "the repaired copy doesn't start: " + lastWords(engine.logs(id, LOG_LINES)))
            .exception();
      }
      Salvage.pause();
    }
  }

  private static String lastWords(String log) {
    return log.strip().lines().reduce((_, last) -> last).orElse("it says nothing");
  }

  /** Leads to it, with the password of whoever holds the key. */
  String uri() {
    return "mongodb://__system:%s@127.0.0.1:%d/?directConnection=true&authSource=local&authMechanism=SCRAM-SHA-256"
        .formatted(key, bridge.port());
  }

  /** The port of the loopback. */
  int port() {
    return bridge.port();
  }

  @Override
  public void close() {
    try (folder) {
      bridge.close();
      try {
        engine.stop(id, GRACE);
      } finally {
        engine.remove(id, true);
      }
    }
  }
}
