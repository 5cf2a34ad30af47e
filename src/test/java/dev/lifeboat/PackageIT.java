package dev.lifeboat;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeboat.process.Command;
import dev.lifeboat.process.Finished;
import dev.lifeboat.sandbox.MongodFixture;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.bson.Document;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What {@code ./package} makes, unpacked and run where there is no Java. */
class PackageIT {
  @RegisterExtension static final MongodFixture MONGO = MongodFixture.replicaSet(1);

  @TempDir static Path temp;
  private static Path unpacked;
  private static Path bin;

  @BeforeAll
  static void unpack() throws IOException {
    String made =
        Command.of(Path.of("package").toAbsolutePath().toString(), "--to", temp.toString())
            .withVariable("LIFEBOAT_JAVA_HOME", System.getProperty("java.home"))
            .withTimeout(Duration.ofMinutes(10))
            .output()
            .strip();
    assertThat(made).matches(".*/lifeboat-[0-9A-Z.-]+-linux-[a-z0-9]+\\.tar\\.gz");
    String archive = String.valueOf(Path.of(made).getFileName());
    assertThat(in(temp, "sha256sum", "-c", archive + ".sha256").output()).endsWith(": OK\n");
    var _ = in(temp, "tar", "-xzf", archive).output();
    unpacked = temp.resolve(archive.replace(".tar.gz", ""));
    bin = Files.createDirectory(temp.resolve("bin"));
    for (String tool : List.of("dirname", "readlink")) {
      Path file = bin.resolve(tool);
      Files.writeString(file, "#!/bin/sh\nexec '%s' \"$@\"\n".formatted(where(tool)));
      Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }
  }

  private static String where(String program) {
    return Command.of("sh", "-c", "command -v " + program + " || true").output().strip();
  }

  private static Command in(Path folder, String program, String... words) {
    return Command.of(program, words).inFolder(folder).withTimeout(Duration.ofMinutes(5));
  }

  /** Everything but the programs that the launcher itself calls is gone from the environment. */
  private static Command bare(Path folder, List<String> words) {
    return in(folder, words.getFirst())
        .with(words.subList(1, words.size()))
        .withEnvironment(
            Map.of(
                "PATH",
                bin.toString(),
                "LIFEBOAT_STATE",
                temp.resolve("state").toString(),
                "LIFEBOAT_MONGOD",
                MongodFixture.binary().path().toString()));
  }

  private static Finished run(Path folder, String... words) {
    List<String> all = new ArrayList<>(List.of(unpacked.resolve("lifeboat").toString()));
    all.addAll(List.of(words));
    return bare(folder, all).run();
  }

  @Test
  void runsOnItsOwnRuntime() {
    Finished version = run(temp, "version", "--json");
    assertThat(version.status()).as(version.error()).isZero();
    JsonNode said = JsonMapper.builder().build().readTree(version.output());
    assertThat(said.path("java").asString()).isEqualTo(Runtime.version().toString());
    // With this option a JVM fails if the cache doesn't fit, as it might after unpacking elsewhere.
    Finished cached =
        bare(temp, List.of(unpacked.resolve("lifeboat").toString(), "version"))
            .withVariable("LIFEBOAT_JAVA_OPTS", "-XX:AOTMode=on")
            .run();
    assertThat(cached.status()).as(cached.error()).isZero();
  }

  @Test
  void doesTheMainJobWithoutANetwork() {
    List<String> words = new ArrayList<>();
    // Where the system allows it: a network of its own, in which nothing is but this host.
    String up = "'%s' link set lo up".formatted(where("ip"));
    List<String> alone = List.of(where("unshare"), "-rn", "/bin/sh", "-c");
    if (isAllowed(alone, up)) {
      words.addAll(alone);
      words.add(up + " && exec \"$0\" \"$@\"");
    }
    words.addAll(List.of(unpacked.resolve("lifeboat").toString(), "demo", "--json"));
    Finished demo = bare(temp, words).run();
    assertThat(demo.status()).as(demo.error()).isZero();
  }

  private static boolean isAllowed(List<String> alone, String up) {
    return !alone.getFirst().isEmpty()
        && Command.of(alone.getFirst()).with(alone.subList(1, 4)).with(up).run().status() == 0;
  }

  /** With a login, which needs more of the runtime, and the native zstd. */
  @Test
  void backsUpAndProvesWhatItMade() throws IOException {
    MONGO.database().getCollection("orders").insertOne(new Document("_id", 1));
    Path folder = Files.createDirectory(temp.resolve("shop"));
    Finished init =
        run(
            folder,
            "init",
            "--no-input",
            "--stack",
            "shop",
            "--mongo-uri",
            MONGO.uri(),
            "--database",
            MONGO.databaseName());
    assertThat(init.status()).as(init.error()).isZero();
    Finished backup = run(folder, "backup", "--min-free", "0");
    assertThat(backup.status()).as(backup.error()).isZero();
    Finished proof = run(folder, "verify", "--level", "restore", "--json");
    assertThat(proof.status()).as(proof.error()).isZero();
    assertThat(proof.output()).contains("\"proven\":true");
  }

  @Test
  void bringsWhatPeopleNeed() throws IOException {
    assertThat(unpacked.resolve("completion"))
        .isDirectoryContaining("glob:**/lifeboat.bash")
        .isDirectoryContaining("glob:**/lifeboat.zsh")
        .isDirectoryContaining("glob:**/lifeboat.fish");
    assertThat(unpacked.resolve("man/man1"))
        .isDirectoryContaining("glob:**/lifeboat.1")
        .isDirectoryContaining("glob:**/lifeboat-restore.1");
    assertThat(unpacked.resolve("docs/guide/restore.md")).exists();
    assertThat(unpacked.resolve("LICENSE")).exists();
    assertThat(unpacked.resolve("runtime/legal")).isDirectory();
    String known = Files.readString(unpacked.resolve("licenses/THIRD-PARTY.md"));
    try (Stream<Path> jars = Files.list(unpacked.resolve("app/lib"))) {
      assertThat(jars.map(jar -> jar.getFileName().toString().replaceFirst("-.*", "")))
          .isNotEmpty()
          .allSatisfy(name -> assertThat(known).contains(name));
    }
  }
}
