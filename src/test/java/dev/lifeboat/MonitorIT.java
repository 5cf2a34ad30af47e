package dev.lifeboat;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeboat.sandbox.MongodFixture;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.bson.Document;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** How a real stack is judged: fresh, with a secret key that is gone, and with no database. */
class MonitorIT {
  @RegisterExtension static final MongodFixture MONGO = MongodFixture.replicaSet(1);

  @TempDir Path folder;

  @Test
  void judgesARealStack() throws IOException {
    MONGO.database().drop();
    MONGO
        .database()
        .getCollection("orders")
        .insertMany(IntStream.range(0, 50).mapToObj(i -> new Document("_id", i)).toList());
    assertThat(init().exit()).isZero();
    Path config = folder.resolve("lifeboat.yaml");
    Files.writeString(
        config,
        """
        objectives:
          rpo: [{source: mongo, within: 6h}]
          rto: [{scenario: database, within: 15m}]
        monitor: {min-room: 1MB}
        """,
        StandardOpenOption.APPEND);
    Files.writeString(
        config, Files.readString(config).replaceFirst("(?m)^min-free: .*$", "min-free: 0"));

    // No data is red.
    Program.Ended before = run("monitor", "--json");
    assertThat(before.exit()).as(before.err()).isEqualTo(9);
    assertThat(states(before.out()))
        .contains("freshness/mongo critical", "drill critical", "database ok", "success unknown");

    assertThat(run("backup", "--json").exit()).isZero();
    MONGO.database().getCollection("orders").insertOne(new Document("_id", 99));
    Program.Ended after = run("monitor", "--json");
    assertThat(states(after.out()))
        .contains(
            "freshness/mongo ok",
            "restore/database ok",
            "size/mongo ok",
            "success ok",
            "room ok",
            "backups ok",
            "backups/manifests ok",
            "repository ok",
            "key/opening ok",
            "key/signing ok",
            "database ok",
            "clock/database ok",
            // It is young: nothing is late yet.
            "verified warning",
            "drill warning")
        // How long its oplog reaches is not this test's to say: the server just started.
        .anyMatch(line -> line.startsWith("oplog "))
        .noneMatch(line -> line.endsWith(" critical") || line.endsWith(" unknown"));
    assertThat(after.exit()).as(after.out()).isZero();
    assertThat(find(after.out(), "freshness/mongo").path("reason").asString(""))
        .contains("1 documents came or went since");

    // What lasts is known since then.
    assertThat(find(run("monitor", "--json").out(), "drill").path("since"))
        .isEqualTo(find(after.out(), "drill").path("since"));
    assertThat(find(after.out(), "drill").path("since"))
        .isNotEqualTo(find(before.out(), "drill").path("since"));

    assertThat(run("verify", "latest", "--level", "content", "--json").exit()).isZero();
    Program.Ended nagios = run("monitor", "--nagios");
    assertThat(nagios.exit()).isEqualTo(1);
    assertThat(nagios.out())
        .startsWith("LIFEBOAT WARNING - shop: drill: ")
        .contains("'freshness/mongo/loss_seconds'=", "s;21600;21600;0", "OK verified: ");

    // A repository that is gone leaves nothing that is known, but what doesn't need it.
    Files.move(folder.resolve("repository"), folder.resolve("elsewhere"));
    Program.Ended gone = run("monitor", "--nagios");
    assertThat(gone.exit()).isEqualTo(2);
    assertThat(gone.out())
        .contains("CRITICAL repository: ", "UNKNOWN freshness/mongo: ", "OK database: ");
    assertThat(run("monitor").out()).contains("Next: ");

    Files.writeString(config, "nonsense: true\n", StandardOpenOption.APPEND);
    assertThat(run("monitor", "--nagios").exit()).isEqualTo(3);
  }

  private Program.Ended init() {
    return run(
        "init",
        "--no-input",
        "--stack",
        "shop",
        "--mongo-uri",
        MONGO.uri(),
        "--database",
        MONGO.databaseName(),
        "--repository",
        folder.resolve("repository").toString());
  }

  private Program.Ended run(String... arguments) {
    return new Calls(folder).run(arguments);
  }

  private static JsonNode find(String json, String key) {
    for (JsonNode each : new JsonMapper().readTree(json).path("verdicts")) {
      if (key(each).equals(key)) {
        return each;
      }
    }
    throw new AssertionError("no verdict on " + key + " in " + json);
  }

  private static String key(JsonNode verdict) {
    String subject = verdict.path("subject").asString("");
    return verdict.path("metric").asString("") + (subject.isEmpty() ? "" : "/" + subject);
  }

  private static List<String> states(String json) {
    List<String> states = new ArrayList<>();
    new JsonMapper()
        .readTree(json)
        .path("verdicts")
        .forEach(each -> states.add(key(each) + " " + each.path("state").asString("")));
    return states;
  }
}
