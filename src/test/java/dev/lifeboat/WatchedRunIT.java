package dev.lifeboat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.mongodb.client.MongoDatabase;
import dev.lifeboat.sandbox.MongodFixture;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.bson.Document;
import org.bson.types.Binary;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** What another terminal sees of a run that loses its own, or its life. */
class WatchedRunIT {
  @RegisterExtension static final MongodFixture MONGO = MongodFixture.replicaSet(1);

  private static final int DOCUMENTS = 640;
  private static final int SIZE = 64 << 10;

  @TempDir Path folder;
  private Program program;

  @BeforeEach
  void setUp() throws Exception {
    fill();
    program = new Program(folder);
    Program.Ended init =
        program.run(
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
    assertThat(init.exit()).as(init.err()).isZero();
  }

  @Test
  void aRestoreOutlivesItsTerminalAndIsWatchedFromAnother() throws Exception {
    assumeTrue(Files.isExecutable(Path.of("/usr/bin/script")));
    Program.Ended backup = program.run("backup", "--json", "--min-free", "0");
    assertThat(backup.exit()).as(backup.err()).isZero();
    MONGO.database().getCollection("big").drop();

    Program lost = program.named("lost-");
    Program watcher = program.named("watch-");
    Process terminal = lost.startInTerminal("restore", "latest", "--confirm", "shop");
    await("the restore loads", terminal, () -> recorded("restore").contains("\"load\""));
    Process watch;
    // The server holds its breath, so that the restore can't be over too soon.
    admin(new Document("fsync", 1).append("lock", true));
    try {
      assertThat(recorded("restore")).doesNotContain("\"swap\"");
      terminal.destroyForcibly().waitFor();
      watch = watcher.start("watch");
      await("somebody watches", watch, () -> watcher.said().contains("Following the restore"));
      assertThat(recorded("restore")).doesNotContain("\"ended\"");
    } finally {
      admin(new Document("fsyncUnlock", 1));
    }

    assertThat(watch.waitFor(60, TimeUnit.SECONDS)).isTrue();
    Program.Ended seen = watcher.ended(watch);
    assertThat(seen.exit()).as(seen.err()).isZero();
    assertThat(seen.out()).startsWith("✓ The restore of 'shop' is done\n");
    await("the exit code is there", terminal, () -> text(lost.exitFile()).endsWith("\n"));
    assertThat(text(lost.exitFile())).isEqualTo("0\n");
    assertThat(MONGO.database().getCollection("big").countDocuments()).isEqualTo(DOCUMENTS);
    assertThat(program.run("watch", "--json").json().path("exit").asInt(-1)).isZero();
  }

  @Test
  void aBackupIsWatchedUntilItIsCutOff() throws Exception {
    slowDown();
    Process backup = program.named("cut-").start("backup", "--min-free", "0");
    await("the backup reads", backup, () -> recorded("backup").contains("\"advanced\""));
    Program watcher = program.named("watch-");
    Process watch = watcher.start("watch", "--progress", "json");
    await("somebody watches", watch, () -> watcher.said().contains("\"reading\""));
    assertThat(backup.isAlive()).isTrue();
    backup.destroyForcibly().waitFor();

    assertThat(watch.waitFor(60, TimeUnit.SECONDS)).isTrue();
    Program.Ended seen = watcher.ended(watch);
    assertThat(seen.exit()).as(seen.err()).isEqualTo(1);
    assertThat(seen.out()).startsWith("✗ The backup of 'shop' was cut off");
    Program.Ended later = program.run("watch", "--json");
    assertThat(later.exit()).isEqualTo(1);
    assertThat(later.json().path("state").asString("")).isEqualTo("killed");
    assertThat(later.json().path("exit").isNull()).isTrue();
  }

  private void slowDown() throws IOException {
    Path file = folder.resolve("lifeboat.yaml");
    String config = Files.readString(file);
    String slow = config.replaceFirst("(?m)^mongo:$", "mongo:\n  rate: 2MB");
    assertThat(slow).isNotEqualTo(config);
    Files.writeString(file, slow);
  }

  private static void fill() {
    MongoDatabase database = MONGO.database();
    database.drop();
    Random random = new Random(7);
    List<Document> batch = new ArrayList<>();
    for (int i = 0; i < DOCUMENTS; i++) {
      byte[] noise = new byte[SIZE];
      random.nextBytes(noise);
      batch.add(new Document("_id", i).append("noise", new Binary(noise)));
      if (batch.size() == 80) {
        database.getCollection("big").insertMany(batch);
        batch.clear();
      }
    }
  }

  private static void admin(Document command) {
    MONGO.client().getDatabase("admin").runCommand(command);
  }

  /** All that was recorded of runs of a kind. */
  private String recorded(String kind) throws IOException {
    Path runs = folder.resolve("state/runs");
    if (!Files.isDirectory(runs)) {
      return "";
    }
    StringBuilder lines = new StringBuilder();
    try (Stream<Path> files = Files.list(runs)) {
      for (Path file : files.filter(f -> f.toString().endsWith(kind + ".jsonl")).toList()) {
        lines.append(text(file));
      }
    }
    return lines.toString();
  }

  private static String text(Path file) throws IOException {
    return Files.exists(file) ? Files.readString(file, StandardCharsets.UTF_8) : "";
  }

  private void await(String what, Process process, Callable<Boolean> condition) throws Exception {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
    while (System.nanoTime() < end) {
      boolean alive = process.isAlive();
      if (condition.call()) {
        return;
      }
      if (!alive && process.exitValue() < 128) {
        break;
      }
      Thread.sleep(5);
    }
    throw new AssertionError("never happened: " + what + "; " + saidByAll());
  }

  private String saidByAll() throws IOException {
    StringBuilder all = new StringBuilder();
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.filter(f -> f.toString().matches(".*(out|err)")).toList()) {
        all.append(file.getFileName()).append(": ").append(text(file));
      }
    }
    return all.toString();
  }
}
