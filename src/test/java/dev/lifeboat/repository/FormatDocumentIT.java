package dev.lifeboat.repository;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeboat.process.Command;
import dev.lifeboat.process.Finished;
import dev.lifeboat.repository.crypto.IdentityFile;
import dev.lifeboat.repository.crypto.ObjectCipher;
import dev.lifeboat.repository.manifest.Manifest;
import dev.lifeboat.storage.local.LocalStorage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the documents say of the format is what the format is. */
class FormatDocumentIT {
  private static final Path READER = Path.of("src/test/python/read_repository.py");

  @TempDir Path folder;
  private final Host host = new Host();
  private final Map<String, byte[]> streams = new LinkedHashMap<>();
  private Path repository;
  private Path key;
  private Path target;

  @BeforeEach
  void prepare() throws IOException {
    repository = Files.createDirectory(folder.resolve("repository"));
    key = folder.resolve("KEY");
    target = folder.resolve("DIR");
    IdentityFile.write(key, host.identity, Host.START);
    streams.put("shop/orders.bson", Documents.about(new Random(1), 20 << 20, 100_000));
    streams.put("shop/a b%20€.bson", Documents.some(1, 30, 100));
    streams.put("shop/empty.bson", new byte[0]);
    streams.put("shop/orders.metadata.json", "{}".getBytes(UTF_8));
  }

  @Test
  void anIndependentReaderReadsAnOplog() throws IOException {
    OplogSlices slices = create(host.keys().cipher()).oplog();
    slices.store(slices.seal(Slices.draft(10, 21)));
    slices.store(slices.seal(Slices.draft(21, 30)));
    slices.store(slices.seal(Slices.draft(10, 30)));
    slices.store(slices.seal(Slices.draft(30, 33)));
    slices.store(slices.seal(Slices.draft(40, 50)));
    slices.remove(slices.list().subList(0, 1));
    Path oplog = folder.resolve("oplog.bson");
    Finished done = read(repository.toString(), "oplog", oplog.toString(), key.toString());
    assertThat(done.status()).as(done.error()).isZero();
    assertThat(Files.readAllBytes(oplog)).isEqualTo(Slices.entries(10, 33));
  }

  @Test
  void anIndependentReaderReadsABackup() throws IOException {
    Repository opened = create(host.keys().cipher());
    Manifest old = Host.backup(opened, Map.of("old", new byte[7]));
    Manifest manifest = Host.backup(opened, streams);

    Finished list = read(repository.toString());
    assertThat(list.status()).as(list.error()).isZero();
    assertThat(list.output().lines())
        .containsExactly(
            old.backup() + "\t" + Host.START + "\tsnapshot",
            manifest.backup() + "\t" + Host.START + "\tsnapshot");
    Finished extracted =
        read(repository.toString(), manifest.backup().value(), target.toString(), key.toString());
    assertThat(extracted.status()).as(extracted.error()).isZero();
    assertThat(extracted.output().lines()).hasSameSizeAs(streams.keySet());
    assertExtracted();
  }

  @Test
  void anIndependentReaderReadsABackupWithoutEncryption() throws IOException {
    Manifest manifest = Host.backup(create(ObjectCipher.none()), streams);

    Finished extracted = read(repository.toString(), manifest.backup().value(), target.toString());
    assertThat(extracted.status()).as(extracted.error()).isZero();
    assertExtracted();
  }

  @Test
  void anIndependentReaderReadsDeltas() throws IOException {
    SimilarStreams similar = SimilarStreams.make(8);
    Manifest manifest = backUp(similar);
    streams.clear();
    streams.putAll(similar.after());

    Finished extracted =
        read(repository.toString(), manifest.backup().value(), target.toString(), key.toString());
    assertThat(extracted.status()).as(extracted.error()).isZero();
    assertExtracted();
  }

  @Test
  void theStepsByHandRestoreAStream() throws IOException {
    SimilarStreams similar = SimilarStreams.make(9);
    Manifest manifest = backUp(similar);
    streams.putAll(similar.after());
    Files.writeString(folder.resolve("signers"), "lifeboat " + host.signing.publicKey() + "\n");
    String text = Files.readString(repository.resolve("RESTORE.md"));
    String steps =
        text.substring(text.indexOf("## By hand"))
            .lines()
            .filter(line -> line.startsWith("       ") && !line.contains("mongorestore"))
            .collect(Collectors.joining("\n", "set -e\n", "\n"))
            .replaceAll("B=\\S+", "B=" + manifest.backup())
            .replace("KEYFILE", key.toString())
            .replace("-f signers", "-f ../signers");
    for (String tool : List.of("age", "jq", "zstd", "ssh-keygen")) {
      assertThat(steps).contains(tool);
      assertThat(Tools.find(tool)).isNotNull();
    }

    Finished finished = Command.of("sh", "-c", steps).inFolder(repository).run();
    assertThat(finished.status()).as(finished.error()).isZero();
    assertThat(finished.output())
        .contains("Good \"lifeboat\" signature")
        .contains("collection\tshop/orders.bson\t");
    assertThat(Files.readAllBytes(repository.resolve("DIR/shop/orders.bson")))
        .matches(bytes -> Arrays.equals(bytes, streams.get("shop/orders.bson")));
  }

  /**
   * Backs up what was before and what came after, and gives the second backup, which has deltas.
   */
  private Manifest backUp(SimilarStreams similar) {
    Repository.create(new LocalStorage(repository), Host.ID, Host.START);
    Host maker = host.withCatalogue(new FileCatalogue(folder.resolve("state"), Host.ID));
    Host.backup(maker.open(new LocalStorage(repository)), similar.before());
    Repository opened = maker.open(new LocalStorage(repository));
    Manifest manifest = Host.backup(opened, similar.after());
    assertThat(opened.objects(manifest).objects())
        .anyMatch(object -> object.bases().size() == 1)
        .anyMatch(object -> object.bases().size() == 2);
    return manifest;
  }

  private Repository create(ObjectCipher cipher) {
    Repository.create(new LocalStorage(repository), Host.ID, Host.START);
    return host.open(new LocalStorage(repository), host.keys(cipher));
  }

  private static Finished read(String... arguments) {
    List<String> words = new ArrayList<>(List.of(READER.toString()));
    words.addAll(List.of(arguments));
    Tools.find("age");
    Tools.find("zstd");
    return Command.of(Tools.find("python3").toString(), words.toArray(String[]::new)).run();
  }

  private void assertExtracted() throws IOException {
    for (Map.Entry<String, byte[]> stream : streams.entrySet()) {
      assertThat(Files.readAllBytes(target.resolve(stream.getKey())))
          .as(stream.getKey())
          .matches(bytes -> Arrays.equals(bytes, stream.getValue()));
    }
  }
}
