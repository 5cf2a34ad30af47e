package dev.lifeboat.source.mongo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.mongodb.MongoNamespace;
import com.mongodb.MongoSecurityException;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import dev.lifeboat.problem.ProblemException;
import dev.lifeboat.progress.Progress;
import dev.lifeboat.sandbox.MongodFixture;
import dev.lifeboat.sandbox.ThrowawayMongod;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.bson.Document;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Users and roles, and what MongoDB users with few rights can do. */
class RestoreAccountsIT {
  private static ThrowawayMongod mongod;
  private static MongoClient root;

  @TempDir private Path scratch;

  @BeforeAll
  static void start() {
    mongod = MongodFixture.own(ThrowawayMongod.replicaSet(1).authenticated());
    root = MongoClients.create(mongod.uri());
  }

  @AfterAll
  static void end() {
    root.close();
    mongod.close();
  }

  @BeforeEach
  void fill() {
    root.getDatabase("shop").runCommand(new Document("dropAllUsersFromDatabase", 1));
    root.getDatabase("shop").runCommand(new Document("dropAllRolesFromDatabase", 1));
    root.getDatabase("shop").drop();
    root.getDatabase("shop").getCollection("orders").insertOne(new Document("_id", 1));
    root.getDatabase("shop").getCollection("items").insertOne(new Document("_id", 1));
    role("clerk", "orders");
    user("anna", "old");
    user("ben", "old");
  }

  @Test
  void missingUsersComeBackAndPresentOnesStay() {
    var bench = new RestoreBench(mongod.uri(), scratch);
    var backup = bench.capture("shop");
    run("shop", new Document("dropUser", "anna"));
    run("shop", new Document("dropRole", "clerk"));
    run("shop", new Document("updateUser", "ben").append("pwd", "new"));
    bench.restore(backup, RestoreBench.PLAIN);
    assertThat(login("anna", "old")).isTrue();
    assertThat(login("ben", "new")).as("present users stay as they are").isTrue();
    assertThat(RestoreBench.states(bench.capture("shop")).keySet())
        .containsAll(RestoreBench.states(backup).keySet());
    bench.undo();
    assertThat(login("anna", "old")).isFalse();
    assertThat(login("ben", "new")).isTrue();
  }

  @Test
  void presentUsersAreReplacedIfThatIsAskedFor() {
    var bench = new RestoreBench(mongod.uri(), scratch);
    var backup = bench.capture("shop");
    run("shop", new Document("updateUser", "ben").append("pwd", "new"));
    run("shop", new Document("updateRole", "clerk").append("privileges", List.of()));
    bench.restore(backup, RestoreBench.USERS);
    assertThat(login("ben", "old")).isTrue();
    assertThat(RestoreBench.states(bench.capture("shop"))).isEqualTo(RestoreBench.states(backup));
    bench.undo();
    assertThat(login("ben", "new")).isTrue();
    assertThat(login("ben", "old")).isFalse();
  }

  @Test
  void aWholeDeploymentComesBackToAUserWithTheRolesThatTheGuideNames() {
    var backup = new RestoreBench(mongod.uri(), scratch).capture();
    root.getDatabase("shop").drop();
    run("shop", new Document("dropUser", "anna"));
    var bench = as("keeper", List.of("readWriteAnyDatabase", "backup", "restore"));
    var plan = bench.plan(backup, RestoreBench.PLAIN);
    assertThat(plan.warnings()).anyMatch(warning -> warning.contains("may not applyOps"));
    bench.restore(backup, RestoreBench.PLAIN);
    assertThat(login("anna", "old")).isTrue();
    assertThat(root.getDatabase("shop").getCollection("orders").countDocuments()).isOne();
  }

  @Test
  void aUserOfOneDatabaseSwapsOneAfterTheOther() {
    var keeper =
        as(
            "limited",
            List.of(
                new Document("role", "readWrite").append("db", "shop"),
                new Document("role", "dbAdmin").append("db", "shop")));
    var whole = new RestoreBench(mongod.uri(), scratch).capture("shop");
    var backup =
        whole.withItems(
            whole.items().stream().filter(item -> item.kind().equals("collection")).toList());
    assertThat(backup.items()).hasSize(2);
    root.getDatabase("shop").getCollection("orders").deleteMany(new Document());
    keeper.restore(backup, RestoreBench.PLAIN);
    assertThat(root.getDatabase("shop").getCollection("orders").countDocuments()).isOne();
    keeper.undo();
    assertThat(root.getDatabase("shop").getCollection("orders").countDocuments()).isZero();
    assertThatThrownBy(() -> keeper.restore(whole, RestoreBench.USERS))
        .isInstanceOf(ProblemException.class)
        .hasMessageContaining("may not read or change users and roles");
  }

  @Test
  void aUserWhoMayOnlyInsertIsToldSoBeforeAnythingIsWritten() {
    var backup = new RestoreBench(mongod.uri(), scratch).capture("shop");
    var bench = as("inserter", List.of("backup", "restore"));
    assertThatThrownBy(() -> bench.restore(backup, RestoreBench.PLAIN))
        .hasMessageContaining("may not change documents in the database 'shop'");
    assertThat(root.getDatabase("shop").listCollectionNames().into(new ArrayList<>()))
        .noneMatch(StagedNames::isOwn);
  }

  @Test
  void halfASwapIsNeverRolledBack() {
    var bench = new RestoreBench(mongod.uri(), scratch);
    var backup = bench.capture("shop");
    RestorePoint.Hook trouble =
        (point, id) -> {
          if (point == RestorePoint.BEFORE_SWAP) {
            var shop = root.getDatabase("shop");
            var names = shop.listCollectionNames().into(new ArrayList<>());
            var staged =
                names.stream()
                    .filter(name -> name.startsWith(StagedNames.stagedPrefix(id)))
                    .sorted()
                    .toList();
            if (names.contains("items")) {
              var aside = staged.getFirst().replace(".s", ".k");
              shop.getCollection("items").renameCollection(new MongoNamespace("shop", aside));
              shop.getCollection(staged.getLast()).drop();
            }
          }
        };
    try (var target = bench.target(trouble)) {
      var plan = target.plan(backup, RestoreBench.PLAIN);
      assertThatThrownBy(() -> target.restore(plan, backup, Progress.silent()))
          .isInstanceOf(ProblemException.class);
    }
    assertThat(root.getDatabase("shop").listCollectionNames().into(new ArrayList<>()))
        .as("the present data is still there")
        .contains("orders")
        .anyMatch(name -> name.startsWith("__lifeboat.k") || name.equals("items"));
    root.getDatabase("shop").drop();
    root.getDatabase("admin").getCollection(StagedNames.JOURNAL).drop();
  }

  private RestoreBench as(String name, List<?> roles) {
    if (!root.getDatabase("admin")
        .runCommand(new Document("usersInfo", name))
        .getList("users", Document.class)
        .isEmpty()) {
      run("admin", new Document("dropUser", name));
    }
    run("admin", new Document("createUser", name).append("pwd", "pw").append("roles", roles));
    return new RestoreBench(mongod.uri().replaceFirst("//[^@]*@", "//" + name + ":pw@"), scratch);
  }

  private static void role(String name, String collection) {
    run(
        "shop",
        new Document("createRole", name)
            .append(
                "privileges",
                List.of(
                    new Document(
                            "resource", new Document("db", "shop").append("collection", collection))
                        .append("actions", List.of("find"))))
            .append("roles", List.of()));
  }

  private static void user(String name, String password) {
    run(
        "shop",
        new Document("createUser", name).append("pwd", password).append("roles", List.of("clerk")));
  }

  private static void run(String database, Document command) {
    var _ = root.getDatabase(database).runCommand(command);
  }

  private static boolean login(String name, String password) {
    var uri =
        mongod
            .uri()
            .replaceFirst("//[^@]*@", "//" + name + ":" + password + "@")
            .replaceFirst("authSource=[^&]*", "authSource=shop");
    try (var client = MongoClients.create(uri)) {
      var status = client.getDatabase("shop").runCommand(new Document("connectionStatus", 1));
      return status.getDouble("ok") == 1.0;
    } catch (MongoSecurityException e) {
      return false;
    }
  }
}
