package dev.lifeboat.repository;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeboat.repository.crypto.Identity;
import dev.lifeboat.repository.crypto.ObjectCipher;
import dev.lifeboat.repository.manifest.Manifest;
import dev.lifeboat.repository.manifest.StoredObject;
import dev.lifeboat.source.FingerprintSum;
import dev.lifeboat.storage.Content;
import dev.lifeboat.storage.Storage;
import dev.lifeboat.storage.local.LocalStorage;
import dev.lifeboat.storage.memory.MemoryStorage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What changed a little is stored as a delta, and comes back: with bases that are read from the
 * repository, and with those that the host keeps itself.
 */
@ParameterizedClass
@ValueSource(booleans = {true, false})
class DeltaTest {
  private static final int LENGTH = 1000;
  private static final int COUNT = 10_000;

  @TempDir Path folder;
  private final Storage storage;
  private final List<byte[]> documents = new ArrayList<>();
  private final Random random = new Random(3);
  private Host host = new Host();
  private int ids;

  DeltaTest(boolean near, @TempDir Path repository) {
    storage = near ? new LocalStorage(repository) : new MemoryStorage(Host::now);
  }

  @BeforeEach
  void prepare() {
    append(COUNT);
    Repository.create(storage, Host.ID, Host.START);
    host = restarted();
  }

  @Test
  void scatteredUpdatesTakeLittle() {
    Manifest first = backUp();
    update(COUNT / 100);
    Manifest second = backUp();

    assertThat(second.newBytes()).isLessThan(first.newBytes() / 50);
    assertThat(deltas(second)).hasSize(1).allMatch(delta -> delta.bases().size() == 1);
    assertThat(second.storedBytes()).isGreaterThan(first.storedBytes());
  }

  @Test
  void updatesOfAllDocumentsStillFindTheBase() {
    Manifest first = backUp();
    documents.replaceAll(document -> with(document, LENGTH / 2));

    assertThat(backUp().newBytes()).isLessThan(first.newBytes() / 10);
  }

  @Test
  void insertsAndDeletesTakeLittle() {
    Manifest first = backUp();
    delete(COUNT / 2000);
    for (int i = 0; i < COUNT / 200; i++) {
      documents.add(random.nextInt(documents.size()), next());
    }

    assertThat(backUp().newBytes()).isLessThan(first.newBytes() / 50);
  }

  @Test
  void aStretchThatIsGoneTakesLittle() {
    Manifest first = backUp();
    documents.subList(COUNT / 3, COUNT / 2).clear();

    assertThat(backUp().newBytes()).isLessThan(first.newBytes() / 50);
  }

  @Test
  void documentsThatGrewTakeLittle() {
    Manifest first = backUp();
    for (int i = 0; i < COUNT / 20; i++) {
      int at = random.nextInt(COUNT);
      byte[] old = documents.get(at);
      byte[] longer = Documents.one(id(old), 7, old.length + 50);
      System.arraycopy(old, 22, longer, 22, 900);
      documents.set(at, longer);
    }

    assertThat(backUp().newBytes()).isLessThan(first.newBytes() / 50);
  }

  @Test
  void anotherOrderOfStretchesTakesLittle() {
    Manifest first = backUp();
    Collections.rotate(documents, COUNT / 3);

    assertThat(backUp().newBytes()).isLessThan(first.newBytes() / 20);
  }

  @Test
  void whatIsOnlyAddedIsStoredOnce() {
    Manifest first = backUp();
    List<Manifest> later = new ArrayList<>();
    for (int i = 0; i < 6; i++) {
      append(1000);
      update(5);
      later.add(backUp());
    }
    long added = later.stream().mapToLong(Manifest::newBytes).sum();

    // Six tenths of it came, in six steps: with each delta holding all of them it would be twice
    // that.
    assertThat(added).isBetween(first.newBytes() / 2, first.newBytes() * 7 / 10);
  }

  @Test
  void deltasAreUsedAgain() {
    backUp();
    update(50);
    Manifest second = backUp();
    Manifest third = backUp();

    assertThat(third.newBytes()).isLessThan(3000);
    assertThat(deltas(third)).isEqualTo(deltas(second));
    assertThat(third.storedBytes())
        .isBetween(second.storedBytes() - 500, second.storedBytes() + 500);
  }

  @Test
  void whatChangedALotIsStoredInFull() {
    backUp();
    for (int at = 0; at < COUNT; at += 2) {
      documents.set(at, Documents.one(at, 1, LENGTH));
    }

    assertThat(deltas(backUp())).isEmpty();
    update(50);
    assertThat(deltas(backUp())).hasSize(1);
  }

  @Test
  void otherBytesHaveDeltasToo() {
    byte[] bytes = new byte[5_000_000];
    random.nextBytes(bytes);
    Host.backup(host.open(storage), Map.of("volume.tar", bytes));
    byte[] changed = new byte[bytes.length + 777];
    System.arraycopy(bytes, 0, changed, 0, 2_000_000);
    System.arraycopy(bytes, 2_000_000, changed, 2_000_777, 3_000_000);
    Repository repository = restarted().open(storage);
    Manifest second = Host.backup(repository, Map.of("volume.tar", changed));

    assertThat(second.newBytes()).isLessThan(10_000);
    assertThat(Host.read(repository, second).get("volume.tar")).isEqualTo(changed);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void twoBasesServeASegmentThatWasTwo(long seed) {
    SimilarStreams similar = SimilarStreams.make(seed);
    Host.backup(host.open(storage), similar.before());
    Repository repository = restarted().open(storage);
    Manifest second = Host.backup(repository, similar.after());

    assertThat(second.newBytes()).isLessThan(second.sourceBytes() / 100);
    assertThat(deltas(second)).anyMatch(delta -> delta.bases().size() == 2);
    Map<String, byte[]> read = Host.read(restarted().open(storage), second);
    similar
        .after()
        .forEach((name, bytes) -> assertThat(Arrays.equals(read.get(name), bytes)).isTrue());
  }

  @Test
  void anOldBaseIsNotUsed() {
    backUp();
    ageBases(Deltas.OLDEST.toSeconds() + 10_000);
    update(50);

    assertThat(deltas(backUp())).isEmpty();
  }

  @Test
  void aYoungerBaseIsUsed() {
    backUp();
    ageBases(Deltas.OLDEST.toSeconds() - 10_000);
    update(50);

    assertThat(deltas(backUp())).hasSize(1);
  }

  @Test
  void aBaseThatIsGoneOrCutOffInTheRepositoryIsNotUsed() {
    Manifest first = backUp();
    update(50);
    StoredObject base = largest(first);
    storage.delete(Layout.object(base.digest()));
    assertThat(deltas(backUp())).isEmpty();

    update(50);
    Manifest third = backUp();
    assertThat(deltas(third)).hasSize(1);
    storage.delete(Layout.object(largest(third).digest()));
    storage.create(Layout.object(largest(third).digest()), Content.of(new byte[100]));
    assertThat(deltas(backUp())).as("a delta whose base is damaged isn't used again").isEmpty();
  }

  @Test
  void damageOnTheShelfOnlyMakesTheBackupLarger() throws IOException {
    backUp();
    for (Path file : shelf()) {
      byte[] bytes = Files.readAllBytes(file);
      bytes[bytes.length - 1] ^= 1;
      Files.write(file, bytes);
    }
    update(50);
    assertThat(deltas(backUp())).isEmpty();
    for (Path file : shelf()) {
      Files.write(file, Arrays.copyOf(Files.readAllBytes(file), 5000));
    }
    update(50);
    assertThat(deltas(backUp())).isEmpty();
    for (Path file : shelf()) {
      Files.write(file, new byte[0]);
    }
    update(50);
    assertThat(deltas(backUp())).isEmpty();
  }

  @Test
  void otherRecipientsGetFulls() {
    backUp();
    update(50);
    Identity other = Identity.generate();
    Keys keys = host.keys(ObjectCipher.age(List.of(other.recipient()), List.of(other)));
    Repository repository = restarted().open(storage, keys);
    Manifest manifest = Host.backup(repository, Map.of("a.bson", all()));

    assertThat(repository.objects(manifest).hasDeltas()).isFalse();
  }

  @Test
  void aHostWithPublicKeysOnlyMakesDeltas() {
    Keys keys = host.keys(ObjectCipher.age(List.of(host.identity.recipient()), List.of()));
    Host.backup(restarted().open(storage, keys), Map.of("a.bson", all()));
    update(50);
    Manifest second = Host.backup(restarted().open(storage, keys), Map.of("a.bson", all()));

    assertThat(deltas(second)).hasSize(1);
    assertRead(second);
  }

  @Test
  void withoutRoomThereAreNoDeltas() {
    host = host.withCatalogue(new FileCatalogue(folder, Host.ID, 0));
    Host.backup(host.open(storage), Map.of("a.bson", all()));
    assertThat(folder.resolve(Host.ID).resolve("bases")).doesNotExist();
    update(50);
    host = host.withCatalogue(new FileCatalogue(folder, Host.ID, 100));
    Manifest second = Host.backup(host.open(storage), Map.of("a.bson", all()));
    assertThat(deltas(second)).isEmpty();
    assertThat(folder.resolve(Host.ID).resolve("bases")).doesNotExist();
  }

  @Test
  void onlyACopyOfWhatIsFarTakesRoom() throws IOException {
    Manifest first = backUp();
    long size = Files.size(shelf().getFirst());

    if (storage.isNear()) {
      assertThat(size).isLessThan(2000);
    } else {
      assertThat(size).isGreaterThan(first.newBytes() / 2);
    }
  }

  @Test
  void aBaseWithOtherBytesInTheRepositoryIsNotUsed() {
    StoredObject base = largest(backUp());
    byte[] bytes = Bytes.read(storage, Layout.object(base.digest()));
    bytes[bytes.length / 2] ^= 1;
    storage.delete(Layout.object(base.digest()));
    storage.create(Layout.object(base.digest()), Content.of(bytes));
    update(50);

    // What the host has a copy of isn't read again, as each backup would cost a download.
    Manifest second = Host.backup(restarted().open(storage), Map.of("a.bson", all()));
    assertThat(deltas(second)).hasSize(storage.isNear() ? 0 : 1);
  }

  @Test
  void twoGenerationsStayOnTheShelf() throws IOException {
    backUp();
    for (int version = 1; version < 5; version++) {
      for (int at = 0; at < COUNT; at += 2) {
        documents.set(at, Documents.one(at, version, LENGTH));
      }
      assertThat(deltas(backUp())).isEmpty();
      assertThat(shelf()).hasSize(2);
    }
  }

  @Test
  void nothingOnTheShelfIsReadable() throws IOException {
    documents.clear();
    byte[] text = Documents.one(1, 0, 200_000);
    byte[] words = "the quick brown fox ".repeat(9_000).getBytes(UTF_8);
    System.arraycopy(words, 0, text, 30, words.length);
    documents.add(text);
    backUp();

    assertThat(shelf()).hasSize(1);
    String file = Files.readString(shelf().getFirst(), ISO_8859_1);
    assertThat(file).doesNotContain("quick").contains("age-encryption.org/v1");
    assertThat(Files.getPosixFilePermissions(shelf().getFirst())).hasSize(2);
  }

  private Manifest backUp() {
    host = restarted();
    Manifest manifest = Host.backup(host.open(storage), Map.of("a.bson", all()));
    assertRead(manifest);
    return manifest;
  }

  private void assertRead(Manifest manifest) {
    Repository repository = restarted().open(storage);
    byte[] read = Host.read(repository, manifest).get("a.bson");
    assertThat(Arrays.equals(read, all())).isTrue();
    FingerprintSum sum = new FingerprintSum();
    documents.forEach(document -> sum.add(document, 0, document.length));
    assertThat(repository.contents(manifest).streams().getFirst().fingerprint())
        .isEqualTo(sum.fingerprint());
  }

  private Host restarted() {
    return host.withCatalogue(new FileCatalogue(folder, Host.ID));
  }

  private List<StoredObject> deltas(Manifest manifest) {
    return host.open(storage).objects(manifest).objects().stream()
        .filter(StoredObject::isDelta)
        .toList();
  }

  private StoredObject largest(Manifest manifest) {
    return host.open(storage).objects(manifest).objects().stream()
        .max((one, other) -> Long.compare(one.size(), other.size()))
        .orElseThrow();
  }

  private List<Path> shelf() throws IOException {
    try (Stream<Path> files = Files.list(folder.resolve(Host.ID).resolve("bases"))) {
      return files.toList();
    }
  }

  /** Makes all that is on the shelf older. */
  private void ageBases(long seconds) {
    try {
      for (Path file : shelf()) {
        byte[] bytes = Files.readAllBytes(file);
        int end = new String(bytes, ISO_8859_1).indexOf('\n');
        String line = new String(bytes, 0, end, US_ASCII);
        String[] parts = line.split(" ", -1);
        parts[5] = String.valueOf(Long.parseLong(parts[5]) - seconds);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes(String.join(" ", parts).getBytes(US_ASCII));
        out.write(bytes, end, bytes.length - end);
        Files.write(file, out.toByteArray());
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void append(int count) {
    for (int i = 0; i < count; i++) {
      documents.add(next());
    }
  }

  private byte[] next() {
    return Documents.one(ids++, 0, LENGTH);
  }

  private void update(int count) {
    for (int i = 0; i < count; i++) {
      int at = random.nextInt(documents.size());
      documents.set(at, with(documents.get(at), 30 + random.nextInt(900)));
    }
  }

  private void delete(int count) {
    for (int i = 0; i < count; i++) {
      documents.remove(random.nextInt(documents.size()));
    }
  }

  private static byte[] with(byte[] document, int at) {
    byte[] changed = document.clone();
    changed[at] ^= 5;
    return changed;
  }

  private static int id(byte[] document) {
    return ByteBuffer.wrap(document).order(ByteOrder.LITTLE_ENDIAN).getInt(9);
  }

  private byte[] all() {
    ByteArrayOutputStream all = new ByteArrayOutputStream(documents.size() * LENGTH);
    documents.forEach(all::writeBytes);
    return all.toByteArray();
  }
}
