package dev.lifeboat;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.client.model.InsertManyOptions;
import dev.lifeboat.sandbox.MongodFixture;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.bson.Document;
import org.bson.types.Binary;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** A backup that is killed leaves nothing that counts, and nothing that has to be done again. */
class KilledBackupIT {
  @RegisterExtension static final MongodFixture MONGO = MongodFixture.replicaSet(1);

  private static final int DOCUMENTS = 1500;
  private static final int SIZE = 64 << 10;

  @TempDir Path folder;

  @Test
  void theNextBackupGoesOnWhereAKilledOneEnded() throws Exception {
    fill();
    Program program = new Program(folder);
    Path repository = folder.resolve("repository");
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
            repository.toString());
    assertThat(init.exit()).as(init.err()).isZero();

    Process backup = program.start("backup", "--json", "--min-free", "0");
    awaitObjects(repository, 2, backup);
    backup.destroyForcibly().waitFor();

    assertThat(program.run("list", "--json").json().get("backups")).isEmpty();
    long stored = size(repository.resolve("objects"));
    Program.Ended second = program.run("backup", "--json", "--min-free", "0");
    assertThat(second.exit()).as(second.err()).isZero();
    long total = second.json().get("storedBytes").longValue();
    long added = second.json().get("newBytes").longValue();
    // What the killed one stored is used again; its last objects may not be in the catalogue.
    assertThat(added).isLessThan(total - stored / 3);
    assertThat(program.run("verify", "latest", "--level", "content").exit()).isZero();
  }

  @Test
  void ctrlCEndsABackupCleanly() throws Exception {
    fill();
    Program program = new Program(folder);
    Path repository = folder.resolve("repository");
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
            repository.toString());
    assertThat(init.exit()).as(init.err()).isZero();

    Process backup = program.start("backup", "--json", "--min-free", "0");
    awaitObjects(repository, 1, backup);
    // SIGTERM takes the same way as SIGINT.
    backup.destroy();
    assertThat(backup.waitFor(30, TimeUnit.SECONDS)).isTrue();
    Program.Ended ended = program.ended(backup);
    assertThat(ended.exit()).as(ended.err()).isEqualTo(130);
    assertThat(ended.json().get("exitCode").intValue()).isEqualTo(130);
    try (Stream<Path> pending = Files.list(repository.resolve("pending"))) {
      assertThat(pending).isEmpty();
    }
    assertThat(program.run("list", "--json").json().get("backups")).isEmpty();
  }

  private static void fill() {
    MONGO.database().drop();
    Random random = new Random(7);
    List<Document> batch = new ArrayList<>();
    for (int i = 0; i < DOCUMENTS; i++) {
      byte[] noise = new byte[SIZE];
      random.nextBytes(noise);
      batch.add(new Document("_id", i).append("noise", new Binary(noise)));
      if (batch.size() == 100) {
        MONGO.database().getCollection("big").insertMany(batch, new InsertManyOptions());
        batch.clear();
      }
    }
  }

  private static void awaitObjects(Path repository, int count, Process backup) throws Exception {
    for (int i = 0; i < 6000 && backup.isAlive(); i++) {
      if (objects(repository) >= count) {
        return;
      }
      Thread.sleep(5);
    }
    throw new AssertionError("the backup ended before it stored " + count + " objects");
  }

  private static long objects(Path repository) throws Exception {
    Path objects = repository.resolve("objects");
    if (!Files.isDirectory(objects)) {
      return 0;
    }
    try (Stream<Path> files = Files.walk(objects)) {
      return files.filter(file -> file.getFileName().toString().length() == 64).count();
    }
  }

  private static long size(Path folder) throws Exception {
    try (Stream<Path> files = Files.walk(folder)) {
      return files.filter(Files::isRegularFile).mapToLong(file -> file.toFile().length()).sum();
    }
  }
}
