package dev.lifeboat.repository;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeboat.process.Command;
import dev.lifeboat.process.Finished;
import dev.lifeboat.repository.crypto.Identity;
import dev.lifeboat.repository.crypto.IdentityFile;
import dev.lifeboat.repository.crypto.ObjectCipher;
import dev.lifeboat.repository.crypto.SigningKey;
import dev.lifeboat.repository.manifest.Judgement;
import dev.lifeboat.repository.manifest.Manifest;
import dev.lifeboat.repository.manifest.StoredObject;
import dev.lifeboat.storage.local.LocalStorage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Restores with {@code restore.sh} and nothing on the PATH but what RESTORE.md names. */
class RestoreScriptIT {
  @TempDir Path folder;
  private final Host host = new Host();
  private Path bin;
  private Path repository;
  private Path key;
  private Path signers;
  private Path target;

  @BeforeEach
  void prepare() throws IOException {
    repository = folder.resolve("the repository");
    Files.createDirectory(repository);
    key = folder.resolve("my key");
    IdentityFile.write(key, host.identity, Host.START);
    signers = folder.resolve("signers");
    Files.writeString(signers, host.signing.publicKey() + "\n");
    target = folder.resolve("it's $HOME");
    bin =
        Tools.folderWith(
            folder.resolve("bin"),
            List.of(
                "sha256sum",
                "age",
                "zstd",
                "jq",
                "awk",
                "ssh-keygen",
                "cat",
                "dirname",
                "head",
                "ls",
                "mkdir",
                "mktemp",
                "rm",
                "rmdir",
                "sort",
                "tail",
                "wc"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"dash", "bash"})
  void bringsEveryByteBack(String shell) {
    Map<String, byte[]> streams = streams();
    Repository opened = create();
    Host.backup(opened, Map.of("old.bson", new byte[0]));
    Manifest manifest = Host.backup(opened, streams);

    Finished finished = restore(shell, "latest");
    assertThat(finished.status()).as(finished.error()).isZero();
    assertThat(finished.error())
        .contains("the signature of backup '" + manifest.backup() + "' is valid")
        .contains(streams.size() + " files with " + manifest.sourceBytes() + " bytes");
    assertThat(finished.output())
        .isEqualTo(
            "mongorestore --uri mongodb://HOST:27017 --oplogReplay --dir '%s'\n"
                .formatted(target.toString().replace("'", "'\\''")));
    assertRestored(streams);
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void decodesDeltas(boolean encrypted) {
    SimilarStreams similar = SimilarStreams.make(7);
    Repository.create(new LocalStorage(repository), Host.ID, Host.START);
    Host maker = host.withCatalogue(new FileCatalogue(folder.resolve("state"), Host.ID));
    Keys keys = encrypted ? maker.keys() : maker.keys(ObjectCipher.none());
    Host.backup(maker.open(new LocalStorage(repository), keys), similar.before());
    Repository opened = maker.open(new LocalStorage(repository), keys);
    Manifest manifest = Host.backup(opened, similar.after());
    assertThat(opened.objects(manifest).objects())
        .anyMatch(object -> object.bases().size() == 1)
        .anyMatch(object -> object.bases().size() == 2);

    Finished finished = restore("dash", "latest");
    assertThat(finished.status()).as(finished.error()).isZero();
    assertRestored(similar.after());
  }

  @Test
  void latestPassesOverASuspiciousBackupUntilItIsAccepted() throws IOException {
    Judgement bad = new Judgement(true, List.of(new Judgement.Count("empty", 1)));
    Repository opened = create();
    Map<String, byte[]> good = Map.of("shop/a.bson", Documents.some(1, 10, 100));
    Map<String, byte[]> less = Map.of("shop/a.bson", Documents.some(1, 1, 100));
    Host.backup(opened, good);
    Manifest suspicious = Host.backup(opened, less, bad);
    BackupEntry entry = opened.find(suspicious.backup()).orElseThrow();

    // Somebody without a key says that it is right.
    opened.accept(entry, "x", "host");
    Path forged = files(repository.resolve("accepted"), ".json").getFirst();
    Path signature = Path.of(forged + ".sig");
    replace(signature, SigningKey.generate().sign(Files.readAllBytes(forged)));
    Finished finished = restore("dash", "latest");
    assertThat(finished.status()).as(finished.error()).isZero();
    assertThat(finished.error())
        .contains("backup '" + suspicious.backup() + "' is suspicious, looking for an older one")
        .contains("accepts nothing");
    assertRestored(good);

    opened.accept(entry, "it is right", "host");
    target = folder.resolve("second");
    finished = restore("bash", "latest");
    assertThat(finished.status()).as(finished.error()).isZero();
    assertRestored(less);
  }

  @Test
  void latestMeansAnImportedBackupOnlyWhereThereIsNoOther() throws IOException {
    Map<String, byte[]> made = Map.of("shop/a.bson", Documents.some(1, 10, 100));
    Map<String, byte[]> old = Map.of("shop/a.bson", Documents.some(1, 5, 100));
    Map<String, byte[]> older = Map.of("shop/a.bson", Documents.some(1, 3, 100));
    Repository opened = create();
    Host.imported(opened, old, Host.START.minusSeconds(60));
    Host.imported(opened, older, Host.START.minusSeconds(90));
    Finished finished = restore("dash", "latest");
    assertThat(finished.status()).as(finished.error()).isZero();
    assertRestored(old);

    Host.backup(opened, made);
    Host.imported(opened, older, Host.START.minusSeconds(30));
    for (String shell : List.of("dash", "bash")) {
      target = folder.resolve(shell);
      finished = restore(shell, "latest");
      assertThat(finished.status()).as(finished.error()).isZero();
      assertRestored(made);
      assertThat(new Backups(opened.backups()).latest().imported()).isFalse();
    }
  }

  private static List<Path> files(Path folder, String suffix) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(file -> file.toString().endsWith(suffix)).toList();
    }
  }

  @Test
  void restoresWithoutEncryptionAndWithoutAge() throws IOException {
    Files.delete(bin.resolve("age"));
    Files.delete(bin.resolve("ssh-keygen"));
    Repository.create(new LocalStorage(repository), Host.ID, Host.START);
    Repository opened = host.open(new LocalStorage(repository), host.keys(ObjectCipher.none()));
    Map<String, byte[]> streams = Map.of("shop/a.bson", Documents.some(1, 10, 100));
    Manifest manifest = Host.backup(opened, streams);

    Finished finished =
        script("dash", manifest.backup().value()).withVariable("ALLOWED_SIGNERS", "").run();
    assertThat(finished.status()).as(finished.error()).isZero();
    assertThat(finished.error()).contains("is not checked: ALLOWED_SIGNERS is not set");
    assertThat(finished.output()).doesNotContain("--oplogReplay");
    assertRestored(streams);
  }

  @Test
  void namesDamagedAndMissingObjectsAndWritesNothing() throws IOException {
    Manifest manifest = Host.backup(create(), streams());
    List<StoredObject> objects =
        host.open(new LocalStorage(repository)).objects(manifest).objects();
    String damaged = Layout.object(objects.get(0).digest()).value();
    String missing = Layout.object(objects.get(1).digest()).value();
    byte[] bytes = Files.readAllBytes(repository.resolve(damaged));
    bytes[bytes.length / 2] ^= 1;
    replace(repository.resolve(damaged), bytes);
    Files.delete(repository.resolve(missing));

    assertRefused(
        "latest",
        "object '" + damaged + "' is damaged",
        "object '" + missing + "' is missing",
        "can't be restored");
  }

  @Test
  void refusesAWrongKey() {
    Manifest manifest = Host.backup(create(), streams());
    key = folder.resolve("wrong");
    IdentityFile.write(key, Identity.generate(), Host.START);

    assertRefused(
        "latest",
        "'" + key + "' does not decrypt object '" + manifest.contents().getFirst().digest(),
        "Hint: use the key of a recipient");
  }

  @Test
  void tellsWhyASignatureDoesNotCount() throws IOException {
    Manifest manifest = Host.backup(create(), streams());
    String id = manifest.backup().value();
    Path file = repository.resolve("backups/" + id + ".json");
    byte[] signature = Files.readAllBytes(file.resolveSibling(id + ".json.sig"));
    String text = Files.readString(file);

    Files.writeString(signers, SigningKey.generate().publicKey() + "\n");
    assertRefused(id, "was not signed by anyone in '" + signers + "'");
    Files.writeString(signers, "me@home " + host.signing.publicKey() + "\n");
    replace(file, text.replace("a test", "a lie").getBytes(UTF_8));
    assertRefused(id, "was changed after it was signed");
    Files.delete(file.resolveSibling(id + ".json.sig"));
    assertRefused(id, "has no signature");
    replace(file, text.replace("\"format\" : 1", "\"format\" : 3").getBytes(UTF_8));
    assertRefused(id, "has format 3, and this restore.sh reads format 1 and 2");
    replace(file, new byte[10]);
    assertRefused(id, "the manifest of backup '" + id + "' is damaged");
    assertRefused("latest", "is damaged", "name an older backup instead of 'latest'");
    replace(file.resolveSibling("20200101T000000Z-000000.json"), text.getBytes(UTF_8));
    assertRefused("20200101T000000Z-000000", "was moved: it is the one of '" + id + "'");
    assertThat(signature).isNotEmpty();
  }

  @Test
  void refusesWhatItCannotDo() throws IOException {
    Manifest manifest = Host.backup(create(), streams());
    String id = manifest.backup().value();

    assertThat(script("dash").run().status()).isEqualTo(2);
    assertRefused("20200101T000000Z-000000", "there is no backup '20200101T000000Z-000000'");
    assertRefused("../../etc/passwd", "is not the name of a backup");
    Path real = key;
    key = folder.resolve("nothing");
    assertRefused(id, "cannot read the key file");
    key = Files.writeString(folder.resolve("locked"), "age-encryption.org/v1\n-> scrypt x");
    assertRefused(id, "has a passphrase");
    key = real;
    Files.createDirectory(target);
    Files.createFile(target.resolve("mine"));
    Finished full = restore("dash", id);
    assertThat(full.status()).isEqualTo(1);
    assertThat(full.error()).contains("is not empty");
    try (Stream<Path> files = Files.list(target)) {
      assertThat(files).containsExactly(target.resolve("mine"));
    }
    Files.delete(bin.resolve("jq"));
    assertThat(restore("dash", id).error()).contains("jq is missing");
  }

  @Test
  void passesOverIncompleteBackups() throws IOException {
    Map<String, byte[]> streams = Map.of("shop/a.bson", Documents.some(1, 10, 100));
    Manifest whole = Host.backup(create(), streams);
    Path file = repository.resolve("backups/" + whole.backup() + ".json");
    replace(
        file.resolveSibling("29990101T000000Z-000000.json"),
        Files.readString(file)
            .replace("\"complete\" : true", "\"complete\" : false")
            .getBytes(UTF_8));

    Finished finished = restore("dash", "latest");
    assertThat(finished.status()).as(finished.error()).isZero();
    assertThat(finished.error())
        .contains("backup '29990101T000000Z-000000' is incomplete, looking for an older one");
    assertRestored(streams);
  }

  private Repository create() {
    return host.create(new LocalStorage(repository));
  }

  private static Map<String, byte[]> streams() {
    Random random = new Random(5);
    Map<String, byte[]> streams = new LinkedHashMap<>();
    for (int i = 0; i < 300; i++) {
      streams.put("tiny/c" + i + ".bson", Documents.about(random, random.nextInt(5000), 90));
    }
    streams.put("shop/large.bson", Documents.about(random, 30 << 20, 50_000));
    streams.put("shop/ a  b%2F$x'\"\\ü€😀 .bson", Documents.some(1, 5, 60));
    streams.put("shop/-rf.metadata.json", "{}".getBytes(UTF_8));
    streams.put("shop/$admin.system.users.bson", new byte[0]);
    streams.put("oplog.bson", Documents.some(1, 2000, 900));
    streams.put("same.bson", Documents.some(1, 2000, 900));
    return streams;
  }

  private Command script(String shell, String... backup) {
    List<String> words = new ArrayList<>(List.of(repository.resolve("restore.sh").toString()));
    words.addAll(Arrays.asList(backup));
    if (backup.length > 0) {
      words.add(target.toString());
    }
    return Command.of(Tools.find(shell).toString(), words.toArray(String[]::new))
        .inFolder(folder)
        .withEnvironment(
            Map.of(
                "PATH", bin.toString(),
                "AGE_IDENTITY", key.toString(),
                "ALLOWED_SIGNERS", signers.toString()))
        .withTimeout(Duration.ofMinutes(2));
  }

  private Finished restore(String shell, String backup) {
    return script(shell, backup).run();
  }

  private void assertRefused(String backup, String... words) {
    Finished finished = restore("dash", backup);
    assertThat(finished.status()).as(finished.error()).isEqualTo(1);
    assertThat(finished.error()).contains(words);
    assertThat(finished.output()).isEmpty();
    assertThat(target).doesNotExist();
  }

  private void assertRestored(Map<String, byte[]> streams) {
    try (Stream<Path> files = Files.walk(target)) {
      assertThat(files.filter(Files::isRegularFile).map(file -> target.relativize(file).toString()))
          .containsExactlyInAnyOrderElementsOf(streams.keySet());
      for (Map.Entry<String, byte[]> stream : streams.entrySet()) {
        byte[] restored = Files.readAllBytes(target.resolve(stream.getKey()));
        assertThat(Arrays.equals(restored, stream.getValue())).as(stream.getKey()).isTrue();
      }
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(target)))
          .isEqualTo("rwx------");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void replace(Path file, byte[] bytes) throws IOException {
    Files.deleteIfExists(file);
    Files.write(file, bytes);
  }
}
