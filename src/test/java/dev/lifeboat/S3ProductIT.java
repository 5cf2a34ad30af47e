package dev.lifeboat;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeboat.sandbox.MongodFixture;
import dev.lifeboat.storage.s3.Gateway;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
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

/** The commands, with a repository in a bucket. */
final class S3ProductIT {
  @RegisterExtension static final MongodFixture MONGO = MongodFixture.replicaSet(1);
  private static Gateway gateway;

  @TempDir private Path folder;

  @BeforeAll
  static void start() throws Exception {
    gateway = Gateway.start();
    gateway.createBucket("backups");
  }

  @AfterAll
  static void stop() {
    if (gateway != null) {
      gateway.close();
    }
  }

  @BeforeEach
  void startEmpty() {
    MONGO.database().drop();
  }

  @Test
  void backsUpVerifiesAndRestores() throws Exception {
    fill(0, 500);
    Path credentials = credentials();
    String address =
        "s3://backups/shop?endpoint=%s&credentials-file=%s"
            .formatted(gateway.endpoint(), credentials);
    Calls calls = new Calls(folder);
    Program.Ended init =
        calls.run(
            "init",
            "--no-input",
            "--stack=shop",
            "--mongo-uri=" + MONGO.uri(),
            "--database=" + MONGO.databaseName(),
            "--repository=" + address);
    ok(init);
    assertThat(init.out()).contains("s3://backups/shop");
    ok(calls.run("backup"));
    fill(500, 100);
    ok(calls.run("backup"));
    Program.Ended list = calls.run("list", "--json");
    ok(list);
    assertThat(list.json().get("backups").size()).isEqualTo(2);
    ok(calls.run("verify", "latest", "--level", "content"));
    Program.Ended status = calls.run("status");
    ok(status);
    ok(calls.run("doctor", "--json"));

    MONGO.database().drop();
    Program.Ended restored = calls.run("restore", "--confirm", "shop");
    ok(restored);
    assertThat(MONGO.database().getCollection("orders").countDocuments()).isEqualTo(600);

    for (Program.Ended each : List.of(init, list, status, restored)) {
      assertThat(each.out() + each.err()).doesNotContain(gateway.secret());
    }
    assertThat(Files.readString(folder.resolve("lifeboat.yaml"))).doesNotContain(gateway.secret());
  }

  @Test
  void copiesAfterEachBackupAndRestoresFromTheCopy() throws Exception {
    fill(0, 300);
    Path credentials = credentials();
    String copy =
        "s3://backups/copy?endpoint=%s&credentials-file=%s"
            .formatted(gateway.endpoint(), credentials);
    Calls calls = new Calls(folder);
    Program.Ended init =
        calls.run(
            "init",
            "--json",
            "--no-input",
            "--stack=shop",
            "--mongo-uri=" + MONGO.uri(),
            "--database=" + MONGO.databaseName(),
            "--repository=here");
    ok(init);
    String signer = init.json().get("signer").asString();
    ok(calls.run("backup"));
    Program.Ended copied = calls.run("copy", "--to", copy, "--json");
    ok(copied);
    assertThat(copied.json().get("copied").size()).isEqualTo(1);

    Path config = folder.resolve("lifeboat.yaml");
    Files.writeString(config, Files.readString(config) + "\ncopy: '" + copy + "'\n");
    fill(300, 100);
    ok(calls.run("backup"));
    Program.Ended again = calls.run("copy", "--json");
    ok(again);
    assertThat(again.json().get("copied").size()).isZero();
    assertThat(again.json().get("present").asInt()).isEqualTo(2);
    Program.Ended status = calls.run("status");
    assertThat(status.out().replaceAll("\\s+", " "))
        .containsPattern("3 copies: the data, '[^']*here', 's3://backups/copy")
        .contains("2 of 2 backups");

    // The host is lost: what is left is the copy and the identity.
    MONGO.database().drop();
    Program.Ended restored =
        new Calls(Files.createDirectory(folder.resolve("new")))
            .run(
                "restore",
                "--repository",
                copy,
                "--identity=" + folder.resolve("lifeboat.key"),
                "--trust-signer=" + signer,
                "--mongo-uri=" + MONGO.uri(),
                "--confirm=" + MONGO.uri().replaceFirst("mongodb://", "").replaceFirst("/.*", ""));
    ok(restored);
    assertThat(MONGO.database().getCollection("orders").countDocuments()).isEqualTo(400);

    // A copy that fails doesn't undo the backup, and says so.
    Files.writeString(
        config, Files.readString(config).replace("s3://backups/copy", "s3://nosuch/copy"));
    Program.Ended half = calls.run("backup");
    assertThat(half.exit()).isEqualTo(1);
    assertThat(half.err())
        .contains("was made, and could not be copied to 's3://nosuch/copy")
        .contains("Hint: lifeboat copy goes on where it stopped");
    assertThat(calls.run("list", "--json").json().get("backups").size()).isEqualTo(3);
  }

  @Test
  void triesOutBucketsAndFolders() throws Exception {
    Path credentials = credentials();
    Calls calls = new Calls(folder);
    Program.Ended bucket =
        calls.run(
            "storage",
            "test",
            "--repository",
            "s3://backups/trial?endpoint=%s&credentials-file=%s"
                .formatted(gateway.endpoint(), credentials));
    ok(bucket);
    assertThat(bucket.out())
        .contains("of 8 that create a name at once one succeeds", "it can't lock backups")
        .containsPattern("stored and confirmed at \\S+ .B/s");
    gateway.createLockingBucket("locking");
    assertThat(
            calls
                .run(
                    "storage",
                    "test",
                    "--repository",
                    "s3://locking/x?immutable-for=1d&endpoint=%s&credentials-file=%s"
                        .formatted(gateway.endpoint(), credentials))
                .out())
        .contains("backups are locked, as 'immutable-for' says");

    Path plain = Files.createDirectory(folder.resolve("plain"));
    ok(calls.run("storage", "test", "--repository", plain.toString()));
    try (Stream<Path> left = Files.walk(plain)) {
      assertThat(left.filter(Files::isRegularFile)).isEmpty();
    }
    assertThat(calls.run("storage", "test", "--repository", folder + "/nowhere").exit())
        .isEqualTo(10);
  }

  @Test
  void pruneLeavesWhatIsLocked() throws Exception {
    gateway.createLockingBucket("vault");
    Calls calls = new Calls(folder);
    ok(
        init(
            "s3://vault/x?immutable-for=1d&endpoint=%s&credentials-file=%s",
            gateway.endpoint(), credentials()));
    for (int i = 0; i < 3; i++) {
      fill(i * 100, 100);
      ok(calls.run("backup"));
    }
    Path config = folder.resolve("lifeboat.yaml");
    Files.writeString(config, Files.readString(config) + "\nretention: {keep-last: 1}\n");
    Program.Ended plan = calls.run("prune", "--dry-run");
    ok(plan);
    assertThat(plan.out()).contains("locked until ");
    ok(calls.run("prune", "--confirm", "shop"));
    assertThat(calls.run("list", "--json").json().get("backups").size()).isEqualTo(3);

    // The same without 'immutable-for': the bucket still says what is locked.
    Files.writeString(config, Files.readString(config).replace("immutable-for=1d&", ""));
    ok(calls.run("prune", "--confirm", "shop"));
    assertThat(calls.run("list", "--json").json().get("backups").size()).isEqualTo(3);
    ok(calls.run("verify", "all"));
  }

  @Test
  void saysWhatIsWrongWithABucket() throws Exception {
    Path credentials = credentials();
    Program.Ended none =
        init("s3://nosuch/x?endpoint=%s&credentials-file=%s", gateway.endpoint(), credentials);
    assertThat(none.exit()).isEqualTo(1);
    assertThat(none.err())
        .contains("'s3://nosuch/x' at '" + gateway.endpoint() + "': there is no such bucket");

    Program.Ended denied =
        init(
            "s3://backups/y?endpoint=%s&credentials-file=%s",
            gateway.endpoint(), credentials("not the secret"));
    assertThat(denied.exit()).isEqualTo(4);
    assertThat(denied.err())
        .contains("the storage doesn't accept the credentials (SignatureDoesNotMatch, 403)")
        .doesNotContain("not the secret");

    Program.Ended nobody =
        init("s3://backups/y?endpoint=%s&credentials-file=%s", "http://localhost:1", credentials);
    assertThat(nobody.exit()).isEqualTo(1);
    assertThat(nobody.err()).contains("at 'http://localhost:1': nothing answers there");

    Files.setPosixFilePermissions(credentials, PosixFilePermissions.fromString("rw-r--r--"));
    Program.Ended open =
        init("s3://backups/y?endpoint=%s&credentials-file=%s", gateway.endpoint(), credentials);
    assertThat(open.err()).contains("can be reached by others (mode rw-r--r--)");
    assertThat(folder.resolve("lifeboat.yaml")).doesNotExist();
  }

  private Program.Ended init(String form, Object endpoint, Path credentials) {
    return new Calls(folder)
        .run(
            "init",
            "--no-input",
            "--stack=shop",
            "--mongo-uri=" + MONGO.uri(),
            "--repository=" + form.formatted(endpoint, credentials));
  }

  private Path credentials() throws IOException {
    return credentials(gateway.secret());
  }

  private Path credentials(String secret) throws IOException {
    Path file = Files.createTempFile(folder, "s3-", "");
    Files.writeString(
        file,
        """
        [default]
        aws_access_key_id = %s
        aws_secret_access_key = %s
        """
            .formatted(gateway.environment().get("AWS_ACCESS_KEY_ID"), secret));
    return file;
  }

  private static void fill(int from, int count) {
    MONGO
        .database()
        .getCollection("orders")
        .insertMany(
            IntStream.range(from, from + count).mapToObj(i -> new Document("_id", i)).toList());
  }

  private static void ok(Program.Ended ended) {
    assertThat(ended.exit()).as(ended.out() + ended.err()).isZero();
  }
}
