package dev.lifeboat;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import dev.lifeboat.sandbox.MongodFixture;
import dev.lifeboat.sandbox.ThrowawayMongod;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.bson.Document;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Users who may not do everything, and repositories that can't be read, through the commands. */
class RightsIT {
  private static ThrowawayMongod server;
  private static MongoClient client;

  @TempDir Path folder;
  private Calls program;

  @BeforeAll
  static void start() {
    server = MongodFixture.own(ThrowawayMongod.replicaSet(1).authenticated());
    client = MongoClients.create(server.uri());
    for (String name : List.of("open", "secret")) {
      client.getDatabase("app").getCollection(name).insertOne(new Document("_id", 1));
    }
    List<Document> privileges = new ArrayList<>();
    privileges.add(privilege("", "listCollections", "listIndexes", "collStats", "dbStats"));
    privileges.add(privilege("open", "find"));
    Document role = new Document("createRole", "most").append("privileges", privileges);
    client.getDatabase("admin").runCommand(role.append("roles", List.of()));
    createUser("most", "most");
    createUser("reader", "readAnyDatabase");
  }

  @AfterAll
  static void end() {
    client.close();
    server.close();
  }

  private static Document privilege(String collection, String... actions) {
    return new Document("resource", new Document("db", "app").append("collection", collection))
        .append("actions", List.of(actions));
  }

  private static void createUser(String name, String role) {
    client
        .getDatabase("admin")
        .runCommand(
            new Document("createUser", name)
                .append("pwd", "p")
                .append("roles", List.of(new Document("role", role).append("db", "admin"))));
  }

  @BeforeEach
  void open() {
    program = new Calls(folder);
  }

  private void init(String user) throws Exception {
    Program.Ended init =
        program.run(
            "init",
            "--no-input",
            "--no-check",
            "--stack=shop",
            "--mongo-uri=mongodb://localhost/",
            "--database=app",
            "--repository=" + folder.resolve("repository"));
    assertThat(init.exit()).as(init.err()).isZero();
    connectAs(user);
  }

  private void connectAs(String user) throws Exception {
    Path uri = folder.resolve("lifeboat.yaml");
    String own = server.uri().replaceFirst("//[^@]*@", "//" + user + "@");
    Files.writeString(
        uri, Files.readString(uri).replaceFirst("\n( *uri:).*", "\n$1 \"" + own + "\""));
  }

  @Test
  void aCollectionThatTheUserMayNotReadIsNamed() throws Exception {
    init("most:p");
    Program.Ended backup = program.run("backup", "--json", "--min-free", "0");
    assertThat(backup.exit()).as(backup.out() + backup.err()).isEqualTo(3);
    assertThat(backup.json().path("missing").toString())
        .contains("app.secret")
        .doesNotContain("app.open");
    assertThat(program.run("restore", "latest", "--dry-run").exit()).isEqualTo(5);
    assertThat(program.run("backup", "--min-free", "0").err()).contains("'app.secret'");
  }

  @Test
  void aUserWhoMayNotWriteIsToldBeforeAnythingIsTouched() throws Exception {
    init("root:" + server.password());
    assertThat(program.run("backup", "--min-free", "0").exit()).isZero();
    connectAs("reader:p");
    for (String way : List.of("--keep-old=1d", "--in-place", "--missing-only")) {
      String[] words =
          way.equals("--in-place")
              ? new String[] {"restore", "latest", "--confirm=shop", "--json", way, "--drop"}
              : new String[] {"restore", "latest", "--confirm=shop", "--json", way};
      Program.Ended restore = program.run(words);
      assertThat(restore.exit()).as(restore.out()).isEqualTo(4);
      assertThat(restore.json().path("error").path("code").asString(""))
          .isEqualTo("mongo-unauthorized");
      assertThat(client.getDatabase("app").listCollectionNames().into(new ArrayList<>()))
          .containsExactlyInAnyOrder("open", "secret");
    }
  }

  @Test
  void aRepositoryThatCantBeReadHalfWayIsAnErrorBeforeTheDatabaseIsTouched() throws Exception {
    init("root:" + server.password());
    assertThat(program.run("backup", "--min-free", "0").exit()).isZero();
    List<Path> objects;
    try (Stream<Path> files = Files.walk(folder.resolve("repository/objects"))) {
      objects = files.filter(Files::isRegularFile).toList();
    }
    for (Path object : objects) {
      Path aside = object.resolveSibling("aside");
      Files.move(object, aside);
      Files.createDirectory(object);
      Program.Ended restore = program.run("restore", "latest", "--confirm", "shop", "--json");
      assertThat(restore.exit()).as(restore.out()).isNotZero();
      assertThat(restore.json().path("error").path("message").asString(""))
          .contains(object.getFileName().toString());
      assertThat(program.run("verify", "all").exit()).isNotZero();
      Files.delete(object);
      Files.move(aside, object);
    }
    assertThat(client.getDatabase("app").listCollectionNames().into(new ArrayList<>()))
        .containsExactlyInAnyOrder("open", "secret");
    Path all = folder.resolve("repository/objects");
    Files.move(all, folder.resolve("repository/gone"));
    assertThat(program.run("verify", "all").exit()).isEqualTo(7);
    assertThat(program.run("restore", "latest", "--confirm", "shop").exit()).isEqualTo(7);
  }
}
