package dev.lifeboat.cli.demo;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoDatabase;
import dev.lifeboat.sandbox.ThrowawayMongod;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.bson.Document;

/**
 * Times Lifeboat beside mongodump and mongorestore, alternately, on the same server and data. Run
 * it by {@code bench/peers}; it is no test.
 */
final class PeerBench {
  private static final String DATABASE = "shop";

  private final Path folder;
  private final Path launcher;
  private final InstantSource clock = InstantSource.system();

  private PeerBench(Path folder, Path launcher) {
    this.folder = folder;
    this.launcher = launcher;
  }

  /** Arguments: the launcher, an empty folder, how many messages, how many pairs. */
  public static void main(String[] arguments) throws Exception {
    new PeerBench(Path.of(arguments[1]), Path.of(arguments[0]).toAbsolutePath())
        .run(Integer.parseInt(arguments[2]), Integer.parseInt(arguments[3]));
  }

  private void run(int messages, int pairs) throws Exception {
    try (ThrowawayMongod mongod = ThrowawayMongod.replicaSet(1).cacheGigabytes(2).start();
        MongoClient client = MongoClients.create(mongod.uri())) {
      MongoDatabase database = client.getDatabase(DATABASE);
      new ChatData(1).fill(database, messages);
      Document stats = database.runCommand(new Document("dbStats", 1));
      say("data: %s bytes, %s documents".formatted(stats.get("dataSize"), stats.get("objects")));
      List<List<Double>> times = List.of(list(), list(), list(), list());
      for (int pair = 0; pair < pairs; pair++) {
        pair(mongod.uri(), pair, times);
      }
      say("medians of %d pairs, in seconds".formatted(pairs));
      row("mongodump --archive --gzip", times.get(0));
      row("lifeboat backup", times.get(1));
      row("mongorestore --gzip --drop", times.get(2));
      row("lifeboat restore, staged and proven", times.get(3));
    }
  }

  private void pair(String uri, int pair, List<List<Double>> times) throws Exception {
    Path archive = folder.resolve("dump" + pair + ".gz");
    times
        .get(0)
        .add(
            time(
                "mongodump",
                "--uri",
                uri,
                "--db",
                DATABASE,
                "--archive=" + archive,
                "--gzip",
                // What restores have kept aside is no part of the data.
                "--excludeCollectionsWithPrefix=__lifeboat."));
    Path own = Files.createDirectory(folder.resolve("own" + pair));
    var _ =
        time(
            own,
            "init",
            "--no-input",
            "--stack",
            "bench",
            "--mongo-uri",
            uri,
            "--database",
            DATABASE,
            "--repository",
            own.resolve("repository").toString());
    times.get(1).add(time(own, "backup", "--json", "--min-free", "0"));
    say(
        "sizes: mongodump %d, lifeboat %d"
            .formatted(Files.size(archive), size(own.resolve("repository"))));
    times
        .get(2)
        .add(time("mongorestore", "--uri", uri, "--archive=" + archive, "--gzip", "--drop"));
    times
        .get(3)
        .add(time(own, "restore", "latest", "--confirm", "bench", "--json", "--keep-old", "1s"));
    var _ = time(own, "undo", "--dry-run");
    Files.delete(archive);
  }

  private double time(Path own, String... words) throws Exception {
    List<String> command = new ArrayList<>(List.of(launcher.toString()));
    command.addAll(List.of(words));
    return time(own, command);
  }

  private double time(String... words) throws Exception {
    return time(folder, List.of(words));
  }

  private double time(Path in, List<String> command) throws Exception {
    Instant start = clock.instant();
    ProcessBuilder builder = new ProcessBuilder(command).directory(in.toFile());
    builder.environment().put("LIFEBOAT_STATE", folder.resolve("state").toString());
    Path log = folder.resolve("log");
    int exit =
        builder
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
            .start()
            .waitFor();
    double seconds = Duration.between(start, clock.instant()).toMillis() / 1000.0;
    say("%7.2f s, exit %d: %s".formatted(seconds, exit, String.join(" ", command)));
    return seconds;
  }

  private static long size(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      long sum = 0;
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        sum += Files.size(file);
      }
      return sum;
    }
  }

  private static void row(String name, List<Double> times) {
    times.sort(Comparator.naturalOrder());
    say(
        String.format(
            Locale.ROOT,
            "%-40s min %7.2f  median %7.2f  max %7.2f",
            name,
            times.getFirst(),
            times.get(times.size() / 2),
            times.getLast()));
  }

  private static List<Double> list() {
    return new ArrayList<>();
  }

  @SuppressWarnings("SystemOut")
  private static void say(String line) {
    System.out.println(line);
  }
}
