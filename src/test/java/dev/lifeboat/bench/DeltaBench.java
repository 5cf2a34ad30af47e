package dev.lifeboat.bench;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import dev.lifeboat.sandbox.ThrowawayMongod;
import dev.lifeboat.units.ByteSize;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.bson.BsonDocument;
import org.bson.BsonInt32;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * Measures what each backup of data that changes adds, beside restic and full dumps. Run it by
 * {@code bench/deltas}; it is no test.
 */
@Command(
    name = "bench/deltas",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description =
        "Measures what each backup of data that changes adds, beside restic fed by an uncompressed"
            + " mongodump, and beside full dumps; prints a table of Markdown.")
final class DeltaBench implements Callable<Integer> {
  private static final String STACK = "bench";

  private final PrintStream out = System.out;

  @Option(names = "--size", defaultValue = "1GB", description = "Of the data: ${DEFAULT-VALUE}.")
  private String size = "";

  @Option(names = "--seed", defaultValue = "1", description = "Of the data: ${DEFAULT-VALUE}.")
  private long seed;

  @Option(names = "--backups", defaultValue = "2", description = "How many: ${DEFAULT-VALUE}.")
  private int backups;

  @Option(
      names = "--updates",
      defaultValue = "1",
      description = "Percent that change between two backups: ${DEFAULT-VALUE}.")
  private double updates;

  @Option(
      names = "--edits",
      defaultValue = "20",
      description =
          "Percent of the updates that replace the whole text; the others set two small fields:"
              + " ${DEFAULT-VALUE}.")
  private double edits;

  @Option(
      names = "--inserts",
      defaultValue = "1",
      description = "Percent that come: ${DEFAULT-VALUE}.")
  private double inserts;

  @Option(
      names = "--deletes",
      defaultValue = "0.05",
      description = "Percent that go: ${DEFAULT-VALUE}.")
  private double deletes;

  @Option(names = "--alone", description = "Leave restic and the dumps out.")
  private boolean alone;

  @Option(names = "--launcher", required = true, hidden = true)
  private Path launcher = Path.of("");

  @Option(names = "--folder", required = true, hidden = true)
  private Path folder = Path.of("");

  public static void main(String[] arguments) {
    System.exit(new CommandLine(new DeltaBench()).execute(arguments));
  }

  @Override
  public Integer call() throws Exception {
    try (ThrowawayMongod mongod = ThrowawayMongod.replicaSet(1).cacheGigabytes(1).start();
        MongoClient client = MongoClients.create(mongod.uri())) {
      run(mongod.uri(), client);
    }
    return 0;
  }

  private void run(String uri, MongoClient client) throws Exception {
    ChangingChat chat = new ChangingChat(client, BenchData.DATABASE, seed);
    chat.fill(ByteSize.parse(size).bytes());
    Stopwatch stopwatch = new Stopwatch(folder, 0);
    prepare(uri, stopwatch);
    out.println(
        "| backup | lifeboat MB | seconds | CPU s | peak MB | restic MB | seconds | CPU s"
            + " | gzip dump MB |");
    out.println("|--:|--:|--:|--:|--:|--:|--:|--:|--:|");
    List<Cost> own = new ArrayList<>();
    List<Cost> theirs = new ArrayList<>();
    List<Cost> dumps = new ArrayList<>();
    for (int i = 1; i <= backups; i++) {
      if (i > 1) {
        chat.change(updates / 100, edits / 100, inserts / 100, deletes / 100);
      }
      settle(client);
      own.add(adding(repository(), () -> lifeboat(stopwatch, "backup", "--min-free", "0")));
      if (!alone) {
        theirs.add(adding(folder.resolve("restic"), () -> restic(uri, stopwatch)));
        dumps.add(dump(uri, stopwatch));
      }
      print(i, own.getLast(), last(theirs), last(dumps));
    }
    print("lifeboat", own);
    print("restic", theirs);
    print("full dumps", dumps);
    print("verify", lifeboat(stopwatch, "verify", "--level", "content", "latest"));
    print(
        "restore",
        lifeboat(stopwatch, "restore", "latest", "--confirm", STACK, "--keep-old", "1s"));
  }

  private void print(String what, Cost cost) {
    out.printf(
        Locale.ROOT,
        "lifeboat %s of the last one: %.1f s, CPU %.1f s, peak %.0f MB%n",
        what,
        cost.seconds(),
        cost.cpu(),
        cost.peak() / 1e6);
  }

  private void prepare(String uri, Stopwatch stopwatch) throws Exception {
    Files.createDirectories(folder.resolve("own"));
    var _ =
        lifeboat(
            stopwatch,
            "init",
            "--no-input",
            "--stack",
            STACK,
            "--mongo-uri",
            uri,
            "--database",
            BenchData.DATABASE,
            "--repository",
            repository().toString());
    if (!alone) {
      Files.createDirectories(folder.resolve("restic"));
      var _ = stopwatch.run(folder, shell("restic -q init"));
    }
  }

  private static void settle(MongoClient client) throws Exception {
    // What was written before is not to be paid for by who comes next.
    var _ = client.getDatabase("admin").runCommand(new BsonDocument("fsync", new BsonInt32(1)));
    new ProcessBuilder("sync").inheritIO().start().waitFor();
  }

  private Cost lifeboat(Stopwatch stopwatch, String... words)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of(launcher.toString()));
    command.addAll(List.of(words));
    return stopwatch.run(folder.resolve("own"), command);
  }

  private Cost restic(String uri, Stopwatch stopwatch) throws IOException, InterruptedException {
    return stopwatch.run(
        folder,
        shell(
            "rm -rf dump && mongodump --quiet --uri='%s' --db=%s --out=dump && restic -q backup dump"
                .formatted(uri, BenchData.DATABASE)));
  }

  private Cost dump(String uri, Stopwatch stopwatch) throws IOException, InterruptedException {
    Path file = folder.resolve("dump.gz");
    Cost cost =
        stopwatch.run(
            folder,
            shell(
                "mongodump --quiet --uri='%s' --db=%s --gzip --archive='%s'"
                    .formatted(uri, BenchData.DATABASE, file)));
    return cost.withSize(Files.size(file));
  }

  private List<String> shell(String line) {
    return List.of(
        "bash",
        "-euc",
        "export RESTIC_PASSWORD=bench RESTIC_REPOSITORY='%s'; %s"
            .formatted(folder.resolve("restic"), line));
  }

  private interface Run {
    Cost run() throws IOException, InterruptedException;
  }

  private static Cost adding(Path repository, Run run) throws IOException, InterruptedException {
    long before = bytes(repository);
    return run.run().withSize(bytes(repository) - before);
  }

  private void print(int number, Cost own, Cost theirs, Cost dump) {
    out.printf(
        Locale.ROOT,
        "| %d | %.2f | %.1f | %.1f | %.0f | %.2f | %.1f | %.1f | %.2f |%n",
        number,
        own.size() / 1e6,
        own.seconds(),
        own.cpu(),
        own.peak() / 1e6,
        theirs.size() / 1e6,
        theirs.seconds(),
        theirs.cpu(),
        dump.size() / 1e6);
  }

  private void print(String who, List<Cost> costs) {
    if (costs.isEmpty()) {
      return;
    }
    Cost first = costs.getFirst();
    Cost second = costs.get(Math.min(1, costs.size() - 1));
    out.printf(
        Locale.ROOT,
        "%s: all %d take %.3f of the first in size; the second %.2f %% of its size, %.2f of its"
            + " seconds, %.2f of its CPU seconds%n",
        who,
        costs.size(),
        costs.stream().mapToLong(Cost::size).sum() / (double) first.size(),
        100.0 * second.size() / first.size(),
        second.seconds() / first.seconds(),
        second.cpu() / first.cpu());
  }

  private static Cost last(List<Cost> costs) {
    return costs.isEmpty() ? new Cost(0, 0, 0, 0, 0) : costs.getLast();
  }

  private Path repository() {
    return folder.resolve("own").resolve("repository");
  }

  private static long bytes(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      long sum = 0;
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        sum += Files.size(file);
      }
      return sum;
    }
  }
}
