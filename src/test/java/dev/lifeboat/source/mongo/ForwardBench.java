package dev.lifeboat.source.mongo;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.model.BulkWriteOptions;
import com.mongodb.client.model.DeleteOneModel;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.InsertOneModel;
import com.mongodb.client.model.UpdateOneModel;
import com.mongodb.client.model.Updates;
import com.mongodb.client.model.WriteModel;
import dev.lifeboat.progress.Progress;
import dev.lifeboat.sandbox.ThrowawayMongod;
import dev.lifeboat.source.OplogTime;
import dev.lifeboat.source.PhaseTime;
import dev.lifeboat.source.RecordedStreams;
import dev.lifeboat.source.RestoreSelection;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.bson.Document;

/**
 * Measures how fast operations are applied: in batches as a restore does it, and one by one as
 * mongorestore does it.
 */
final class ForwardBench {
  private static final int DOCUMENTS = 20_000;
  private static final int BULK = 1000;

  private final MongoClient client;
  private final RestoreBench bench;
  private final Path folder;
  private final Random random = new Random(1);

  private ForwardBench(MongoClient client, RestoreBench bench, Path folder) {
    this.client = client;
    this.bench = bench;
    this.folder = folder;
  }

  /** The arguments: an empty folder, how many operations, how many for the peer, how many pairs. */
  public static void main(String[] args) throws Exception {
    int operations = Integer.parseInt(args[1]);
    int peers = Integer.parseInt(args[2]);
    try (ThrowawayMongod mongod = ThrowawayMongod.replicaSet(1).start();
        MongoClient client = MongoClients.create(mongod.uri())) {
      var bench = new RestoreBench(mongod.uri(), Path.of(args[0]));
      for (int pair = 1; pair <= Integer.parseInt(args[3]); pair++) {
        new ForwardBench(client, bench, Path.of(args[0])).pair(pair, operations, peers);
      }
    }
  }

  private void pair(int pair, int operations, int peers) throws IOException, InterruptedException {
    load();
    var backup = bench.capture("speed").withDetail(RolledForward.SET, OplogNow.set(client));
    var first = change(peers);
    var _ = change(operations - peers);
    var last = new OplogNow(client).newest();
    double ours = restore(backup, last);
    double peer = mongorestore(backup, first);
    System.out.printf(
        "pair %d: %,.0f operations/s in batches, %,.0f one by one, %.1f times%n",
        pair, ours, peer, ours / peer);
  }

  private static double seconds(Duration took) {
    return took.toNanos() / 1e9;
  }

  private void load() {
    client.getDatabase("speed").drop();
    var documents = new ArrayList<Document>();
    for (int i = 0; i < DOCUMENTS; i++) {
      documents.add(document(i));
    }
    client.getDatabase("speed").getCollection("messages").insertMany(documents);
  }

  private Document document(int id) {
    var text = new StringBuilder();
    random.ints(40, 0, 1000).forEach(word -> text.append(word).append(' '));
    return new Document("_id", id).append("chat", id % 100).append("text", text.toString());
  }

  /** Half inserts, four tenths updates, one tenth deletes. Returns the time of the last one. */
  private OplogTime change(int operations) {
    var messages = client.getDatabase("speed").getCollection("messages");
    long next = messages.find().sort(new Document("_id", -1)).first() == null ? 0 : highest() + 1;
    for (int done = 0; done < operations; done += BULK) {
      var bulk = new ArrayList<WriteModel<Document>>();
      for (int i = 0; i < Math.min(BULK, operations - done); i++) {
        switch (i % 10) {
          case 0, 1, 2, 3, 4 -> bulk.add(new InsertOneModel<>(document((int) next++)));
          case 5 -> bulk.add(new DeleteOneModel<>(Filters.eq((int) next - 3)));
          default ->
              bulk.add(
                  new UpdateOneModel<>(
                      Filters.eq((int) next - 1 - i % 2), Updates.set("seen", done + i)));
        }
      }
      messages.bulkWrite(bulk, new BulkWriteOptions().ordered(true));
    }
    return new OplogNow(client).newest();
  }

  private int highest() {
    return client
        .getDatabase("speed")
        .getCollection("messages")
        .find()
        .sort(new Document("_id", -1))
        .limit(1)
        .map(document -> document.getInteger("_id"))
        .iterator()
        .next();
  }

  /** How many operations in a second. */
  private double restore(RecordedStreams backup, OplogTime moment) {
    var forward = RolledForward.of(backup, new OplogNow(client), moment, moment.second());
    var request = RestoreBench.staged(RestoreSelection.ALL.as("again"));
    try (var target = bench.target()) {
      var plan = target.plan(forward, request);
      var took =
          target.restore(plan, forward, Progress.silent()).phases().stream()
              .filter(phase -> phase.name().equals("replay"))
              .map(PhaseTime::took)
              .findFirst()
              .orElseThrow();
      return plan.forward().orElseThrow().operations() / seconds(took);
    } finally {
      client.getDatabase("again").drop();
    }
  }

  /** Onto the same state, which is put there first. */
  private double mongorestore(RecordedStreams backup, OplogTime upTo)
      throws IOException, InterruptedException {
    var dump = Files.createDirectories(folder.resolve("empty"));
    var file = folder.resolve("oplog.bson");
    var oplog = new OplogNow(client);
    var count = new int[1];
    try (OutputStream out = Files.newOutputStream(file)) {
      oplog.read(
          oplog.ranges().getFirst(),
          RolledForward.time(backup).orElseThrow(),
          upTo,
          piece -> {
            try {
              if (ReplayEntry.at(piece, 0).namespace().startsWith("speed.")) {
                out.write(piece);
                count[0]++;
              }
            } catch (IOException e) {
              throw new java.io.UncheckedIOException(e);
            }
          });
    }
    client.getDatabase("speed").drop();
    bench.restore(backup, RestoreBench.PLAIN);
    var command =
        List.of(
            "mongorestore",
            "--quiet",
            "--uri=" + bench.uri(),
            "--oplogReplay",
            "--oplogFile=" + file,
            dump.toString());
    long start = System.nanoTime();
    var process = new ProcessBuilder(command).inheritIO().start();
    if (process.waitFor() != 0) {
      throw new IllegalStateException("mongorestore failed");
    }
    return count[0] / seconds(Duration.ofNanos(System.nanoTime() - start));
  }
}
