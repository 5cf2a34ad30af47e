package dev.lifeboat.cli.demo;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoDatabase;
import dev.lifeboat.backup.BackupReport;
import dev.lifeboat.cli.BackupChoice;
import dev.lifeboat.cli.Conduct;
import dev.lifeboat.cli.DemoReport;
import dev.lifeboat.cli.RestoreChoice;
import dev.lifeboat.cli.Services;
import dev.lifeboat.cli.VerifyChoice;
import dev.lifeboat.restore.RestoreReport;
import dev.lifeboat.sandbox.MongodBinary;
import dev.lifeboat.sandbox.ThrowawayMongod;
import dev.lifeboat.setup.InitRequest;
import dev.lifeboat.source.Fingerprint;
import dev.lifeboat.source.FingerprintSum;
import dev.lifeboat.units.ByteSize;
import dev.lifeboat.verify.Level;
import dev.lifeboat.verify.VerifyReport;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.bson.Document;
import org.bson.RawBsonDocument;

/**
 * The main job, as an outsider would do it: set up, back up, lose the database, restore it, and
 * compare it with a reader of its own.
 */
public final class DemoRunner {
  private static final String DATABASE = "shop";
  private static final int MESSAGES = 40_000;
  private static final long SEED = 20_261_123;

  private final Services services;
  private final InstantSource clock;
  private final Consumer<String> narrator;
  private final List<DemoReport.Step> steps = new ArrayList<>();

  /**
   * @param narrator told, in words for people, what is done next
   */
  public DemoRunner(Services services, InstantSource clock, Consumer<String> narrator) {
    this.services = services;
    this.clock = clock;
    this.narrator = narrator;
  }

  /**
   * Runs the demo.
   *
   * @param folder an empty folder of its own, which the caller removes
   */
  public DemoReport run(Conduct conduct, Path folder) {
    MongodBinary binary = MongodBinary.find(System.getenv(), conduct.progress());
    try (ThrowawayMongod mongod =
            step(
                "start a MongoDB",
                "starting a MongoDB of its own, which only this host can reach",
                () -> ThrowawayMongod.replicaSet(1).start(binary),
                started -> "a replica set of one");
        MongoClient client = MongoClients.create(mongod.uri())) {
      return run(conduct, folder, binary, mongod, client.getDatabase(DATABASE));
    }
  }

  private DemoReport run(
      Conduct conduct,
      Path folder,
      MongodBinary binary,
      ThrowawayMongod mongod,
      MongoDatabase database) {
    Map<String, Fingerprint> before =
        step(
            "fill a database",
            "filling database '" + DATABASE + "' with users, sessions, messages and research tasks",
            () -> {
              new ChatData(SEED).fill(database, MESSAGES);
              return read(database);
            },
            DemoRunner::total);
    Conduct own =
        new Conduct(folder.resolve("lifeboat.yaml"), conduct.progress(), conduct.interruption());
    InitRequest init =
        new InitRequest(
            own.config(),
            Optional.of(DATABASE),
            Optional.of(mongod.uri()),
            List.of(DATABASE),
            Optional.of(folder.resolve("repository").toString()),
            true);
    var _ =
        step(
            "lifeboat init",
            "lifeboat init: configuration, keys, repository",
            () -> services.init(own, init),
            done -> "encrypted");
    BackupReport backup =
        step("lifeboat backup", "lifeboat backup", () -> backup(own), DemoRunner::stored);
    VerifyReport verified =
        step(
            "lifeboat verify",
            "lifeboat verify --level content: decrypt, decode and recompute everything",
            () -> services.verify(own, new VerifyChoice("latest", Level.CONTENT, Optional.empty())),
            report -> report.holds() ? "holds" : "does not hold");
    var _ =
        step(
            "the disaster",
            "the disaster: database '" + DATABASE + "' is dropped",
            () -> drop(database),
            left -> left + " collections left");
    RestoreReport restore =
        step(
            "lifeboat restore",
            "lifeboat restore: load beside, prove, swap",
            () -> restore(own),
            report -> report.proof().size() + " collections proven");
    Map<String, Fingerprint> after =
        step(
            "compare",
            "comparing with a reader that knows nothing of backups",
            () -> read(database),
            DemoRunner::total);
    return new DemoReport(
        DATABASE,
        "MongoDB " + version(database),
        binary.path(),
        steps,
        backup,
        verified,
        restore,
        compare(before, after));
  }

  private BackupReport backup(Conduct conduct) {
    return services.backup(
        conduct,
        new BackupChoice(Optional.of("demo"), List.of(), false, Optional.of(ByteSize.of(0))));
  }

  private static long drop(MongoDatabase database) {
    database.drop();
    long left = 0;
    for (var _ : database.listCollectionNames()) {
      left++;
    }
    return left;
  }

  private static String stored(BackupReport backup) {
    return "%s became %s"
        .formatted(
            ByteSize.of(backup.manifest().sourceBytes()),
            ByteSize.of(backup.manifest().storedBytes()));
  }

  private static String total(Map<String, Fingerprint> content) {
    long documents = content.values().stream().mapToLong(Fingerprint::documents).sum();
    long bytes = content.values().stream().mapToLong(Fingerprint::bytes).sum();
    return String.format(Locale.ROOT, "%,d documents, %s", documents, ByteSize.of(bytes));
  }

  private RestoreReport restore(Conduct conduct) {
    RestoreChoice choice = RestoreChoice.of("latest");
    try (Services.OpenRestore restore = services.restore(conduct, choice)) {
      return restore.execute();
    }
  }

  /** Reads with the driver alone, so that it can't share a mistake with capture or proof. */
  private static Map<String, Fingerprint> read(MongoDatabase database) {
    Map<String, Fingerprint> fingerprints = new TreeMap<>();
    for (String name : database.listCollectionNames()) {
      if (name.startsWith("__lifeboat.")) {
        continue;
      }
      FingerprintSum sum = new FingerprintSum();
      for (RawBsonDocument document : database.getCollection(name, RawBsonDocument.class).find()) {
        ByteBuffer bytes = document.getByteBuffer().asNIO();
        byte[] raw = new byte[bytes.remaining()];
        bytes.get(raw);
        sum.add(raw, 0, raw.length);
      }
      fingerprints.put(name, sum.fingerprint());
    }
    return fingerprints;
  }

  private static List<DemoReport.Compared> compare(
      Map<String, Fingerprint> before, Map<String, Fingerprint> after) {
    List<DemoReport.Compared> compared = new ArrayList<>();
    before.forEach(
        (name, was) -> {
          Fingerprint is = after.getOrDefault(name, Fingerprint.EMPTY);
          compared.add(new DemoReport.Compared(name, is.documents(), was.sum(), is.sum()));
        });
    return compared;
  }

  private static String version(MongoDatabase database) {
    return database.runCommand(new Document("buildInfo", 1)).getString("version");
  }

  private <T> T step(String name, String narration, Supplier<T> work, Function<T, String> result) {
    narrator.accept(narration);
    Instant start = clock.instant();
    T done = work.get();
    Duration took = Duration.between(start, clock.instant());
    steps.add(new DemoReport.Step(name, took, result.apply(done)));
    return done;
  }
}
