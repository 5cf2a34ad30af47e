package dev.lifeboat.source.mongo;

import com.mongodb.client.MongoClients;
import dev.lifeboat.progress.Progress;
import dev.lifeboat.source.RecordedStreams;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/**
 * Captures a sample, spoils it, restores it and perhaps takes that back, in a JVM of its own; stops
 * at a point until it is killed. It and the test tell each other by files how far they are.
 */
final class RestoreCrashJvm {
  static final String SPOILT = "spoilt";
  static final String GO = "go";
  static final String REACHED = "reached";

  private RestoreCrashJvm() {}

  /**
   * The arguments: URI, database, the point to stop at, the folder of the files, and perhaps {@code
   * in-place}, {@code missing} or {@code forward}.
   */
  public static void main(String[] args) throws Exception {
    var folder = Path.of(args[3]);
    var bench = new RestoreBench(args[0], folder);
    var stopAt = RestorePoint.valueOf(args[2]);
    var backup = bench.capture(args[1]);
    var way = args.length > 4 ? args[4] : "staged";
    try (var client = MongoClients.create(args[0])) {
      if (way.equals("missing")) {
        RestoreSample.lose(client.getDatabase(args[1]));
      } else {
        RestoreSample.spoil(client.getDatabase(args[1]));
      }
    }
    Files.createFile(folder.resolve(SPOILT));
    await(folder.resolve(GO));
    try (var target =
        bench.target(
            (point, id) -> {
              if (point == stopAt) {
                stop(folder);
              }
            })) {
      var request =
          switch (way) {
            case "missing" -> RestoreBench.MISSING;
            case "in-place" -> RestoreBench.IN_PLACE;
            default -> RestoreBench.PLAIN;
          };
      var from = way.equals("forward") ? forward(args[0], backup) : backup;
      var _ = target.restore(target.plan(from, request), from, Progress.silent());
      var _ = target.undo(target.planUndo().orElseThrow(), Progress.silent());
    }
  }

  /** With what was spoilt since. */
  private static RolledForward forward(String uri, RecordedStreams backup) {
    try (var client = MongoClients.create(uri)) {
      var oplog = OplogKept.of(new OplogNow(client));
      var last = oplog.ranges().getFirst().to();
      return RolledForward.of(
          backup.withDetail(RolledForward.SET, OplogNow.set(client)), oplog, last, last.second());
    }
  }

  private static synchronized void stop(Path folder) {
    try {
      if (!Files.exists(folder.resolve(REACHED))) {
        Files.createFile(folder.resolve(REACHED));
      }
      await(folder.resolve("never"));
    } catch (IOException | InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  static void await(Path file) throws InterruptedException {
    long end = System.nanoTime() + Duration.ofMinutes(2).toNanos();
    while (!Files.exists(file)) {
      if (System.nanoTime() > end) {
        throw new IllegalStateException("waited too long for '" + file.getFileName() + "'");
      }
      Thread.sleep(20);
    }
  }
}
