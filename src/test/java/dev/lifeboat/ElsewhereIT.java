package dev.lifeboat;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import dev.lifeboat.sandbox.MongodFixture;
import dev.lifeboat.sandbox.ThrowawayMongod;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.bson.Document;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Restores to another server, and on a host that has no configuration. */
class ElsewhereIT {
  @RegisterExtension static final MongodFixture MONGO = MongodFixture.replicaSet(1);

  private static ThrowawayMongod other;
  private static MongoClient client;
  private static String hosts;

  @TempDir Path home;
  @TempDir Path away;

  @BeforeAll
  static void start() {
    other = MongodFixture.own(ThrowawayMongod.replicaSet(1).authenticated());
    client = MongoClients.create(other.uri());
    hosts = other.uri().replaceFirst("mongodb://([^@]*@)?", "").replaceFirst("/.*", "");
  }

  @AfterAll
  static void end() {
    client.close();
    other.close();
  }

  @BeforeEach
  void backUp() throws Exception {
    client.getDatabase(MONGO.databaseName()).drop();
    MONGO.database().drop();
    MONGO
        .database()
        .getCollection("orders")
        .insertMany(IntStream.range(0, 500).mapToObj(i -> new Document("_id", i)).toList());
    Program program = new Program(home);
    assertThat(
            program
                .run(
                    "init",
                    "--no-input",
                    "--stack=shop",
                    "--mongo-uri=" + MONGO.uri(),
                    "--database=" + MONGO.databaseName(),
                    "--repository=repository")
                .exit())
        .isZero();
    assertThat(program.run("backup").exit()).isZero();
  }

  @Test
  void anotherServerIsNamedAndConfirmedByItsName() throws Exception {
    Program program = new Program(home);
    Program.Ended refused =
        program.run("restore", "--mongo-uri=" + other.uri(), "--confirm=" + hosts);
    assertThat(refused.exit()).isEqualTo(2);
    assertThat(refused.err()).contains("'--mongo-uri' holds a password").doesNotContain(secret());

    Path uri = uriFile(home);
    Program.Ended wrong = program.run("restore", "--mongo-uri-file=" + uri, "--confirm=shop");
    assertThat(wrong.exit()).isEqualTo(12);
    assertThat(wrong.err())
        .contains("'shop' is not the name of the server, which is '" + hosts + "'");
    assertThat(orders()).isZero();

    Program.Ended done =
        program.run("restore", "--mongo-uri-file=" + uri, "--confirm=" + hosts, "--json");
    assertThat(done.exit()).as(done.err()).isZero();
    assertThat(done.json().get("target").asString()).contains(hosts.replaceFirst(":.*", ""));
    assertThat(orders()).isEqualTo(500);
    assertThat(
            client
                .getDatabase(MONGO.databaseName())
                .getCollection("orders")
                .deleteOne(new Document("_id", 1))
                .getDeletedCount())
        .isOne();
    Program.Ended again =
        program.run("restore", "--missing-only", "--mongo-uri-file=" + uri, "--confirm=" + hosts);
    assertThat(again.exit()).as(again.err()).isZero();
    assertThat(orders()).isEqualTo(500);
    assertThat(program.run("undo", "--mongo-uri-file=" + uri, "--confirm=" + hosts).exit())
        .isZero();
    assertThat(orders()).isEqualTo(499);
  }

  @Test
  void withoutAConfigurationTheKeyIsNamedBeforeItCounts() throws Exception {
    copy(home.resolve("repository"), away.resolve("repository"));
    Files.copy(
        home.resolve("lifeboat.key"), away.resolve("key"), StandardCopyOption.COPY_ATTRIBUTES);
    Program program = new Program(away);
    List<String> bare =
        List.of(
            "restore",
            "--repository=repository",
            "--identity=key",
            "--mongo-uri-file=" + uriFile(away));

    looksBeforeItRestores(program);
    Program.Ended plan = program.run(with(bare, "--dry-run"));
    assertThat(plan.exit()).as(plan.err()).isZero();
    assertThat(plan.err()).contains("was signed by SHA256:", "nobody here vouches for that key");
    Program.Ended refused = program.run(with(bare, "--confirm=" + hosts));
    assertThat(refused.exit()).isEqualTo(12);
    assertThat(refused.err()).contains("--trust-signer SHA256:");
    assertThat(program.run(with(bare, "--confirm=" + hosts, "--trust-signer=SHA256:other")).exit())
        .isEqualTo(7);
    assertThat(orders()).isZero();

    String key =
        refused
            .err()
            .lines()
            .filter(line -> line.contains("--trust-signer"))
            .findFirst()
            .orElseThrow();
    key = key.substring(key.indexOf("SHA256:")).strip();
    client.getDatabase(MONGO.databaseName()).getCollection("orders").insertOne(new Document());
    Program.Ended done = program.run(with(bare, "--confirm=" + hosts, "--trust-signer=" + key));
    assertThat(done.exit()).as(done.err()).isZero();
    assertThat(orders()).isEqualTo(500);
    assertThat(done.out()).contains("lifeboat undo --mongo-uri-file '", "--stack shop");
    Program.Ended undone =
        program.run(
            "undo", "--mongo-uri-file=" + uriFile(away), "--stack=shop", "--confirm=" + hosts);
    assertThat(undone.exit()).as(undone.err()).isZero();
    assertThat(orders()).isOne();
  }

  @Test
  void withoutAnIdentityTheKeyIsMissingAndNothingIsDamaged() throws Exception {
    copy(home.resolve("repository"), away.resolve("repository"));
    Program program = new Program(away);
    String uri = "--mongo-uri-file=" + uriFile(away);
    for (List<String> command :
        List.of(
            List.of("show", "latest"),
            List.of("verify", "--level=content"),
            List.of("restore", "latest", "--dry-run", uri))) {
      Program.Ended ended = program.run(with(command, "--repository=repository"));
      assertThat(ended.exit()).as(ended.err()).isEqualTo(11);
      assertThat(ended.err())
          .contains("is encrypted, and nothing here names a key", "--identity FILE")
          .doesNotContain("zstd");
    }
    assertThat(program.run("verify", "--repository=repository").exit()).isZero();
  }

  @Test
  void aCopyThatIsBehindIsNoTamperingAndItsOwnSignersCount() throws Exception {
    Program program = new Program(home);
    assertThat(program.run("copy", "--to=copy").exit()).isZero();
    assertThat(program.run("backup").exit()).isZero();

    Program.Ended verify = program.run("verify", "all", "--repository=copy", "--level=content");
    assertThat(verify.exit()).as(verify.err()).isZero();
    assertThat(verify.err())
        .contains("is behind backup", "lifeboat copy")
        .doesNotContain("nobody vouches");
    Program.Ended restore =
        program.run(
            "restore",
            "--repository=copy",
            "--mongo-uri-file=" + uriFile(home),
            "--confirm=" + hosts);
    assertThat(restore.exit()).as(restore.err()).isZero();
    assertThat(restore.err()).contains("is behind backup").doesNotContain("vouches");
    assertThat(orders()).isEqualTo(500);

    // The same state at the place where this host makes its backups is another matter.
    try (Stream<Path> manifests = Files.list(home.resolve("repository/backups"))) {
      for (Path manifest : manifests.sorted().skip(2).toList()) {
        Files.delete(manifest);
      }
    }
    for (String[] place : List.of(new String[0], new String[] {"--repository=repository"})) {
      Program.Ended behind = program.run(with(List.of("verify", "all"), place));
      assertThat(behind.exit()).isEqualTo(7);
      assertThat(behind.err() + behind.out())
          .contains("the newest that this host knows of, is gone");
    }
  }

  private static void looksBeforeItRestores(Program program) throws Exception {
    String[] place = {"--repository=repository", "--identity=key"};
    Program.Ended list = program.run(with(List.of("list", "--json"), place));
    assertThat(list.exit()).as(list.err()).isZero();
    assertThat(list.json().path("backups")).hasSize(1);
    assertThat(list.json().path("stack").asString("")).isEqualTo("shop");
    assertThat(list.err()).contains("signed by SHA256:", "nobody vouches for that key");
    Program.Ended show = program.run(with(List.of("show", "--json"), place));
    assertThat(show.exit()).as(show.err()).isZero();
    assertThat(show.out()).contains(MONGO.databaseName() + ".orders");
    Program.Ended verify = program.run(with(List.of("verify", "--level=content"), place));
    assertThat(verify.exit()).as(verify.err()).isZero();
    String forged = "--trust-signer=SHA256:other";
    assertThat(program.run(with(List.of("verify", forged), place)).exit()).isEqualTo(7);
    assertThat(program.run("list", forged).exit()).isEqualTo(2);
    assertThat(program.run("show", "--repository=repository").out()).doesNotContain("orders");
    assertThat(program.run("show", "--repository=repository", "--diff=live").exit()).isEqualTo(2);
  }

  @Test
  void aChangedByteIsFoundBeforeTheFirstDrop() throws Exception {
    try (Stream<Path> objects = Files.walk(home.resolve("repository").resolve("objects"))) {
      for (Path object : objects.filter(Files::isRegularFile).toList()) {
        byte[] bytes = Files.readAllBytes(object);
        bytes[bytes.length / 2] ^= 1;
        Files.setPosixFilePermissions(object, PosixFilePermissions.fromString("rw-------"));
        Files.write(object, bytes);
      }
    }
    Program.Ended ended =
        new Program(home).run("restore", "--in-place", "--drop", "--confirm=shop");
    assertThat(ended.exit()).isEqualTo(7);
    assertThat(MONGO.database().getCollection("orders").countDocuments()).isEqualTo(500);
  }

  private static long orders() {
    return client.getDatabase(MONGO.databaseName()).getCollection("orders").countDocuments();
  }

  private static String secret() {
    String userInfo = other.uri().replaceFirst("mongodb://", "").replaceFirst("@.*", "");
    return userInfo.substring(userInfo.indexOf(':') + 1);
  }

  private static Path uriFile(Path folder) throws IOException {
    Path file = folder.resolve("uri");
    if (!Files.exists(file)) {
      Files.createFile(
          file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
      Files.writeString(file, other.uri());
    }
    return file;
  }

  private static String[] with(List<String> words, String... more) {
    return Stream.concat(words.stream(), Stream.of(more)).toArray(String[]::new);
  }

  private static void copy(Path from, Path to) throws IOException {
    try (Stream<Path> files = Files.walk(from)) {
      for (Path file : files.toList()) {
        Files.copy(file, to.resolve(from.relativize(file)), StandardCopyOption.COPY_ATTRIBUTES);
      }
    }
  }
}
