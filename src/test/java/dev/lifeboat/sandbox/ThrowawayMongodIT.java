package dev.lifeboat.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.mongodb.MongoException;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import dev.lifeboat.problem.ProblemException;
import java.nio.file.Path;
import java.time.Duration;
import org.bson.Document;
import org.junit.jupiter.api.Test;

class ThrowawayMongodIT {
  @Test
  void aStandaloneTakesWritesAndIsGoneAfterwards() {
    ProcessHandle process;
    Path folder;
    try (var mongod = MongodFixture.own(ThrowawayMongod.standalone());
        var client = MongoClients.create(mongod.uri())) {
      insert(client);
      folder = mongod.folder();
      process = ProcessHandle.of(mongod.pid(0)).orElseThrow();
      assertThat(folder).isDirectory();
      assertThat(hello(client)).doesNotContainKey("setName");
    }
    assertThat(folder).doesNotExist();
    assertThat(process.isAlive()).isFalse();
  }

  @Test
  void aSetOfOneReadsSnapshotsWithinTheWindowItWasGiven() {
    var options = ThrowawayMongod.replicaSet(1).parameter("minSnapshotHistoryWindowInSeconds", "5");
    try (var mongod = MongodFixture.own(options);
        var client = MongoClients.create(mongod.uri())) {
      insert(client);
      assertThat(hello(client).getString("setName")).isEqualTo("rs0");
      var parameter =
          client
              .getDatabase("admin")
              .runCommand(
                  new Document("getParameter", 1).append("minSnapshotHistoryWindowInSeconds", 1));
      assertThat(parameter.getInteger("minSnapshotHistoryWindowInSeconds")).isEqualTo(5);
    }
  }

  @Test
  void aSetOfThreeSurvivesAKillOfItsPrimaryAndAStepDown() {
    try (var mongod = MongodFixture.own(ThrowawayMongod.replicaSet(3));
        var client = MongoClients.create(mongod.uri())) {
      insert(client);
      assertThat(mongod.primary()).isZero();
      mongod.kill9(0);
      int second = mongod.primary();
      assertThat(second).isNotZero();
      mongod.restart(0);
      assertThat(client.getDatabase("d").getCollection("c").countDocuments()).isEqualTo(1);
      mongod.stepDown(Duration.ofSeconds(30));
      assertThat(mongod.primary()).isNotEqualTo(second);
    }
  }

  @Test
  void aKilledNodeKeepsItsData() {
    try (var mongod = MongodFixture.own(ThrowawayMongod.replicaSet(1));
        var client = MongoClients.create(mongod.uri())) {
      insert(client);
      mongod.kill9(0);
      mongod.restart(0);
      assertThat(client.getDatabase("d").getCollection("c").countDocuments()).isEqualTo(1);
    }
  }

  @Test
  void withAuthenticationOnlyTheRootUserGetsIn() {
    for (var options :
        new MongodOptions[] {ThrowawayMongod.standalone(), ThrowawayMongod.replicaSet(1)}) {
      try (var mongod = MongodFixture.own(options.authenticated());
          var client = MongoClients.create(mongod.uri());
          var stranger =
              MongoClients.create(
                  "mongodb://127.0.0.1:" + mongod.port(0) + "/?directConnection=true")) {
        insert(client);
        assertThatThrownBy(() -> insert(stranger))
            .isInstanceOf(MongoException.class)
            .hasMessageContaining("requires authentication");
        assertThat(mongod.toString()).doesNotContain(mongod.password());
      }
    }
  }

  @Test
  void aServerThatCannotStartShowsTheEndOfItsLog() {
    var options = ThrowawayMongod.standalone().parameter("noSuchParameter", "1");
    var binary = MongodFixture.binary();
    assertThatThrownBy(() -> options.start(binary).close())
        .isInstanceOf(ProblemException.class)
        .hasMessageContaining("exited with status")
        .hasMessageContaining("noSuchParameter");
  }

  private static void insert(MongoClient client) {
    client.getDatabase("d").getCollection("c").insertOne(new Document("a", 1));
  }

  private static Document hello(MongoClient client) {
    return client.getDatabase("admin").runCommand(new Document("hello", 1));
  }
}
