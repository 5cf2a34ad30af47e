package dev.lifeboat;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeboat.sandbox.MongodFixture;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.bson.Document;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** What 'verify' read in portions, and when, is shown by 'list' and 'show'. */
class PortionsIT {
  @RegisterExtension static final MongodFixture MONGO = MongodFixture.replicaSet(1);

  @TempDir Path folder;
  private Instant now = Instant.now();

  @BeforeEach
  void aBackup() {
    MONGO.database().drop();
    Random random = new Random(1);
    for (String name : List.of("a", "b", "c", "d")) {
      List<Document> documents = new ArrayList<>();
      for (int i = 0; i < 120; i++) {
        byte[] bytes = new byte[10_000];
        random.nextBytes(bytes);
        documents.add(new Document("_id", i).append("x", bytes));
      }
      MONGO.database().getCollection(name).insertMany(documents);
    }
    succeed(
        "init",
        "--no-input",
        "--stack",
        "shop",
        "--mongo-uri",
        MONGO.uri(),
        "--database",
        MONGO.databaseName(),
        "--repository",
        "repository");
    succeed("backup", "--min-free", "0");
  }

  private Program.Ended run(String... words) {
    return new Calls(folder, () -> now).run(words);
  }

  private Program.Ended succeed(String... words) {
    Program.Ended ended = run(words);
    assertThat(ended.exit()).as(ended.err()).isZero();
    return ended;
  }

  @Test
  void portionsMakeAProofThatIsAsOldAsItsOldestPart() {
    assertThat(succeed("list").out()).contains("-");
    JsonNode first = succeed("verify", "--subset", "1/2", "--json").json();
    assertThat(first.path("objects").asLong()).isLessThan(first.path("needed").asLong());
    assertThat(succeed("show").out()).doesNotContain("all stored bytes");
    assertThat(listed().path("verified").isNull()).isTrue();
    long checked = listed().path("checked").path("checked").asLong();
    assertThat(checked).isLessThan(listed().path("checked").path("objects").asLong());

    now = now.plus(Duration.ofDays(3));
    assertThat(succeed("verify", "--subset", "2/2", "--rate", "1GB").out())
        .contains("nothing is wrong in what was read");
    now = now.plus(Duration.ofDays(2));

    assertThat(listed().path("verified").path("level").asString()).isEqualTo("stored");
    String shown = succeed("show").out();
    assertThat(shown).containsPattern("verified +all stored bytes [35] d ago");
    assertThat(shown).containsPattern("checked +all objects, the last of them [35] d ago");

    succeed("verify", "--sample", "5%");
    assertThat(succeed("show").out()).containsPattern("checked +all objects, the last of them");
  }

  @Test
  void misuseIsNamed() {
    for (List<String> words :
        List.of(
            List.of("--sample", "0"),
            List.of("--sample", "101%"),
            List.of("--sample", "x"),
            List.of("--subset", "3"),
            List.of("--subset", "8/7"),
            List.of("--sample", "5", "--subset", "1/2"),
            List.of("--sample", "5", "--level", "content"),
            List.of("--rate", "0"))) {
      List<String> all = new ArrayList<>(List.of("verify"));
      all.addAll(words);
      assertThat(run(all.toArray(String[]::new)).exit()).as(words.toString()).isEqualTo(2);
    }
  }

  private JsonNode listed() {
    return succeed("list", "--json").json().path("backups").get(0);
  }
}
