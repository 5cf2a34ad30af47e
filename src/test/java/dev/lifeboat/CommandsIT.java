package dev.lifeboat;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.Filters;
import dev.lifeboat.process.Command;
import dev.lifeboat.process.Finished;
import dev.lifeboat.sandbox.MongodFixture;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.bson.Document;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The calls that scripts make, on a real MongoDB, as {@code lifeboat help} promises them. */
class CommandsIT {
  @RegisterExtension static final MongodFixture MONGO = MongodFixture.replicaSet(1);

  private static final String PASSWORD = "pa55-of-nobody";

  @TempDir Path folder;
  private final JsonMapper json = new JsonMapper();
  private MongoDatabase database;

  @BeforeEach
  void fill() {
    database = MONGO.database();
    database.drop();
    List<Document> orders = new ArrayList<>();
    for (int i = 0; i < 500; i++) {
      orders.add(new Document("_id", i).append("n", "order " + i));
    }
    database.getCollection("orders").insertMany(orders);
    database.getCollection("orders").createIndex(new Document("n", 1));
    database.createView("few", "orders", List.of(new Document("$limit", 5)));
  }

  private Program.Ended run(String... arguments) {
    return new Calls(folder).run(arguments);
  }

  private Program.Ended init(String uri) {
    return run(
        "init",
        "--no-input",
        "--stack",
        "shop",
        "--mongo-uri",
        uri,
        "--database",
        MONGO.databaseName(),
        "--repository",
        folder.resolve("repository").toString());
  }

  private JsonNode document(Program.Ended said, int exit) {
    assertThat(said.exit()).as(said.err()).isEqualTo(exit);
    assertThat(said.out()).hasLineCount(1).endsWith("\n");
    return json.readTree(said.out());
  }

  private JsonNode backup() {
    return document(run("backup", "--json", "--min-free", "0"), 0);
  }

  @Test
  void scriptsGoFromASetUpToAnUndo() throws IOException {
    assertThat(init(MONGO.uri()).exit()).isZero();
    String key = Files.readString(folder.resolve("lifeboat.key"));
    assertThat(key).contains("AGE-SECRET-KEY-1");

    JsonNode made = backup();
    assertThat(made.path("consistency").asString()).isEqualTo("snapshot");
    assertThat(made.path("sourceBytes").asLong()).isPositive();
    assertThat(made.path("newBytes").asLong()).isPositive();
    JsonNode orders = collection(made.path("collections"), "orders");
    assertThat(orders.path("documents").asLong()).isEqualTo(500);
    assertThat(orders.path("indexes").asInt()).isEqualTo(2);
    assertThat(orders.path("fingerprint").asString()).matches("[0-9a-f]{64}");
    assertThat(collection(made.path("collections"), "few").path("fingerprint").isNull()).isTrue();

    String id = made.path("id").asString();
    JsonNode listed = document(run("list", "--json"), 0).path("backups");
    assertThat(listed.size()).isEqualTo(1);
    assertThat(listed.get(0).path("id").asString()).isEqualTo(id);
    JsonNode shown = document(run("show", "latest", "--json"), 0);
    assertThat(shown.path("collections")).isEqualTo(made.path("collections"));
    assertThat(shown.path("signer").asString()).isEqualTo("trusted");
    JsonNode verified = document(run("verify", "latest", "--level", "content", "--json"), 0);
    assertThat(verified.path("holds").asBoolean()).isTrue();

    database.drop();
    JsonNode restored = document(run("restore", "latest", "--confirm", "shop", "--json"), 0);
    assertThat(restored.path("backup").asString()).isEqualTo(id);
    assertThat(restored.path("phases").size()).isGreaterThan(3);
    JsonNode proof = collection(restored.path("proof"), "orders");
    assertThat(proof.path("proven").asBoolean()).isTrue();
    assertThat(proof.path("actual")).isEqualTo(orders.path("fingerprint"));
    assertThat(database.getCollection("orders").countDocuments()).isEqualTo(500);
    assertThat(database.getCollection("few").countDocuments()).isEqualTo(5);

    Program.Ended undone = run("undo", "--confirm", "shop");
    assertThat(undone.exit()).as(undone.err()).isZero();
    assertThat(database.listCollectionNames()).doesNotContain("orders", "few");
  }

  @Test
  void aPlanTellsWhatARestoreWouldLoseAndChangesNothing() {
    init(MONGO.uri());
    backup();
    database.getCollection("orders").deleteMany(Filters.lt("_id", 100));
    JsonNode plan = document(run("restore", "--dry-run", "--detailed-exitcode", "--json"), 8);
    JsonNode orders = collection(plan.path("collections"), "orders");
    assertThat(orders.path("action").asString()).isEqualTo("replace");
    assertThat(orders.path("presentDocuments").asLong()).isEqualTo(400);
    assertThat(orders.path("documents").asLong()).isEqualTo(500);
    assertThat(plan.path("steps").size()).isGreaterThan(2);
    assertThat(database.getCollection("orders").countDocuments()).isEqualTo(400);

    JsonNode diff = document(run("show", "latest", "--diff", "live", "--json"), 0);
    assertThat(collection(diff.path("changes"), "orders").path("documentsDelta").asLong())
        .isEqualTo(-100);
    assertThat(run("status").out())
        .startsWith("Stack 'shop' can be restored to ")
        .endsWith("\nNext: lifeboat restore --dry-run\n");
    assertThat(run("watch").out()).startsWith("✓ The backup of 'shop' is done\n");
  }

  @Test
  void nothingIsRestoredWithoutTheRightName() {
    init(MONGO.uri());
    backup();
    database.getCollection("orders").drop();
    assertThat(error(run("restore", "--confirm", "shpo", "--json"), 12))
        .isEqualTo("confirmation-wrong");
    assertThat(error(run("restore", "--json"), 12)).isEqualTo("confirmation-missing");
    assertThat(database.listCollectionNames()).doesNotContain("orders");
    assertThat(error(run("undo", "--confirm", "shop", "--json"), 5)).isEqualTo("undo-nothing");
  }

  @Test
  void saysInCodesWhatIsWrong() {
    assertThat(error(run("backup", "--json"), 2)).isEqualTo("config-missing");
    assertThat(error(run("status", "--json"), 2)).isEqualTo("config-missing");
    init(MONGO.uri());
    assertThat(error(run("verify", "all", "--json"), 5)).isEqualTo("backup-not-found");
    backup();
    assertThat(error(run("show", "1999", "--json"), 5)).isEqualTo("backup-not-found");
    assertThat(error(run("restore", "1999", "--confirm", "shop", "--json"), 5))
        .isEqualTo("backup-not-found");
    assertThat(error(run("verify", "--max-age", "1ms", "--json"), 9)).isEqualTo("backup-too-old");
    assertThat(error(run("backup", "--min-free", "900TB", "--json"), 12))
        .isEqualTo("room-too-small");
    assertThat(run("init", "--no-input", "--mongo-uri", MONGO.uri(), "--stack", "shop").exit())
        .isEqualTo(12);
  }

  @Test
  void keepsPasswordsToItself() throws IOException {
    Program.Ended wrong =
        init(MONGO.uri().replace("mongodb://", "mongodb://app:" + PASSWORD + "@"));
    assertThat(wrong.exit()).isEqualTo(4);
    assertThat(wrong.out() + wrong.err()).doesNotContain(PASSWORD);
    init(MONGO.uri());
    Path config = folder.resolve("lifeboat.yaml");
    String right = Files.readString(config);
    assertThat(right).contains("mongodb://");
    Files.writeString(config, right.replace("mongodb://", "mongodb://app:" + PASSWORD + "@"));
    Program.Ended refused = run("backup", "--json", "--verbose", "--min-free", "0");
    assertThat(error(refused, 4)).isEqualTo("mongo-authentication");
    assertThat(refused.out() + refused.err()).doesNotContain(PASSWORD);
  }

  @Test
  void initRefusesAPasswordThatIsNotEncoded() {
    Program.Ended refused = init("mongodb://root:p@crets/w0rd@host/");
    assertThat(refused.exit()).isEqualTo(2);
    assertThat(refused.err()).contains("percent-encoded");
    assertThat(refused.out() + refused.err()).doesNotContain("crets", "w0rd");
    assertThat(folder.resolve("lifeboat.yaml")).doesNotExist();
  }

  @Test
  void tellsTheSecretOfTheKeyOnlyToPeople() {
    Program.Ended quiet =
        run("init", "--json", "--no-input", "--stack", "shop", "--mongo-uri", MONGO.uri());
    assertThat(quiet.exit()).as(quiet.err()).isZero();
    assertThat(quiet.out() + quiet.err()).doesNotContain("AGE-SECRET-KEY");
    assertThat(quiet.out()).contains("\"encrypted\":true");
  }

  @Test
  void saysThatAServerIsNotThere() throws IOException {
    int port;
    try (ServerSocket free = new ServerSocket(0)) {
      port = free.getLocalPort();
    }
    init("mongodb://127.0.0.1:" + port + "/?serverSelectionTimeoutMS=500");
    assertThat(error(run("backup", "--json"), 1)).isEqualTo("mongo-unreachable");
  }

  @Test
  void aPlaceForStateThatCantBeUsedStopsNeitherABackupNorARestore() throws IOException {
    init(MONGO.uri());
    Files.move(folder.resolve("state"), folder.resolve("state of before"));
    Path state = Files.createFile(folder.resolve("state"));
    String fact =
        "the folder '%s' for what this host remembers can't be used: it is a file".formatted(state);
    Program.Ended made = run("backup", "--json", "--min-free", "0");
    assertThat(document(made, 0).path("complete").asBoolean()).isTrue();
    assertThat(made.err())
        .containsOnlyOnce("'lifeboat watch' can't show this run: " + fact)
        .contains("LIFEBOAT_STATE names another folder")
        .contains("what this host remembers of the repository is incomplete");
    database.drop();
    assertThat(run("verify", "latest").exit()).isZero();
    assertThat(run("restore", "--confirm", "shop", "--json").exit()).isZero();
    assertThat(database.getCollection("orders").countDocuments()).isEqualTo(500);
    Program.Ended status = run("status");
    assertThat(status.exit()).as(status.err()).isZero();
    assertThat(status.err()).contains(fact);
    Program.Ended watched = run("watch", "--json");
    assertThat(error(watched, 1)).isEqualTo("state-unusable");
    assertThat(watched.err()).contains(fact).contains("LIFEBOAT_STATE names another folder");
    assertThat(run("undo", "--confirm", "shop").exit()).isZero();
  }

  /** Also for a person who starts the program itself, in a folder of their own. */
  @Test
  void theLauncherDoesAllOfIt() {
    assertThat(
            launch(
                    "init",
                    "--no-input",
                    "--stack",
                    "shop",
                    "--mongo-uri",
                    MONGO.uri(),
                    "--database",
                    MONGO.databaseName(),
                    "--repository",
                    "repository")
                .status())
        .isZero();
    assertThat(folder.resolve("lifeboat.yaml")).exists();
    assertThat(folder.resolve("lifeboat.key")).exists();
    Finished made = launch("backup", "--json", "--min-free", "0");
    assertThat(json.readTree(made.output()).path("complete").asBoolean()).isTrue();
    database.drop();
    assertThat(launch("restore", "latest", "--confirm", "shop", "--json").status()).isZero();
    assertThat(database.getCollection("orders").countDocuments()).isEqualTo(500);
    assertThat(launch("undo", "--confirm", "shop").status()).isZero();
    assertThat(launch("restore", "latest", "--confirm", "shpo").status()).isEqualTo(12);
  }

  private Finished launch(String... arguments) {
    return Command.of(Path.of("lifeboat").toAbsolutePath().toString(), arguments)
        .inFolder(folder)
        .withVariable("LIFEBOAT_STATE", folder.resolve("state").toString())
        .withTimeout(Duration.ofMinutes(5))
        .run();
  }

  private String error(Program.Ended said, int exit) {
    JsonNode document = document(said, exit);
    assertThat(document.path("exitCode").asInt()).isEqualTo(exit);
    assertThat(said.err()).contains("lifeboat: ").contains("Code: ");
    return document.path("error").path("code").asString();
  }

  private static JsonNode collection(JsonNode array, String name) {
    for (JsonNode entry : array) {
      if (entry.path("namespace").asString("").equals(MONGO.databaseName() + "." + name)) {
        return entry;
      }
    }
    throw new AssertionError("no " + name + " in " + array);
  }
}
