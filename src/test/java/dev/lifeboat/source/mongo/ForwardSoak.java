package dev.lifeboat.source.mongo;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import dev.lifeboat.progress.Progress;
import dev.lifeboat.sandbox.ThrowawayMongod;
import dev.lifeboat.source.CapturedOplog;
import dev.lifeboat.source.ItemProof;
import dev.lifeboat.source.OplogTime;
import dev.lifeboat.source.RecordedStreams;
import dev.lifeboat.source.RestoreSelection;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.bson.Document;

/**
 * Rolls a backup forward to random moments of a database that many write to, and looks each time
 * whether it is exactly as it was.
 */
final class ForwardSoak {
  private static final String COPY = "copy";

  private final MongoClient client;
  private final RestoreBench bench;
  private final Random random;
  private final PrintStream out;
  private final List<String> wrong = new ArrayList<>();
  private long operations;
  private Duration replaying = Duration.ZERO;

  ForwardSoak(MongoClient client, RestoreBench bench, long seed, PrintStream out) {
    this.client = client;
    this.bench = bench;
    this.random = new Random(seed);
    this.out = out;
  }

  /** The arguments: an empty folder, how many moments, for how many seconds, and perhaps a seed. */
  public static void main(String[] args) throws Exception {
    long seed = args.length > 3 ? Long.parseLong(args[3]) : new Random().nextInt(1_000_000);
    System.out.printf("seed %d%n", seed);
    try (ThrowawayMongod mongod = ThrowawayMongod.replicaSet(1).start();
        MongoClient client = MongoClients.create(mongod.uri())) {
      // The large transactions would push the oldest entries out.
      client
          .getDatabase("admin")
          .runCommand(new Document("replSetResizeOplog", 1).append("size", 2000.0));
      var soak =
          new ForwardSoak(
              client, new RestoreBench(mongod.uri(), Path.of(args[0])), seed, System.out);
      var wrong = soak.run("soak", Integer.parseInt(args[1]), Integer.parseInt(args[2]));
      System.exit(wrong.isEmpty() ? 0 : 1);
    }
  }

  /**
   * Does it.
   *
   * @return what was wrong, of all moments
   */
  List<String> run(String database, int moments, int seconds) throws InterruptedException {
    var world = new ForwardWorld(client, database, random.nextLong());
    world.start();
    RecordedStreams backup;
    try {
      Thread.sleep(Duration.ofSeconds(Math.max(1, seconds / 3)));
      backup = bench.capture(database).withDetail(RolledForward.SET, OplogNow.set(client));
      Thread.sleep(Duration.ofSeconds(seconds));
    } finally {
      world.stop();
    }
    var oplog = OplogKept.of(new OplogNow(client));
    var times = oplog.after(RolledForward.time(backup).orElseThrow());
    out.printf("%d numbers written, %d entries after the backup%n", world.numbers(), times.size());
    for (int i = 0; i < moments; i++) {
      var moment = times.get(i == 0 ? times.size() - 1 : random.nextInt(times.size()));
      restore(backup, oplog, database, moment);
      var found = world.wrong(client.getDatabase(COPY), moment);
      found.forEach(each -> wrong.add(moment + ": " + each));
      found.forEach(each -> out.println("  wrong at " + moment + ": " + each));
      client.getDatabase(COPY).drop();
    }
    out.printf(
        "%d moments, %d wrong; %d operations replayed in %.1f s%n",
        moments, wrong.size(), operations, replaying.toMillis() / 1000.0);
    return wrong;
  }

  private void restore(
      RecordedStreams backup, CapturedOplog oplog, String database, OplogTime moment) {
    var forward = RolledForward.of(backup, oplog, moment, moment.second());
    var request = RestoreBench.staged(RestoreSelection.only(database).as(COPY));
    try (var target = bench.target()) {
      var plan = target.plan(forward, request);
      plan.refusals().forEach(refusal -> wrong.add(moment + ": " + refusal.message()));
      var result = target.restore(plan, forward, Progress.silent());
      operations += plan.forward().orElseThrow().operations();
      result.phases().stream()
          .filter(phase -> phase.name().equals("replay"))
          .forEach(phase -> replaying = replaying.plus(phase.took()));
      result.proof().stream()
          .filter(proof -> !proof.holds())
          .map(ItemProof::name)
          .forEach(name -> wrong.add(moment + ": the proof of " + name));
    }
  }
}
