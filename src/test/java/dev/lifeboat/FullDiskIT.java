package dev.lifeboat;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeboat.sandbox.MongodFixture;
import dev.lifeboat.storage.local.SmallDisk;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.bson.Document;
import org.bson.types.Binary;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Disks that are full when a backup wants to write there. */
class FullDiskIT {
  @RegisterExtension static final MongodFixture MONGO = MongodFixture.replicaSet(1);

  private static final int DOCUMENTS = 400;
  private static final String[] BACKUP = {"backup", "--json", "--min-free", "0"};

  @TempDir Path folder;
  private Calls program;
  private Path repository;

  @BeforeEach
  void fill() throws Exception {
    program = new Calls(folder);
    repository = Files.createDirectory(folder.resolve("repository"));
    MONGO.database().drop();
    Random random = new Random(7);
    List<Document> documents = new ArrayList<>();
    for (int i = 0; i < DOCUMENTS; i++) {
      byte[] noise = new byte[20_000];
      random.nextBytes(noise);
      documents.add(new Document("_id", i).append("noise", new Binary(noise)));
    }
    MONGO.database().getCollection("big").insertMany(documents);
  }

  @Test
  void aFullRepositoryIsAFailureWithoutABackup() throws Exception {
    try (SmallDisk disk = SmallDisk.mountOrSkip(repository, 4)) {
      init();
      Program.Ended full = program.run(BACKUP);
      assertThat(full.exit()).as(full.err()).isEqualTo(12);
      assertThat(full.json().path("error").path("code").asString("")).isEqualTo("room-too-small");
      assertThat(ok("list", "--json").json().path("backups")).isEmpty();
      assertThat(files("pending")).isZero();
      assertThat(files("backups")).isZero();

      disk.enlarge(32);
      ok(BACKUP);
      ok("verify", "all", "--level", "content");
    }
  }

  @Test
  void aBackupDoesNotNeedWhatAFullDiskKeepsThisHostFromRemembering() throws Exception {
    Path state = Files.createDirectory(folder.resolve("state"));
    try (SmallDisk disk = SmallDisk.mountOrSkip(state, 1)) {
      init();
      Path ballast = disk.fill();
      Program.Ended first = ok(BACKUP);
      assertThat(first.json().path("warnings").toString()).contains("what this host remembers");
      ok("verify", "all", "--level", "content");
      MONGO.database().getCollection("big").deleteMany(new Document());
      ok("restore", "latest", "--confirm", "shop");
      assertThat(MONGO.database().getCollection("big").countDocuments()).isEqualTo(DOCUMENTS);

      Files.delete(ballast);
      assertThat(ok(BACKUP).json().path("warnings")).isEmpty();
      Program.Ended third = ok(BACKUP);
      assertThat(third.json().path("newBytes").asLong(Long.MAX_VALUE)).isLessThan(1_000_000);
      ok("verify", "all", "--level", "content");
    }
  }

  @Test
  void anExportThatFindsNoRoomLeavesNothing() throws Exception {
    init();
    ok(BACKUP);
    Path out = Files.createDirectory(folder.resolve("outside"));
    try (SmallDisk disk = SmallDisk.mountOrSkip(out, 4)) {
      for (String target : List.of("--archive=outside/shop.archive", "--dir=outside/dump")) {
        String absolute = target.replace("outside", out.toString());
        Program.Ended full = program.run("export", "latest", absolute, "--json");
        assertThat(full.exit()).as(full.err()).isNotZero();
        assertThat(full.json().path("error").path("message").asString(""))
            .contains("no space is left");
        assertThat(all(out)).as(target).isEmpty();
      }
      disk.enlarge(32);
      ok("export", "latest", "--archive", out.resolve("shop.archive").toString());
    }
  }

  @Test
  void anImportThatFindsNoRoomLeavesNoBackup() throws Exception {
    init();
    ok(BACKUP);
    Path archive = folder.resolve("shop.archive");
    ok("export", "latest", "--archive", archive.toString());
    Path small = Files.createDirectory(folder.resolve("small"));
    try (SmallDisk disk = SmallDisk.mountOrSkip(small, 4)) {
      program = new Calls(Files.createDirectory(folder.resolve("other")));
      repository = small;
      init();
      String[] words = {"import", archive.toString(), "--json", "--min-free", "0"};
      Program.Ended full = program.run(words);
      assertThat(full.exit()).as(full.err()).isEqualTo(12);
      assertThat(full.json().path("error").path("code").asString("")).isEqualTo("room-too-small");
      assertThat(ok("list", "--json").json().path("backups")).isEmpty();
      assertThat(files("pending")).isZero();
      assertThat(files("backups")).isZero();

      disk.enlarge(32);
      ok(words);
      ok("verify", "all", "--level", "content");
    }
  }

  private static List<Path> all(Path folder) throws Exception {
    try (Stream<Path> files = Files.walk(folder)) {
      return files.filter(file -> !file.equals(folder)).toList();
    }
  }

  private void init() {
    List<String> words = new ArrayList<>(List.of("init", "--no-input", "--stack", "shop"));
    words.addAll(List.of("--mongo-uri", MONGO.uri(), "--database", MONGO.databaseName()));
    words.addAll(List.of("--repository", repository.toString()));
    ok(words.toArray(String[]::new));
  }

  private Program.Ended ok(String... words) {
    Program.Ended ended = program.run(words);
    assertThat(ended.exit()).as("%s: %s", List.of(words), ended.err()).isZero();
    return ended;
  }

  private long files(String below) throws Exception {
    Path inner = repository.resolve(below);
    if (!Files.isDirectory(inner)) {
      return 0;
    }
    try (Stream<Path> files = Files.list(inner)) {
      return files.count();
    }
  }
}
