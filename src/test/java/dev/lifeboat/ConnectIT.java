package dev.lifeboat;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeboat.repository.crypto.Identity;
import dev.lifeboat.repository.crypto.IdentityFile;
import dev.lifeboat.repository.crypto.SigningKey;
import dev.lifeboat.sandbox.MongodFixture;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.bson.Document;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** A host is lost. What is left is a recovery kit and the repository. */
class ConnectIT {
  @RegisterExtension static final MongodFixture MONGO = MongodFixture.replicaSet(1);

  @TempDir Path temp;
  private Path lost = Path.of("");
  private Path folder = Path.of("");
  private String repository = "";
  private String signer = "";

  @BeforeEach
  void aHostThatMadeABackup() throws IOException {
    lost = Files.createDirectory(temp.resolve("lost"));
    folder = Files.createDirectory(temp.resolve("new host"));
    repository = temp.resolve("repository").toString();
    MONGO.database().drop();
    List<Document> orders = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      orders.add(new Document("_id", i));
    }
    MONGO.database().getCollection("orders").insertMany(orders);
    init("age");
    signer = SigningKey.read(lost.resolve("lifeboat-signing.key")).fingerprint();
  }

  private void init(String encryption) {
    assertThat(
            new Calls(lost)
                .run(
                    "init",
                    "--no-input",
                    "--stack",
                    "shop",
                    "--mongo-uri",
                    MONGO.uri(),
                    "--database",
                    MONGO.databaseName(),
                    "--encryption",
                    encryption,
                    "--repository",
                    repository)
                .exit())
        .isZero();
  }

  private void backup() {
    assertThat(new Calls(lost).run("backup", "--min-free", "0").exit()).isZero();
  }

  private Program.Ended connect(String identity, String... more) {
    List<String> words =
        new ArrayList<>(List.of("connect", "--repository", repository, "--identity", identity));
    words.addAll(List.of(more));
    return new Calls(folder).run(words.toArray(String[]::new));
  }

  private static void assertFails(Program.Ended ended, int exit, String code) {
    assertThat(ended.exit()).as(ended.err()).isEqualTo(exit);
    assertThat(ended.err()).contains("Code: " + code);
  }

  private Path kitsKey() throws IOException {
    Path key = folder.resolve("kit.key");
    Files.copy(lost.resolve("lifeboat.key"), key);
    return key;
  }

  @Test
  void theKitAndTheRepositoryAreEnough() throws IOException {
    Path config = lost.resolve("lifeboat.yaml");
    Files.writeString(config, Files.readString(config) + "# our own words\n");
    backup();

    Program.Ended connected = connect(kitsKey().toString(), "--signer", signer, "--json");

    assertThat(connected.exit()).as(connected.err()).isZero();
    JsonNode report = connected.json();
    assertThat(report.path("stack").asString()).isEqualTo("shop");
    assertThat(report.path("signer").asString()).isEqualTo(signer);
    assertThat(report.path("alsoTrusted")).isEmpty();
    assertThat(report.path("missing")).hasSize(1);
    assertThat(report.path("missing").get(0).path("message").asString())
        .contains("there is no signing key");
    Path written = folder.resolve("lifeboat.yaml");
    assertThat(Files.getPosixFilePermissions(written))
        .isEqualTo(PosixFilePermissions.fromString("rw-------"));
    assertThat(Files.readString(written))
        .contains("# our own words", "identity: kit.key", "repository: " + repository)
        .doesNotContain("AGE-SECRET-KEY");

    MONGO.database().drop();
    // Reading needs no signing key; only the next backup does.
    assertThat(new Calls(folder).run("key", "test").exit()).isZero();
    Program.Ended restored = new Calls(folder).run("restore", "latest", "--confirm", "shop");
    assertThat(restored.exit()).as(restored.err()).isZero();
    assertThat(MONGO.database().getCollection("orders").countDocuments()).isEqualTo(100);
    assertFails(new Calls(folder).run("backup"), 11, "key-missing");
  }

  @Test
  void envFilesComeBackAndWhatIsMissingIsSaid() throws IOException {
    Path config = lost.resolve("lifeboat.yaml");
    Files.writeString(lost.resolve(".env"), "MONGO_ADDRESS=%s\n".formatted(MONGO.uri()));
    Files.writeString(
        config,
        Files.readString(config).replaceFirst("(?m)^  uri: .*$", "  uri: \\${MONGO_ADDRESS}")
            + "env-file: [.env]\n");
    backup();
    String secret = Files.readString(lost.resolve("lifeboat.key"));

    Program.Ended connected =
        new Calls(folder)
            .runWith(
                secret,
                "connect",
                "--repository",
                repository,
                "--identity",
                "-",
                "--signer",
                signer);

    assertThat(connected.exit()).as(connected.err()).isZero();
    assertThat(connected.out())
        .contains("Still missing on this host")
        .doesNotContain("the env file")
        .contains(folder.resolve(".env") + ", with mode 0600")
        .contains("there is no identity file '" + folder.resolve("lifeboat.key") + "'")
        .contains("ssh-keygen");
    assertThat(folder.resolve(".env")).hasSameTextualContentAs(lost.resolve(".env"));
    assertThat(Files.getPosixFilePermissions(folder.resolve(".env")))
        .isEqualTo(PosixFilePermissions.fromString("rw-------"));
    assertThat(new Calls(folder).runWith(secret, "restore", "--dry-run").err())
        .doesNotContain("MONGO_ADDRESS");
  }

  @Test
  void whoSignedIsSaidByTheKitAndByNothingElse() throws IOException {
    backup();
    String key = kitsKey().toString();

    Program.Ended unnamed = connect(key);
    assertFails(unnamed, 12, "confirmation-missing");
    assertThat(unnamed.err()).contains("--signer " + signer);
    String stranger = SigningKey.generate().fingerprint();
    Program.Ended other = connect(key, "--signer", stranger);
    assertFails(other, 7, "manifest-unknown-signer");
    assertThat(folder.resolve("lifeboat.yaml")).doesNotExist();
    // With both it works: a repository may have the backups of several hosts.
    assertThat(connect(key, "--signer", stranger, "--signer", signer).exit()).isZero();
  }

  @Test
  void aWrongKeyWritesNothing() throws IOException {
    backup();
    Path other = folder.resolve("other.key");
    IdentityFile.write(other, Identity.generate(), Instant.EPOCH);

    assertFails(connect(other.toString(), "--signer", signer), 11, "key-wrong");
    assertFails(connect(folder.resolve("none").toString(), "--signer", signer), 11, "key-missing");
    assertThat(folder.resolve("lifeboat.yaml")).doesNotExist();
    Files.writeString(folder.resolve("lifeboat.yaml"), "mine\n");
    assertFails(connect(kitsKey().toString(), "--signer", signer), 12, "file-exists");
    assertThat(folder.resolve("lifeboat.yaml")).hasContent("mine");
  }

  @Test
  void withoutEncryptionNoConfigurationIsKept() throws IOException {
    for (String name : List.of("lifeboat.yaml", "lifeboat.key", "lifeboat-signing.key")) {
      Files.delete(lost.resolve(name));
    }
    repository = temp.resolve("open").toString();
    init("none");
    backup();
    signer = SigningKey.read(lost.resolve("lifeboat-signing.key")).fingerprint();

    Program.Ended none =
        new Calls(folder).run("connect", "--repository", repository, "--signer", signer);

    assertFails(none, 2, "config-missing");
    assertThat(none.err()).contains("holds no configuration");
  }
}
