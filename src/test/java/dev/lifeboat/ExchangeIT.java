package dev.lifeboat;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.IndexOptions;
import com.mongodb.client.model.Updates;
import dev.lifeboat.process.Command;
import dev.lifeboat.sandbox.MongodFixture;
import dev.lifeboat.sandbox.ThrowawayMongod;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.bson.Document;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Dumps of the real mongodump, proven, imported, and exported again, by the commands. */
class ExchangeIT {
  private static ThrowawayMongod server;

  @TempDir private static Path folder;

  @BeforeAll
  static void start() throws Exception {
    server = MongodFixture.own(ThrowawayMongod.replicaSet(1));
    try (var client = MongoClients.create(server.uri())) {
      MongoDatabase shop = client.getDatabase("shop");
      shop.getCollection("orders")
          .insertMany(
              IntStream.range(0, 2000)
                  .mapToObj(i -> new Document("_id", i).append("n", i).append("text", "order " + i))
                  .toList());
      shop.getCollection("orders")
          .createIndex(new Document("n", 1), new IndexOptions().unique(true));
      shop.createView("few", "orders", List.of(new Document("$limit", 5)));
    }
    assertThat(
            new Program(folder)
                .run(
                    "init",
                    "--no-input",
                    "--stack",
                    "shop",
                    "--mongo-uri",
                    server.uri(),
                    "--database",
                    "shop",
                    "--repository",
                    folder.resolve("repository").toString())
                .exit())
        .isZero();
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  private static void mongodump(String... words) {
    Command.of(tool("mongodump")).with("--quiet", "--uri", server.uri()).with(words).output();
  }

  private static String tool(String name) {
    return Stream.of(System.getenv("PATH").split(java.io.File.pathSeparator))
        .map(each -> Path.of(each, name))
        .filter(Files::isExecutable)
        .findFirst()
        .map(Path::toString)
        .orElseGet(
            () -> {
              Assumptions.assumeTrue("true".equals(System.getenv("CI")), name + " is missing");
              throw new AssertionError(name + " is not on the PATH");
            });
  }

  private static Program.Ended run(String... words) throws Exception {
    return new Program(folder).run(words);
  }

  @Test
  void whatIsWholeIsProvenAndWhatIsDamagedIsNamed() throws Exception {
    Path dump = folder.resolve("shop_20251009_143022.gz");
    mongodump("--db=shop", "--gzip", "--archive=" + dump);
    String program = MongodFixture.binary().path().toString();
    Program.Ended whole = run("prove", dump.toString(), "--mongod", program, "--json");
    assertThat(whole.exit()).as(whole.err()).isZero();
    JsonNode said = whole.json();
    assertThat(said.path("holds").asBoolean()).isTrue();
    assertThat(said.path("dump").path("moment").asString()).startsWith("2025-10-09T");
    assertThat(said.path("proof").size()).isEqualTo(2);

    byte[] bytes = Files.readAllBytes(dump);
    Path cut = folder.resolve("cut.gz");
    Files.write(cut, java.util.Arrays.copyOf(bytes, bytes.length / 2));
    Program.Ended damaged = run("prove", cut.toString(), "--mongod", program);
    assertThat(damaged.exit()).isEqualTo(7);
    assertThat(damaged.out())
        .contains("is damaged", "is cut off at byte", "shop.orders: is cut off after");
    Program.Ended refused = run("import", cut.toString());
    assertThat(refused.exit()).isEqualTo(7);
    assertThat(refused.err()).contains("Code: dump-damaged (exit 7)");
    try (Stream<Path> left = Files.list(Path.of(System.getProperty("java.io.tmpdir")))) {
      assertThat(left.filter(each -> each.getFileName().toString().startsWith("lifeboat-prove-")))
          .isEmpty();
    }
  }

  /** As a restore: an older backup is never taken for the latest one. */
  @Test
  void anExportOfTheLatestIsRefusedWhenTheNewestIsGone() throws Exception {
    assertThat(run("backup", "--min-free", "0").exit()).isZero();
    Program.Ended made = run("backup", "--min-free", "0", "--json");
    assertThat(made.exit()).as(made.err()).isZero();
    String id = made.json().path("backup").path("id").asString();
    Path backups = folder.resolve("repository/backups");
    Path aside = Files.createDirectory(folder.resolve("aside"));
    move(id, backups, aside);
    Path file = folder.resolve("older.gz");
    Program.Ended refused = run("export", "latest", "--archive", file.toString());
    move(id, aside, backups);
    assertThat(refused.err()).contains("is gone", "Code: backup-not-found");
    assertThat(file).doesNotExist();
    assertThat(run("export", "latest", "--archive", file.toString()).exit()).isZero();
  }

  private static void move(String id, Path from, Path to) throws Exception {
    List<Path> files;
    try (Stream<Path> all = Files.list(from)) {
      files = all.filter(file -> file.getFileName().toString().contains(id)).toList();
    }
    assertThat(files).isNotEmpty();
    for (Path file : files) {
      Files.move(file, to.resolve(file.getFileName()));
    }
  }

  @Test
  void anExportIsWholeOrNotThereAndOverwritesNothing() throws Exception {
    assertThat(run("backup", "--min-free", "0").exit()).isZero();
    Path file = folder.resolve("export.gz");
    Program.Ended made = run("export", "latest", "--archive", file.toString(), "--json");
    assertThat(made.exit()).as(made.err()).isZero();
    assertThat(made.json().path("proven").asBoolean()).isTrue();
    assertThat(made.json().path("clear").asBoolean()).isTrue();
    Program.Ended again = run("export", "latest", "--archive", file.toString());
    assertThat(again.exit()).isEqualTo(12);
    assertThat(again.err()).contains("Code: file-exists");
    assertThat(runs()).contains("EXPORT");
    Path dir = folder.resolve("to-dir");
    assertThat(run("restore", "--to-dir", dir.toString()).exit()).isZero();
    assertThat(Files.size(dir.resolve("shop/orders.bson"))).isPositive();
    assertThat(Files.readString(dir.resolve("shop/few.metadata.json"))).contains("viewOn");
    if (Files.exists(Path.of("/dev/full"))) {
      Process process =
          new ProcessBuilder(
                  "sh",
                  "-c",
                  "exec \"$@\" >/dev/full",
                  "sh",
                  Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                  "--enable-native-access=ALL-UNNAMED",
                  "-cp",
                  System.getProperty("java.class.path"),
                  "dev.lifeboat.Main",
                  "export",
                  "latest",
                  "--archive",
                  "-")
              .directory(folder.toFile())
              .redirectErrorStream(true)
              .start();
      assertThat(process.waitFor()).isEqualTo(1);
    }
  }

  @Test
  void anArchiveMayComeByStandardInput() throws Exception {
    Path dump = folder.resolve("piped.gz");
    mongodump("--db=shop", "--gzip", "--archive=" + dump);
    Calls calls = new Calls(folder);
    Program.Ended made;
    try (InputStream in = Files.newInputStream(dump)) {
      Program.Ended momentless = calls.run(in, "import", "-", "--min-free", "0");
      assertThat(momentless.exit()).as(momentless.err()).isEqualTo(2);
      assertThat(momentless.err()).contains("lifeboat import - --moment ");
    }
    String moment = "2026-01-22T10:15:00Z";
    try (InputStream in = Files.newInputStream(dump)) {
      made = calls.run(in, "import", "-", "--moment", moment, "--min-free", "0", "--json");
    }
    assertThat(made.exit()).as(made.err()).isZero();
    assertThat(made.json().path("backup").path("moment").asString("")).isEqualTo(moment);
    String id = made.json().path("backup").path("id").asString("");
    Program.Ended show = calls.run("show", id, "--json");
    assertThat(show.out()).contains("shop.orders");
    byte[] cut = Arrays.copyOf(Files.readAllBytes(dump), (int) Files.size(dump) / 2);
    Program.Ended refused =
        calls.run(
            new ByteArrayInputStream(cut), "import", "-", "--moment", moment, "--min-free", "0");
    assertThat(refused.exit()).as(refused.err()).isEqualTo(7);
    assertThat(refused.err()).contains("Code: dump-damaged");
    assertThat(calls.run("import", "-").err()).contains("dump-damaged");
  }

  private static String runs() throws Exception {
    StringBuilder runs = new StringBuilder();
    try (Stream<Path> files = Files.walk(folder.resolve("state").resolve("runs"))) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        runs.append(Files.readString(file));
      }
    }
    return runs.toString();
  }

  @Test
  void theOplogOfADumpCounts() throws Exception {
    Path dump = folder.resolve("oplog.archive");
    try (var client = MongoClients.create(server.uri())) {
      MongoCollection<Document> live = client.getDatabase("live").getCollection("things");
      live.insertMany(
          IntStream.range(0, 20_000)
              .mapToObj(i -> new Document("_id", i).append("u", i).append("t", "x".repeat(200)))
              .toList());
      live.createIndex(new Document("u", 1), new IndexOptions().unique(true));
      var dumping = new AtomicBoolean(true);
      Thread writer =
          Thread.ofPlatform()
              .start(
                  () -> {
                    for (int i = 0; i < 9000 && dumping.get(); i++) {
                      // The value moves to a new document, which a dump may see twice.
                      live.deleteOne(Filters.eq(i));
                      live.insertOne(new Document("_id", 100_000 + i).append("u", i));
                      live.updateOne(Filters.eq(19_999 - i), Updates.set("z", i));
                    }
                  });
      mongodump("--oplog", "--archive=" + dump);
      dumping.set(false);
      assertThat(writer.join(Duration.ofSeconds(30))).isTrue();
    }
    Program.Ended imported =
        run(
            "import",
            dump.toString(),
            "--mongod",
            MongodFixture.binary().path().toString(),
            "--json");
    assertThat(imported.exit()).as(imported.err()).isZero();
    assertThat(imported.json().path("dump").path("momentFrom").asString()).isEqualTo("its oplog");

    Path ours = folder.resolve("ours");
    String id = imported.json().path("backup").path("id").asString();
    assertThat(run("export", id, "--dir", ours.toString()).exit()).isZero();
    try (var theirs = MongodFixture.own(ThrowawayMongod.standalone());
        var client = MongoClients.create(theirs.uri())) {
      Command.of(tool("mongorestore"))
          .with("--quiet", "--oplogReplay", "--uri", theirs.uri(), "--archive=" + dump)
          .output();
      Map<Object, Document> expected = new java.util.HashMap<>();
      client
          .getDatabase("live")
          .getCollection("things")
          .find()
          .forEach(each -> expected.put(each.get("_id"), each));
      client.getDatabase("live").drop();
      Command.of(tool("mongorestore"))
          .with("--quiet", "--uri", theirs.uri(), "--dir=" + ours)
          .output();
      Map<Object, Document> found = new java.util.HashMap<>();
      client
          .getDatabase("live")
          .getCollection("things")
          .find()
          .forEach(each -> found.put(each.get("_id"), each));
      // The dump may end between a delete and its insert.
      assertThat(found.size()).isBetween(19_999, 20_000);
      assertThat(found.equals(expected)).as("the same documents as mongorestore brings").isTrue();
      assertThat(client.getDatabase("live").getCollection("things").listIndexes())
          .extracting(index -> index.getString("name"))
          .containsExactlyInAnyOrder("_id_", "u_1");
    }
  }
}
