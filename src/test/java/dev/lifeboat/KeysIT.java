package dev.lifeboat;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeboat.process.Command;
import dev.lifeboat.repository.crypto.Identity;
import dev.lifeboat.repository.crypto.IdentityFile;
import dev.lifeboat.repository.crypto.SigningKey;
import dev.lifeboat.sandbox.MongodFixture;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
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
import tools.jackson.databind.node.MissingNode;

/** Keys that come, go and change, through the commands and on a real MongoDB. */
class KeysIT {
  @RegisterExtension static final MongodFixture MONGO = MongodFixture.replicaSet(1);

  private static final String SEALED =
      "age134ew02e5smm3r84juvp3kqlnxedk7029uw2x5qvuxu5qc3j8qsdqwylfla";

  @TempDir Path folder;

  @BeforeEach
  void aBackup() {
    MONGO.database().drop();
    List<Document> orders = new ArrayList<>();
    for (int i = 0; i < 300; i++) {
      orders.add(new Document("_id", i).append("n", "order " + i));
    }
    MONGO.database().getCollection("orders").insertMany(orders);
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
        "repository");
    backup();
  }

  private JsonNode succeed(String... words) {
    Program.Ended ended = new Calls(folder).run(words);
    assertThat(ended.exit()).as(ended.err()).isZero();
    return List.of(words).contains("--json") ? ended.json() : MissingNode.getInstance();
  }

  private Program.Ended fail(int exit, String code, String... words) {
    Program.Ended ended = new Calls(folder).run(words);
    assertThat(ended.exit()).as(ended.err()).isEqualTo(exit);
    assertThat(ended.err()).contains("Code: " + code);
    return ended;
  }

  private static String[] with(String[] words, String... more) {
    return Stream.concat(Stream.of(words), Stream.of(more)).toArray(String[]::new);
  }

  private String repositoryId(String place) throws IOException {
    return Files.readString(folder.resolve(place).resolve("lifeboat.json"))
        .replaceAll("(?s).*\"id\" : \"([^\"]+)\".*", "$1");
  }

  private JsonNode backup() {
    return succeed("backup", "--min-free", "0", "--json");
  }

  private Path key(String name) {
    Path file = folder.resolve(name);
    IdentityFile.write(file, Identity.generate(), Instant.parse("2026-11-23T06:00:00Z"));
    return file;
  }

  private static String recipient(Path file) {
    return IdentityFile.read(file).getFirst().recipient().publicKey();
  }

  private Set<Path> objects() throws IOException {
    try (Stream<Path> files = Files.walk(folder.resolve("repository/objects"))) {
      return files.filter(Files::isRegularFile).collect(Collectors.toCollection(TreeSet::new));
    }
  }

  private void assertOpens(String backup, Path identity) {
    JsonNode report = succeed("key", "test", backup, "--identity", identity.toString(), "--json");
    assertThat(report.path("objects").asLong()).isPositive();
    assertThat(report.path("bytes").asLong()).isPositive();
  }

  @Test
  void aCopyForOtherKeysIsOpenedByThemAlone() throws IOException {
    Path auditor = key("auditor.key");
    String id = succeed("list", "--json").path("backups").get(0).path("id").asString();
    String theirs = folder.resolve("theirs").toString();
    fail(2, "usage", "copy", "--to", theirs, "--recipient", recipient(auditor));
    fail(2, "usage", "copy", "--to", theirs, "--re-encrypt", "--recipient", "age1nothing");

    JsonNode copy =
        succeed(
            "copy", "--to", theirs, "--re-encrypt", "--recipient", recipient(auditor), "--json");

    assertThat(copy.path("copied").get(0).asString()).isEqualTo(id);
    assertThat(copy.path("encryptedFor").get(0).asString()).isEqualTo(recipient(auditor));
    String[] verify = {"verify", "all", "--level", "content", "--repository", theirs};
    succeed(with(verify, "--identity", auditor.toString(), "--json"));
    fail(11, "key-wrong", with(verify, "--identity", folder.resolve("lifeboat.key").toString()));
    String[] show = {"show", id, "--repository", theirs, "--identity", auditor.toString()};
    JsonNode shown = succeed(with(show, "--json"));
    assertThat(shown.path("origin").path("signer").asString()).startsWith("SHA256:");
    assertThat(shown.path("origin").path("repository").asString())
        .isEqualTo(repositoryId("repository"))
        .isNotEqualTo(repositoryId("theirs"));

    backup();
    assertThat(
            succeed("copy", "--to", folder.resolve("mine").toString(), "--re-encrypt", "--json")
                .path("copied"))
        .hasSize(2);
    succeed("key", "test", "--json");
  }

  @Test
  void aRecipientThatComesOpensEverythingThatTheNextBackupNeeds() throws IOException {
    Path safe = key("safe.key");
    String first = succeed("list", "--json").path("backups").get(0).path("id").asString();
    String config = Files.readString(folder.resolve("lifeboat.yaml"));
    Set<Path> before = objects();

    JsonNode added = succeed("key", "add", recipient(safe), "--json");

    assertThat(added.path("recipients")).hasSize(2);
    assertThat(added.path("olderBackups").asInt()).isEqualTo(1);
    String now = Files.readString(folder.resolve("lifeboat.yaml"));
    assertThat(now.lines().filter(line -> !line.contains(recipient(safe))))
        .containsExactlyElementsOf(config.lines().toList());
    assertThat(objects()).isEqualTo(before);
    fail(11, "key-wrong", "key", "test", "--identity", safe.toString());

    JsonNode second = backup();
    // Nothing changed in the data, and all of it is stored again nevertheless.
    assertThat(second.path("newBytes").asLong()).isEqualTo(second.path("storedBytes").asLong());
    assertOpens(second.path("id").asString(), safe);
    assertOpens(second.path("id").asString(), folder.resolve("lifeboat.key"));
    assertOpens(first, folder.resolve("lifeboat.key"));
    // And the one after it uses that again.
    assertThat(backup().path("newBytes").asLong()).isLessThan(second.path("newBytes").asLong());
    JsonNode listed = succeed("key", "list", "--json");
    assertThat(listed.path("backups").path("forTheseRecipients").asInt()).isEqualTo(2);
    assertThat(listed.path("backups").path("forOthers").asInt()).isEqualTo(1);
  }

  @Test
  void aRecipientThatGoesOpensTheOldBackupsOnly() {
    Path own = folder.resolve("lifeboat.key");
    Path safe = key("safe.key");
    succeed("key", "add", recipient(safe));
    String old = backup().path("id").asString();

    succeed("key", "remove", recipient(safe));

    String next = backup().path("id").asString();
    assertOpens(old, safe);
    assertOpens(next, own);
    fail(11, "key-wrong", "key", "test", next, "--identity", safe.toString());
    Program.Ended last = fail(12, "recipient-refused", "key", "remove", recipient(own));
    assertThat(last.err()).contains("is the only recipient");
    fail(12, "recipient-refused", "key", "remove", recipient(safe));
    fail(12, "recipient-refused", "key", "add", recipient(own));
    assertThat(succeed("key", "list", "--json").path("recipients")).hasSize(1);
  }

  @Test
  void aRotationKeepsTheOldIdentityAndTriesIt() throws IOException {
    Path old = folder.resolve("lifeboat.key");
    String first = succeed("list", "--json").path("backups").get(0).path("id").asString();

    JsonNode rotated = succeed("key", "rotate", "--json");

    Path identity = Path.of(rotated.path("identity").asString());
    assertThat(identity).isEqualTo(folder.resolve("lifeboat-2.key"));
    assertThat(Files.getPosixFilePermissions(identity)).hasSize(2);
    assertThat(rotated.path("replaced").asString()).isEqualTo(recipient(old));
    assertThat(rotated.path("recipients")).hasSize(1);
    assertThat(rotated.toString()).doesNotContain("AGE-SECRET-KEY");
    assertThat(Files.readString(folder.resolve("lifeboat.yaml")))
        .contains("identity: [lifeboat-2.key, lifeboat.key]");
    String second = backup().path("id").asString();
    // Both are tried, each where it fits.
    succeed("verify", "all", "--level", "content");
    assertOpens(second, identity);
    fail(11, "key-wrong", "key", "test", second, "--identity", old.toString());
    fail(11, "key-wrong", "key", "test", first, "--identity", identity.toString());
    succeed("key", "kit", "--output", folder.resolve("kit.txt").toString());
    String kit = Files.readString(folder.resolve("kit.txt"));
    assertThat(kit)
        .contains(IdentityFile.read(identity).getFirst().secret())
        .contains("Identity of earlier backups:\n  " + IdentityFile.read(old).getFirst().secret())
        .contains("lifeboat connect --repository " + folder.resolve("repository"))
        .contains("--signer SHA256:")
        .contains("█");
    assertThat(Files.getPosixFilePermissions(folder.resolve("kit.txt"))).hasSize(2);
    fail(12, "file-exists", "key", "kit", "--output", folder.resolve("kit.txt").toString());
    Program.Ended piped = fail(2, "usage", "key", "kit");
    assertThat(piped.out() + piped.err()).doesNotContain("AGE-SECRET-KEY");
  }

  @Test
  void eachTroubleWithAKeyHasItsOwnError() throws IOException {
    Path own = folder.resolve("lifeboat.key");
    Path other = key("other.key");
    fail(11, "key-wrong", "key", "test", "--identity", other.toString());
    fail(11, "key-missing", "key", "test", "--identity", folder.resolve("none.key").toString());
    Files.writeString(
        other, Files.readString(own).replace("AGE-SECRET-KEY-1", "AGE-SECRET-KEY-1Q"));
    Program.Ended damaged = fail(11, "key-damaged", "key", "test", "--identity", other.toString());
    assertThat(damaged.err()).contains("line 3 is not an age identity");
    assertThat(damaged.err()).doesNotContain(Files.readString(own).substring(100));
    assertThat(fail(2, "usage", "key", "add", IdentityFile.read(own).getFirst().secret()).err())
        .doesNotContain(IdentityFile.read(own).getFirst().secret());

    Files.move(own, folder.resolve("away.key"));
    fail(11, "key-missing", "key", "test");
    fail(11, "key-missing", "verify", "--level", "content");
    backup(); // public keys are enough
    fail(12, "recipient-refused", "key", "rotate");
  }

  @Test
  void anIdentityComesFromStandardInputOrACommand() throws IOException {
    Path own = folder.resolve("lifeboat.key");
    String secret = Files.readString(own);
    Path away = Files.createDirectory(folder.resolve("safe")).resolve("key");
    Files.move(own, away);

    Program.Ended fed =
        new Calls(folder).runWith(secret, "key", "test", "--identity", "-", "--json");
    assertThat(fed.exit()).as(fed.err()).isZero();
    assertThat(fed.json().path("objects").asLong()).isPositive();
    Program.Ended hungry = fail(11, "key-missing", "key", "test", "--identity", "-");
    assertThat(hungry.err()).contains("nothing came");

    Path config = folder.resolve("lifeboat.yaml");
    String text = Files.readString(config);
    Files.writeString(
        config, text.replace("identity: lifeboat.key", "identity-command: cat '" + away + "'"));
    succeed("verify", "--level", "content");
    succeed("key", "test");
    Files.writeString(config, text.replace("identity: lifeboat.key", "identity-command: exit 3"));
    backup(); // nobody asks for it
    assertThat(fail(11, "key-missing", "key", "test").err()).contains("ended with status 3");
    Files.writeString(config, text.replace("identity: lifeboat.key", "identity-command: echo hm"));
    fail(11, "key-damaged", "key", "test");
    Files.writeString(config, text.replace("identity: lifeboat.key", "identity: '-'"));
    Program.Ended typed = new Calls(folder).runWith(secret, "verify", "--level", "content");
    assertThat(typed.exit()).as(typed.err()).isZero();
  }

  @Test
  void anIdentityMayHaveAPassphrase() throws IOException {
    Path sealed = folder.resolve("sealed.age");
    // Made by age -p, with the passphrase 'correct horse'.
    try (InputStream in =
        Objects.requireNonNull(IdentityFile.class.getResourceAsStream("passphrase.age"))) {
      Files.copy(in, sealed);
    }
    Files.setPosixFilePermissions(sealed, PosixFilePermissions.fromString("rw-------"));
    succeed("key", "add", SEALED);
    Path config = folder.resolve("lifeboat.yaml");
    Files.writeString(
        config, Files.readString(config).replace("identity: lifeboat.key", "identity: sealed.age"));
    backup(); // without the passphrase

    assertThat(succeed("key", "list", "--json").path("identities").get(0).path("place").asString())
        .endsWith("sealed.age, with a passphrase");
    fail(11, "passphrase-missing", "key", "test");
    Program.Ended wrong = typing("correct horses");
    assertThat(wrong.exit()).isEqualTo(11);
    assertThat(wrong.err()).contains("Code: passphrase-wrong").doesNotContain("correct horse");
    assertThat(typing("correct horse").exit()).isZero();
  }

  private Program.Ended typing(String passphrase) {
    return new Calls(folder)
        .runWith("", Map.of("LIFEBOAT_IDENTITY_PASSPHRASE", passphrase), "key", "test");
  }

  @Test
  void verifyTellsUnsignedUnknownAndForgedApart() throws IOException {
    Path manifest = folder.resolve("repository/backups/" + newest() + ".json");
    Path signature = folder.resolve("repository/backups/" + newest() + ".json.sig");
    byte[] signed = Files.readAllBytes(manifest);

    replace(signature, SigningKey.generate().sign(signed));
    assertFinds("manifest-unknown-signer");
    byte[] changed =
        new String(signed, StandardCharsets.UTF_8)
            .replace("\"shop\"", "\"shoq\"")
            .getBytes(StandardCharsets.UTF_8);
    replace(signature, SigningKey.read(folder.resolve("lifeboat-signing.key")).sign(signed));
    replace(manifest, changed);
    assertFinds("manifest-forged");
    replace(manifest, signed);
    Files.delete(signature);
    assertFinds("manifest-unsigned");
  }

  private String newest() {
    JsonNode backups = succeed("list", "--json").path("backups");
    return backups.get(backups.size() - 1).path("id").asString();
  }

  private static void replace(Path file, byte[] bytes) throws IOException {
    Files.delete(file);
    Files.write(file, bytes);
  }

  private void assertFinds(String code) {
    Program.Ended ended = new Calls(folder).run("verify", "all", "--json");
    assertThat(ended.exit()).as(ended.err()).isEqualTo(7);
    assertThat(ended.json().path("findings"))
        .extracting(finding -> finding.path("code").asString())
        .contains(code)
        .doesNotContainAnyElementsOf(
            Stream.of("manifest-unknown-signer", "manifest-unsigned", "object-corrupt")
                .filter(other -> !other.equals(code))
                .toList());
  }

  @Test
  void ageItselfOpensWhatIsMadeForSeveral() throws IOException {
    Path safe = key("safe.key");
    succeed("key", "add", recipient(safe));
    String backup = backup().path("id").asString();
    String out =
        Command.of("sh", folder.resolve("repository/restore.sh").toString(), backup, "out")
            .inFolder(folder)
            .withVariable("AGE_IDENTITY", safe.toString())
            .run()
            .error();
    assertThat(folder.resolve("out/" + MONGO.databaseName() + "/orders.bson")).as(out).exists();
  }
}
