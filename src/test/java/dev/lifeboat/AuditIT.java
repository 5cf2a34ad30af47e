package dev.lifeboat;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeboat.sandbox.MongodFixture;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.bson.Document;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** The audit log, through the program itself and on a real MongoDB. */
class AuditIT {
  @RegisterExtension static final MongodFixture MONGO = MongodFixture.replicaSet(1);

  private static final Duration LIMIT = Duration.ofMinutes(2);

  @TempDir private Path folder;

  @BeforeEach
  void aBackup() throws Exception {
    MONGO.database().drop();
    MONGO.database().getCollection("orders").insertOne(new Document("_id", 1));
    ok(
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
    ok("backup", "--min-free", "0", "--reason", "nightly, password=hunter2");
  }

  private Program.Ended ok(String... words) throws Exception {
    Program.Ended ended = new Calls(folder).run(words);
    assertThat(ended.exit()).as(ended.err()).isZero();
    assertThat(ended.err()).doesNotContain("AUDIT LOG");
    return ended;
  }

  private Path log() {
    return folder.resolve("state/audit.jsonl");
  }

  private JsonNode verdict(int exit) throws Exception {
    Program.Ended ended = new Calls(folder).run("audit", "verify", "--json");
    assertThat(ended.exit()).as(ended.out() + ended.err()).isEqualTo(exit);
    return ended.json();
  }

  private static List<String> texts(JsonNode list, String field) {
    List<String> texts = new ArrayList<>();
    list.forEach(each -> texts.add(each.path(field).asString("")));
    return texts;
  }

  @Test
  void whatWasDoneIsWrittenProvenAndKnownToTheRepository() throws Exception {
    ok("hold", "latest", "--reason", "case 1234");
    ok("restore", "latest", "--confirm", "shop");
    new Calls(folder).run("release", "20200101T000000Z-000000");
    Files.writeString(folder.resolve("lifeboat.yaml"), "# edited\n", StandardOpenOption.APPEND);
    ok("key", "list");
    ok("backup", "--min-free", "0");

    JsonNode operations = ok("audit", "log", "--json").json().path("operations");
    assertThat(texts(operations, "action"))
        .containsExactly(
            "init",
            "configuration",
            "backup",
            "hold",
            "restore",
            "release",
            "configuration",
            "backup");
    assertThat(texts(operations, "outcome"))
        .containsExactly("ok", "noted", "ok", "ok", "ok", "failed", "noted", "ok");
    JsonNode restore = operations.get(4);
    assertThat(restore.path("stack").asString()).isEqualTo("shop");
    assertThat(restore.path("who").path("user").asString())
        .isEqualTo(System.getProperty("user.name"));
    assertThat(restore.path("what").path("backup").asString()).isEqualTo("latest");
    assertThat(restore.path("what").path("destination").asString()).isEqualTo("Staged");
    assertThat(restore.path("result").path("backup").asString()).isNotEmpty();
    assertThat(operations.get(5).path("code").asString()).isEqualTo("backup-not-found");
    assertThat(Files.readString(log())).doesNotContain("hunter2");

    JsonNode verdict = verdict(0);
    assertThat(verdict.path("signed").asLong()).isEqualTo(verdict.path("entries").asLong());
    // Two manifests, and a piece after each operation that used the repository.
    assertThat(verdict.path("compared").asInt()).isGreaterThanOrEqualTo(6);

    ok("audit", "export", "--csv");
    assertThat(ok("audit", "export", "--csv").out()).contains(",audit export,shop,");
  }

  @Test
  void aCutEditedOrReplacedLogShows() throws Exception {
    List<String> lines = Files.readAllLines(log());
    Files.write(log(), lines.subList(0, 3));
    JsonNode cut = verdict(7);
    assertThat(cut.path("findings").get(0).path("kind").asString()).isEqualTo("cut");

    List<String> edited = new ArrayList<>(lines);
    edited.replaceAll(line -> line.replace("nightly", "forgery"));
    Files.write(log(), edited);
    JsonNode changed = verdict(7);
    assertThat(changed.path("findings").get(0).path("kind").asString()).isEqualTo("changed");
    assertThat(texts(changed.path("affected"), "action")).contains("backup");

    Files.delete(log());
    ok("hold", "latest", "--reason", "a new log begins");
    assertThat(verdict(7).path("findings").get(0).path("kind").asString()).isEqualTo("replaced");
  }

  @Test
  void aFullStateStopsNothingAndIsSaidAloud() throws Exception {
    List<String> before = Files.readAllLines(log());
    Files.delete(log());
    Files.createDirectory(log());

    Program.Ended ended = new Calls(folder).run("restore", "latest", "--confirm", "shop");
    assertThat(ended.exit()).as(ended.err()).isZero();
    assertThat(ended.err()).contains("THIS IS NOT IN THE AUDIT LOG: the beginning of 'restore'");

    Files.delete(log());
    Files.write(log(), before);
    assertThat(verdict(0).path("entries").asInt()).isEqualTo(before.size());
  }

  @Test
  void twoProcessesAndAKilledOneKeepOneChain() throws Exception {
    Process one = new Program(folder, "1").start("hold", "latest", "--reason", "one");
    Process two = new Program(folder, "2").start("hold", "latest", "--reason", "two");
    Process three = new Program(folder, "3").start("backup", "--min-free", "0");
    List<Process> all = List.of(one, two);
    for (Process each : all) {
      assertThat(each.waitFor(LIMIT.toSeconds(), TimeUnit.SECONDS)).isTrue();
    }
    three.destroyForcibly().waitFor();

    JsonNode verdict = verdict(0);
    assertThat(verdict.path("findings")).isEmpty();
    JsonNode operations = ok("audit", "log", "--json").json().path("operations");
    assertThat(texts(operations, "action")).contains("hold");
  }

  @Test
  void stockToolsProveItAndReadTheCopies() throws Exception {
    ok("hold", "latest", "--reason", "case 1234");
    String page = Files.readString(Path.of("docs/guide/audit.md"));
    String script = page.substring(page.indexOf("#!/bin/bash"), page.indexOf("```\n\nA line"));
    Files.writeString(folder.resolve("audit-verify.sh"), script);
    String trusted =
        Files.readAllLines(folder.resolve("lifeboat.yaml")).stream()
            .filter(line -> line.contains("ssh-ed25519"))
            .findFirst()
            .orElseThrow()
            .replaceAll(".*(ssh-ed25519 [^ '\"\\]]+).*", "lifeboat $1\n");
    Files.writeString(folder.resolve("signers"), trusted);

    String head = verdict(0).path("head").asString();
    assertThat(shell("bash audit-verify.sh state/audit.jsonl signers")).endsWith(head + "\n");

    Files.writeString(
        folder.resolve("edited.jsonl"), Files.readString(log()).replace("case 1234", "case 1235"));
    assertThat(shell("bash audit-verify.sh edited.jsonl signers")).contains("was changed");

    String copies =
        shell(
            "for piece in repository/audit/*/*.json; do jq -r .entries $piece | base64 -d | age -d"
                + " -i $(grep -rls --exclude-dir=repository --exclude-dir=state AGE-SECRET-KEY .);"
                + " done");
    assertThat(Files.readString(log())).isEqualTo(copies);

    String known = shell("cat repository/backups/*.json | jq -r '.audit.sha256'").strip();
    String entry = shell("cat repository/backups/*.json | jq -r '.audit.entry'").strip();
    assertThat(shell("sed -n " + entry + "p state/audit.jsonl | sha256sum")).startsWith(known);
  }

  private String shell(String line) throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder("bash", "-c", line)
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("shell.out").toFile())
            .start();
    assertThat(process.waitFor(LIMIT.toSeconds(), TimeUnit.SECONDS)).isTrue();
    return Files.readString(folder.resolve("shell.out"));
  }

  @Test
  void aCopyTakesThePiecesAlongAndAPruneLeavesThem() throws Exception {
    ok("backup", "--min-free", "0");
    Files.writeString(
        folder.resolve("lifeboat.yaml"), "retention:\n  keep-last: 1\n", StandardOpenOption.APPEND);
    ok("prune", "--grace", "0s", "--confirm", "shop");
    ok("copy", "--to", folder.resolve("copy").toString());

    assertThat(pieces("repository")).isNotEmpty();
    assertThat(pieces("copy")).isNotEmpty().allMatch(pieces("repository")::contains);
    verdict(0);
  }

  private List<String> pieces(String repository) throws IOException {
    Path audit = folder.resolve(repository).resolve("audit");
    try (Stream<Path> files = Files.walk(audit)) {
      return files
          .filter(Files::isRegularFile)
          .map(file -> audit.relativize(file).toString())
          .filter(name -> name.endsWith(".json"))
          .sorted()
          .toList();
    }
  }
}
