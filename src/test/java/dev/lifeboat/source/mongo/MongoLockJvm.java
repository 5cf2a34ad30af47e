package dev.lifeboat.source.mongo;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Set;

/** Locks writes out, in a JVM of its own, until it is killed. */
final class MongoLockJvm {
  static final String LOCKED = "locked";

  private MongoLockJvm() {}

  /** The arguments: the connection string, the folder of the files. */
  public static void main(String[] args) throws Exception {
    Path folder = Path.of(args[1]);
    var _ =
        MongoLock.take(
            MongoSettings.of(args[0]),
            Set.of("127.0.0.1", "localhost"),
            folder.resolve("state"),
            InstantSource.system());
    Files.createFile(folder.resolve(LOCKED));
    Thread.sleep(Duration.ofMinutes(5));
  }
}
