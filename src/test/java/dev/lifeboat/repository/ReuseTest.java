package dev.lifeboat.repository;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.lifeboat.progress.Progress;
import dev.lifeboat.repository.crypto.Identity;
import dev.lifeboat.repository.crypto.ObjectCipher;
import dev.lifeboat.repository.manifest.Manifest;
import dev.lifeboat.repository.manifest.StoredObject;
import dev.lifeboat.storage.Content;
import dev.lifeboat.storage.ObjectKey;
import dev.lifeboat.storage.memory.MemoryStorage;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ReuseTest {
  private final MemoryStorage storage = new MemoryStorage(Host::now);
  private final Host host = new Host();
  private final Map<String, byte[]> streams = Map.of("a.bson", Documents.some(1, 2000, 1000));

  @Test
  void whatIsStoredIsNotStoredAgain() {
    Repository repository = host.create(storage);
    Manifest first = Host.backup(repository, streams);
    Manifest second = Host.backup(host.open(storage), streams);

    assertThat(first.newBytes()).isEqualTo(first.storedBytes()).isGreaterThan(900_000L);
    assertThat(second.newBytes()).isLessThan(2_000);
    assertThat(second.storedBytes()).isGreaterThan(900_000L);
    assertThat(second.previous().orElseThrow().backup()).isEqualTo(first.backup());
    assertThat(storage.stat(Layout.pending(second.backup()))).isEmpty();
  }

  @Test
  void whatAnInterruptedBackupStoredIsUsed() {
    Repository repository = host.create(storage);
    try (Progress.Phase phase = Progress.silent().start("backup", 0, Progress.Unit.BYTES);
        BackupWriter writer = repository.begin(Host.request(), phase)) {
      streams.forEach((name, bytes) -> Host.write(writer, name, bytes));
    }
    assertThat(repository.backups()).isEmpty();

    Manifest next = Host.backup(host.open(storage), streams);
    assertThat(next.newBytes()).isLessThan(2_000);
    assertThat(next.previous()).isEmpty();
  }

  @Test
  void nothingIsUsedForOtherRecipients() {
    Repository repository = host.create(storage);
    Manifest first = Host.backup(repository, streams);
    Identity another = Identity.generate();
    ObjectCipher both =
        ObjectCipher.age(List.of(host.identity.recipient(), another.recipient()), List.of(another));
    Repository changed = host.open(storage, host.keys(both));
    Manifest second = Host.backup(changed, streams);

    assertThat(second.newBytes()).isGreaterThan(900_000L);
    assertThat(second.recipients()).isNotEqualTo(first.recipients());
    assertThat(repository.objects(second).objects())
        .doesNotContainAnyElementsOf(repository.objects(first).objects());
    assertHolds(repository, second, streams);
    assertHolds(changed, second, streams);
  }

  @Test
  void nothingIsUsedWhileTombstonesAreThere() {
    Repository repository = host.create(storage);
    Manifest first = Host.backup(repository, streams);
    storage.create(ObjectKey.of("tombstones/" + first.backup() + ".json"), Content.of(new byte[1]));

    assertThat(Host.backup(repository, streams).newBytes()).isGreaterThan(900_000L);
  }

  @Test
  void whatIsGoneFromTheStorageIsStoredAgain() {
    Repository repository = host.create(storage);
    Manifest first = Host.backup(repository, streams);
    repository
        .objects(first)
        .objects()
        .forEach(object -> storage.delete(Layout.object(object.digest())));
    Manifest second = Host.backup(repository, streams);

    assertThat(second.newBytes()).isGreaterThan(900_000L);
    assertHolds(repository, second, streams);
  }

  @Test
  void anObjectThatWasFoundDamagedIsStoredAgain() {
    for (ObjectCipher cipher : List.of(ObjectCipher.none(), host.keys().cipher())) {
      MemoryStorage own = new MemoryStorage(Host::now);
      Repository.create(own, Host.ID, Host.START);
      Repository repository = host.open(own, host.keys(cipher));
      Manifest first = Host.backup(repository, streams);
      StoredObject segment =
          repository.objects(first).objects().stream()
              .filter(object -> object.size() > 100_000)
              .findFirst()
              .orElseThrow();
      byte[] damaged = Bytes.read(own, Layout.object(segment.digest()));
      damaged[5000] ^= 1;
      own.delete(Layout.object(segment.digest()));
      own.create(Layout.object(segment.digest()), Content.of(damaged));
      assertThat(catchThrowable(() -> repository.check(segment)))
          .hasMessageContaining("is damaged");

      Manifest second = Host.backup(repository, streams);
      assertHolds(repository, second, streams);
    }
  }

  @Test
  void tinyStreamsShareObjects() {
    Repository repository = host.create(storage);
    long seed = System.nanoTime();
    Random random = new Random(seed);
    Map<String, byte[]> tiny = new LinkedHashMap<>();
    for (int i = 0; i < 3000; i++) {
      tiny.put("db/c" + i + ".bson", Documents.some(i * 100, random.nextInt(40), 50));
    }
    Manifest first = Host.backup(repository, tiny);
    assertThat(first.objects()).as("seed " + seed).isLessThan(15);
    assertHolds(repository, first, tiny);

    List<String> names = new ArrayList<>(tiny.keySet());
    tiny.put(names.get(1500), Documents.some(1, 7, 50));
    Manifest second = Host.backup(repository, tiny);
    // One pack, or two if the changed stream ended one; and the contents, which name all streams.
    long contents = second.contents().stream().mapToLong(StoredObject::size).sum();
    assertThat(second.newBytes() - contents - second.list().size())
        .as("seed " + seed)
        .isLessThan(first.storedBytes() - contents);
    assertThat(second.newBytes()).isGreaterThan(contents);
    assertHolds(repository, second, tiny);
  }

  @Test
  void equalStreamsAreStoredOnce() {
    Repository repository = host.create(storage);
    byte[] bytes = Documents.some(1, 2000, 1000);
    Manifest manifest = Host.backup(repository, Map.of("a.bson", bytes, "b.bson", bytes.clone()));

    assertThat(manifest.objects()).isEqualTo(2);
    assertHolds(repository, manifest, Map.of("a.bson", bytes, "b.bson", bytes));
  }

  @Test
  void streamsThatWereGivenUpAreNotNeeded() {
    Repository repository = host.create(storage);
    try (Progress.Phase phase = Progress.silent().start("backup", 0, Progress.Unit.BYTES);
        BackupWriter writer = repository.begin(Host.request(), phase)) {
      Host.write(writer, "dropped.bson", Documents.some(1, 2000, 1000));
      Manifest manifest = writer.publish(Host.capture(List.of()));

      assertThat(manifest.objects()).isEqualTo(1);
      assertThat(repository.objects(manifest).objects()).isEqualTo(manifest.contents());
    }
  }

  private static void assertHolds(
      Repository repository, Manifest manifest, Map<String, byte[]> streams) {
    Map<String, byte[]> read = Host.read(repository, manifest);
    assertThat(read.keySet()).isEqualTo(streams.keySet());
    streams.forEach((name, bytes) -> assertThat(Arrays.equals(read.get(name), bytes)).isTrue());
  }
}
