package dev.lifeboat;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeboat.sandbox.MongodFixture;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.bson.Document;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Drills, as a person runs them. */
class DrillIT {
  @RegisterExtension static final MongodFixture MONGO = MongodFixture.replicaSet(1);

  @TempDir Path folder;

  private Program program;

  @BeforeEach
  void backUp() throws Exception {
    MONGO.database().drop();
    insert(0, 500);
    program = new Program(folder);
    Program.Ended made =
        program.run(
            Stream.of(
                    "init",
                    "--no-input",
                    "--stack",
                    "shop",
                    "--mongo-uri",
                    MONGO.uri(),
                    "--database",
                    MONGO.databaseName())
                .toArray(String[]::new));
    assertThat(made.exit()).as(made.err()).isZero();
    Path config = folder.resolve("lifeboat.yaml");
    Files.writeString(
        config,
        Files.readString(config).replaceFirst("(?m)^min-free: .*$", "min-free: 0")
            + """

            drill: {canary: true, reviewer: ben}
            objectives:
              rpo:
                - {data: orders, source: mongo, within: 6h}
              rto:
                - {scenario: database, up-to: 1GB, within: 15m}
            """);
    assertThat(program.run("backup").exit()).isZero();
  }

  private static void insert(int from, int to) {
    MONGO
        .database()
        .getCollection("orders")
        .insertMany(IntStream.range(from, to).mapToObj(i -> new Document("_id", i)).toList());
  }

  private static String[] drill(String... more) {
    List<String> words = new ArrayList<>(List.of("drill", "run"));
    words.addAll(List.of(more));
    words.addAll(List.of("--mongod", MongodFixture.binary().path().toString(), "--json"));
    return words.toArray(String[]::new);
  }

  @Test
  void measuresProvesAndKeepsTheEvidence() throws Exception {
    insert(500, 530);
    long before = MONGO.database().getCollection("orders").countDocuments();

    Program.Ended ended = program.run(drill("--canary"));

    assertThat(ended.exit()).as(ended.err() + ended.out()).isZero();
    JsonNode report = ended.json().path("report");
    assertThat(report.path("verdict").asString()).isEqualTo("pass");
    assertThat(report.path("canary").path("found").asBoolean()).isTrue();
    assertThat(report.path("isolation").path("checks").size()).isGreaterThan(3);
    assertThat(report.path("people").path("reviewer").asString()).isEqualTo("ben");
    double rto = report.path("rto").asDouble();
    double phases = 0;
    for (JsonNode phase : report.path("phases")) {
      phases += phase.path("took").asDouble();
    }
    assertThat(phases).isBetween(rto * 0.95, rto * 1.001);
    assertThat(report.path("cleanUp").path("checks").size()).isEqualTo(2);
    assertThat(Path.of(left(report))).doesNotExist();
    assertThat(MONGO.database().getCollection("orders").countDocuments()).isEqualTo(before);

    String id = report.path("id").asString();
    assertThat(folder.resolve("state/drills/" + id + "/report.json.sig")).exists();
    assertThat(program.run("drill", "list").out()).contains(id).contains("pass");
    Program.Ended own = program.run("drill", "sign", id, "--as", "reviewer");
    assertThat(own.exit()).isEqualTo(12);
    Program.Ended signed = program.run("drill", "sign", id, "--as", "reviewer", "--person", "ben");
    assertThat(signed.exit()).as(signed.err()).isZero();
    assertThat(program.run("drill", "show").out()).contains("ben as reviewer");
  }

  private static String left(JsonNode report) {
    String fact = report.path("cleanUp").path("checks").get(1).path("fact").asString();
    return fact.substring(fact.indexOf('\'') + 1, fact.lastIndexOf('\''));
  }

  @Test
  void tellsHowManyDocumentsWouldBeLost() throws Exception {
    insert(500, 537);

    JsonNode report = program.run(drill()).json().path("report");

    JsonNode orders = report.path("rpo").path("collections").get(0);
    assertThat(orders.path("live").asLong()).isEqualTo(537);
    assertThat(orders.path("restored").asLong()).isEqualTo(500);
    assertThat(report.path("rpo").path("span").asDouble()).isPositive();
    assertThat(report.path("criteria").path("rto").asLong()).isEqualTo(900);
  }

  @Test
  void catchesEveryMutantByTheStepThatShould() throws Exception {
    Program.Ended ended = program.run(drill("--mutants"));

    assertThat(ended.exit()).as(ended.err() + ended.out()).isZero();
    JsonNode mutants = ended.json().path("report").path("mutants");
    assertThat(mutants.size()).isEqualTo(8);
    for (JsonNode mutant : mutants) {
      assertThat(mutant.path("caughtBy").asString())
          .as(mutant.toString())
          .isEqualTo(mutant.path("expected").asString());
    }
    assertThat(program.run("drill", "show").out()).contains("8 of 8 caught");
    assertThat(program.run("verify", "--level", "content").exit())
        .as("the repository is as it was")
        .isZero();
  }
}
