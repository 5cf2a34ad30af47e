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
import org.bson.Document;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
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
