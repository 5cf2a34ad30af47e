package dev.lifeboat.bench;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import dev.lifeboat.sandbox.MongodOptions;
import dev.lifeboat.sandbox.ThrowawayMongod;
import dev.lifeboat.units.ByteSize;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.bson.BsonDocument;
import org.bson.BsonInt32;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * Times Lifeboat beside mongodump and mongorestore, alternately, on the same server and data. Run
 * it by {@code bench/peers}; it is no test.
 */
@Command(
    name = "bench/peers",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description =
        "Times Lifeboat beside mongodump and mongorestore, alternately, on the same server and"
            + " data, and prints medians as a table of Markdown.")
final class PeerBench implements Callable<Integer> {
  private final PrintStream out = System.out;

  @Option(
      names = "--size",
      defaultValue = "1GB",
      description = "Bytes of all documents: ${DEFAULT-VALUE}.")
  private String size = "";

  @Option(
      names = "--collections",
      defaultValue = "1",
      description = "How many share them: ${DEFAULT-VALUE}.")
  private int collections;

  @Option(
      names = "--content",
      defaultValue = "CHAT",
      description = "${COMPLETION-CANDIDATES}; ${DEFAULT-VALUE}.")
  private BenchContent.Kind content = BenchContent.Kind.CHAT;

  @Option(names = "--seed", defaultValue = "1", description = "Of the data: ${DEFAULT-VALUE}.")
  private long seed;

  @Option(names = "--pairs", defaultValue = "5", description = "How many rounds: ${DEFAULT-VALUE}.")
  private int pairs;

  @Option(
      names = "--peers",
      split = ",",
      converter = PeerConverter.class,
      description = "Which, separated by commas; all but lifeboat-in-place if none is named.")
  private List<Peer> peers = List.of();

  @Option(
      names = "--cache-gb",
      defaultValue = "2",
      description = "Cache of the server: ${DEFAULT-VALUE}.")
  private double cache;

  @Option(
      names = "--mongo-uri",
      description =
          "A server to use in place of a throw-away one. Its database bench is replaced, unless it"
              + " has the data already.")
  private Optional<String> uri = Optional.empty();

  @Option(names = "--launcher", required = true, hidden = true)
  private Path launcher = Path.of("");

  @Option(names = "--folder", required = true, hidden = true)
  private Path folder = Path.of("");

  private static final class PeerConverter implements CommandLine.ITypeConverter<Peer> {
    @Override
    public Peer convert(String value) {
      return Arrays.stream(Peer.values())
          .filter(peer -> peer.option().equals(value))
          .findFirst()
          .orElseThrow(
              () ->
                  new CommandLine.TypeConversionException(
                      "peers are "
                          + Arrays.stream(Peer.values())
                              .map(Peer::option)
                              .collect(Collectors.joining(", "))));
    }
  }

  public static void main(String[] arguments) {
    System.exit(
        new CommandLine(new PeerBench())
            .setCaseInsensitiveEnumValuesAllowed(true)
            .execute(arguments));
  }

  @Override
  public Integer call() throws Exception {
    if (uri.isPresent()) {
      run(uri.get());
      return 0;
    }
    MongodOptions options = ThrowawayMongod.replicaSet(1).cacheGigabytes(cache);
    try (ThrowawayMongod mongod = options.start()) {
      run(mongod.uri());
    }
    return 0;
  }

  private void run(String server) throws Exception {
    var data = new BenchData(seed, ByteSize.parse(size).bytes(), collections, content);
    try (MongoClient client = MongoClients.create(server)) {
      // Each collection takes four files: those not in use are closed soon, as there is a limit.
      client
          .getDatabase("admin")
          .runCommand(
              BsonDocument.parse(
                  """
                  {setParameter: 1, wiredTigerEngineRuntimeConfig:
                    "file_manager=(close_idle_time=5,close_scan_interval=1,close_handle_minimum=1000)"}
                  """));
      data.fill(client);
      BsonDocument stats = run(client, BenchData.DATABASE, "dbStats");
      say(
          "%s documents in %s collections, %s bytes; seed %d, %s"
              .formatted(
                  stats.getNumber("objects").longValue(),
                  stats.getNumber("collections").longValue(),
                  stats.getNumber("dataSize").longValue(),
                  seed,
                  content));
      var table = new CostTable();
      for (int pair = 1; pair <= pairs; pair++) {
        round(pair, client, server, table);
      }
      say(
          "medians of %d rounds; 'times' is how many times faster than the first way"
              .formatted(pairs));
      out.println();
      out.print(table.markdown());
    }
  }

  private void round(int number, MongoClient client, String server, CostTable table)
      throws Exception {
    Path work = Files.createDirectories(folder.resolve("work"));
    var rounds = new Rounds(launcher, server, work, new Stopwatch(folder, pid(client)));
    for (Peer peer : chosen()) {
      // What was written before is not to be paid for by who comes next.
      var _ = run(client, "admin", "fsync");
      new ProcessBuilder("sync").inheritIO().start().waitFor();
      Cost cost = rounds.run(peer);
      table.add(peer, cost);
      say(
          String.format(
              Locale.ROOT,
              "round %d: %-20s %7.2f s, CPU %6.2f s, mongod %6.2f s, peak %s, size %s",
              number,
              peer.option(),
              cost.seconds(),
              cost.cpu(),
              cost.server(),
              ByteSize.of(cost.peak()),
              ByteSize.of(cost.size())));
    }
    rounds.clear();
  }

  private List<Peer> chosen() {
    return Arrays.stream(Peer.values())
        .filter(peer -> peers.isEmpty() ? peer != Peer.LIFEBOAT_IN_PLACE : peers.contains(peer))
        .toList();
  }

  private static BsonDocument run(MongoClient client, String database, String command) {
    return client
        .getDatabase(database)
        .runCommand(new BsonDocument(command, new BsonInt32(1)), BsonDocument.class);
  }

  /** The server's process if it runs here, else 0. */
  private static long pid(MongoClient client) {
    long pid = run(client, "admin", "serverStatus").getNumber("pid").longValue();
    return ProcessHandle.of(pid)
        .flatMap(process -> process.info().command())
        .filter(command -> Path.of(command).getFileName().toString().startsWith("mongod"))
        .map(command -> pid)
        .orElse(0L);
  }

  private void say(String line) {
    out.println(line);
  }
}
