package dev.lifeboat;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeboat.process.Command;
import dev.lifeboat.sandbox.MongodFixture;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.bson.Document;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Damage is repaired from a copy, or by the next backup; what was damaged is kept aside. */
class RepairIT {
  @RegisterExtension static final MongodFixture MONGO = MongodFixture.replicaSet(1);

  @TempDir Path folder;
  private Path repository = Path.of("");
  private Path copy = Path.of("");

  @BeforeEach
  void twoBackupsAndACopy() throws IOException {
    repository = folder.resolve("repository");
    copy = folder.resolve("copy");
    MONGO.database().drop();
    insert(0);
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
        repository.toString());
    succeed("backup", "--min-free", "0");
    insert(1000);
    succeed("backup", "--min-free", "0");
    Command.of("cp", "-r", repository.toString(), copy.toString()).output();
  }

  private static void insert(int from) {
    List<Document> orders = new ArrayList<>();
    for (int i = from; i < from + 200; i++) {
      orders.add(new Document("_id", i).append("n", "order " + i));
    }
    MONGO.database().getCollection("orders").insertMany(orders);
  }

  private Program.Ended run(String... words) {
    return new Calls(folder).run(words);
  }

  private Program.Ended succeed(String... words) {
    Program.Ended ended = run(words);
    assertThat(ended.exit()).as(ended.err() + ended.out()).isZero();
    return ended;
  }

  private JsonNode repair(int exit, String... more) {
    List<String> words = new ArrayList<>(List.of("repair", "--json"));
    words.addAll(List.of(more));
    Program.Ended ended = run(words.toArray(String[]::new));
    assertThat(ended.exit()).as(ended.err() + ended.out()).isEqualTo(exit);
    return ended.json();
  }

  private static List<Path> files(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      return files.filter(Files::isRegularFile).sorted(Comparator.naturalOrder()).toList();
    }
  }

  private static Set<String> names(Path folder) throws IOException {
    return files(folder).stream()
        .map(file -> folder.relativize(file).toString())
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static void overwrite(Path file, byte[] bytes) throws IOException {
    Files.delete(file);
    Files.write(file, bytes);
  }

  @Test
  void aDamagedLatestNamesTheNewestThatIsWhole() throws IOException {
    JsonNode backups = run("list", "--json").json().path("backups");
    String older = backups.get(0).path("id").asString();
    assertThat(run("status", "--exit-code").exit()).isZero();
    Set<Path> kept = new TreeSet<>(files(repository.resolve("objects")));
    insert(2000);
    succeed("backup", "--min-free", "0");
    for (Path object : files(repository.resolve("objects"))) {
      if (!kept.contains(object)) {
        overwrite(object, new byte[] {1});
      }
    }
    String next = backups.get(1).path("id").asString();

    Program.Ended refused = run("restore", "latest", "--dry-run");
    assertThat(refused.exit()).as(refused.err()).isEqualTo(7);
    assertThat(refused.err()).contains("lifeboat restore " + next).doesNotContain(older);
    assertThat(run("verify", "all").exit()).isEqualTo(7);
    assertThat(run("status", "--exit-code").exit()).isEqualTo(7);
    assertThat(run("status").exit()).isZero();
    succeed("restore", next, "--dry-run");
  }

  @Test
  void whatIsDamagedOrGoneComesBackFromACopy() throws IOException {
    Set<String> before = names(repository);
    List<Path> objects = files(repository.resolve("objects"));
    // Every object, and so every list too: half of them damaged, half of them gone.
    for (int i = 0; i < objects.size(); i++) {
      Files.delete(objects.get(i));
      if (i % 2 == 0) {
        Files.write(objects.get(i), new byte[] {(byte) i});
      }
    }
    succeed("status");
    assertThat(run("verify", "all").exit()).isEqualTo(7);
    assertThat(run("list").out()).contains("DAMAGED");
    assertThat(run("status", "--json").json().path("problems")).hasSize(2);
    assertThat(run("status").out()).contains("has no backup that can be restored");

    JsonNode would = repair(7, "--from", copy.toString(), "--dry-run");
    assertThat(would.path("done").asBoolean()).isFalse();
    assertThat(names(repository)).noneMatch(name -> name.startsWith("quarantine"));

    JsonNode report = repair(0, "--from", copy.toString());

    assertThat(report.path("whole").asBoolean()).isTrue();
    assertThat(report.path("wholeAgain")).hasSize(2);
    assertThat(report.path("files")).hasSize(objects.size());
    assertThat(names(repository)).containsAll(before);
    assertThat(files(repository.resolve("quarantine"))).hasSize((objects.size() + 1) / 2);
    succeed("verify", "all", "--level", "content");
    assertThat(run("list").out()).doesNotContain("DAMAGED");
    assertThat(run("status", "--json").json().path("problems")).isEmpty();
    assertThat(repair(0).path("files")).isEmpty();
    assertThat(run("repair").out()).contains("Nothing is damaged in 2 backups");
  }

  @Test
  void withoutACopyTheNextBackupStoresAgainWhatTheDataStillHas() throws IOException {
    List<Path> manifests = files(repository.resolve("backups"));
    Path damaged = files(repository.resolve("objects")).getFirst();
    long size = Files.size(damaged);
    byte[] bytes = new byte[(int) size]; // as long as before, so that only its content tells
    overwrite(damaged, bytes);

    JsonNode report = repair(7);

    assertThat(report.path("files").get(0).path("from").isNull()).isTrue();
    assertThat(report.path("files").get(0).path("damaged").asBoolean()).isTrue();
    assertThat(report.path("stillDamaged").get(0).path("backups")).isNotEmpty();
    assertThat(damaged).doesNotExist();
    assertThat(files(repository.resolve("quarantine")))
        .singleElement()
        .satisfies(file -> assertThat(Files.readAllBytes(file)).isEqualTo(bytes));
    assertThat(files(repository.resolve("backups"))).isEqualTo(manifests);
    succeed("backup", "--min-free", "0");
    succeed("verify", "latest", "--level", "content");
  }

  @Test
  void manifestsComeBackOnlyIfATrustedSignerMadeThem() throws IOException {
    List<Path> manifests = files(repository.resolve("backups"));
    byte[] text =
        Files.readString(manifests.getFirst())
            .replace("\"shop\"", "\"shoq\"")
            .getBytes(StandardCharsets.UTF_8);
    overwrite(manifests.getFirst(), text);
    assertThat(run("verify", "all").err() + run("verify", "all").out()).contains("does not hold");
    // A copy that is tampered with is of no use.
    Path bad = folder.resolve("bad");
    Command.of("cp", "-r", repository.toString(), bad.toString()).output();
    repair(7, "--from", bad.toString());
    assertThat(Files.readAllBytes(manifests.getFirst())).isEqualTo(text);

    JsonNode report = repair(0, "--from", bad.toString(), "--from", copy.toString());

    assertThat(report.path("wholeAgain")).hasSize(1);
    assertThat(report.path("files").get(0).path("from").asString()).isEqualTo(copy.toString());
    succeed("verify", "all", "--level", "content");
    // The old manifest, and its signature with it, are kept.
    assertThat(files(repository.resolve("quarantine"))).hasSize(2);
  }

  @Test
  void misuseIsNamed() {
    assertThat(run("repair", "--from", repository.toString()).exit()).isEqualTo(2);
    assertThat(run("repair", "--from", folder.resolve("none").toString()).exit()).isEqualTo(10);
  }
}
