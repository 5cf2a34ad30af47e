package dev.lifeboat.source.mongo;

import dev.lifeboat.io.DurableFiles;
import dev.lifeboat.io.FileMode;
import dev.lifeboat.io.HostProcess;
import dev.lifeboat.problem.Code;
import dev.lifeboat.problem.Problem;
import dev.lifeboat.problem.ProblemException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.bson.BsonDocument;
import org.bson.BsonInt32;
import org.bson.BsonString;

/**
 * Locks writes out of one server, so that its files can be copied. That it does so is written down
 * before: what a killed process left locked, {@link #settle} unlocks.
 */
public final class MongoLock implements AutoCloseable {
  private static final String FOLDER = "mongo-locks";

  private final MongoConnection connection;
  private final FsyncLock lock;
  private final Path record;

  private MongoLock(MongoConnection connection, FsyncLock lock, Path record) {
    this.connection = connection;
    this.lock = lock;
    this.record = record;
  }

  /**
   * Locks writes out.
   *
   * @param names what the server that is meant may call itself: host names and addresses
   * @param state where the host keeps its state
   * @throws ProblemException with {@code VOLUME_IN_USE} if the connection leads to another server,
   *     and if it can't be locked
   */
  public static MongoLock take(
      MongoSettings settings, Set<String> names, Path state, InstantSource clock) {
    MongoConnection connection = MongoConnection.toRead(settings);
    try {
      requireMeant(connection, names);
      Path folder = state.resolve(FOLDER);
      DurableFiles.createFolders(folder, FileMode.PRIVATE);
      Path record =
          folder.resolve(HexFormat.of().toHexDigits(ThreadLocalRandom.current().nextLong()));
      String words = HostProcess.current() + "\n" + FsyncLock.process(connection) + "\n";
      DurableFiles.replace(
          record, FileMode.PRIVATE, out -> out.write(words.getBytes(StandardCharsets.UTF_8)));
      return new MongoLock(connection, FsyncLock.take(connection, clock), record);
    } catch (RuntimeException e) {
      connection.close();
      throw e;
    }
  }

  /**
   * Unlocks what killed processes of this host left locked, if it is the server of these settings.
   *
   * @param settings asked for only if there is something to unlock
   * @return what was done, in words
   */
  public static List<String> settle(Supplier<MongoSettings> settings, Path state) {
    List<String> done = new ArrayList<>();
    for (Path record : abandoned(state.resolve(FOLDER))) {
      try (MongoConnection connection = MongoConnection.toRead(settings.get())) {
        String process = lines(record).get(1);
        if (FsyncLock.process(connection).toString().equals(process)
            && FsyncLock.isHeld(connection)) {
          FsyncLock.unlock(connection);
          done.add("unlocked writes to MongoDB, which a killed backup had locked out");
        }
        DurableFiles.delete(record);
      }
    }
    return done;
  }

  private static List<Path> abandoned(Path folder) {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(file -> HostProcess.isGone(lines(file).getFirst())).toList();
    } catch (IOException e) {
      return List.of(); // Nothing was written there that could be read.
    }
  }

  private static List<String> lines(Path record) {
    try {
      List<String> lines = Files.readAllLines(record);
      return lines.size() == 2 ? lines : List.of("", "");
    } catch (IOException e) {
      return List.of("", "");
    }
  }

  /** A lock on another server than the one whose files are copied would be worth nothing. */
  private static void requireMeant(MongoConnection connection, Set<String> names) {
    List<String> own = new ArrayList<>();
    own.add(text(connection, "hello", "me"));
    try {
      own.add(text(connection, "serverStatus", "host"));
    } catch (ProblemException e) {
      if (e.problems().getFirst().code() != Code.MONGO_UNAUTHORIZED) {
        throw e;
      }
    }
    boolean meant =
        own.stream()
            .map(host -> host.replaceFirst(":\\d+$", "").toLowerCase(Locale.ROOT))
            .anyMatch(names::contains);
    if (!meant) {
      throw Problem.of(
              Code.VOLUME_IN_USE,
              "'mongo.uri' leads to %s, and not to the MongoDB whose files are in the volume"
                  .formatted(own.stream().filter(each -> !each.isEmpty()).toList()),
              "set 'volumes.NAME.consistency' to stop or pause")
          .exception();
    }
  }

  private static String text(MongoConnection connection, String command, String key) {
    return connection
        .run("see which server it is", "admin", new BsonDocument(command, new BsonInt32(1)))
        .getString(key, new BsonString(""))
        .getValue();
  }

  /**
   * Fails if writes were possible meanwhile.
   *
   * @throws ProblemException with {@code MONGO_UNREACHABLE}
   */
  public void requireHeld() {
    lock.requireHeldSince();
  }

  /** Unlocks. */
  @Override
  public void close() {
    try {
      lock.close();
      DurableFiles.delete(record);
    } finally {
      connection.close();
    }
  }
}
