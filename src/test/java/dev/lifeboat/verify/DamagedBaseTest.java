package dev.lifeboat.verify;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeboat.progress.Progress;
import dev.lifeboat.repository.Documents;
import dev.lifeboat.repository.FileCatalogue;
import dev.lifeboat.repository.Host;
import dev.lifeboat.repository.Repository;
import dev.lifeboat.repository.crypto.ObjectCipher;
import dev.lifeboat.repository.manifest.Digest;
import dev.lifeboat.repository.manifest.Manifest;
import dev.lifeboat.repository.manifest.StoredObject;
import dev.lifeboat.storage.Content;
import dev.lifeboat.storage.ObjectKey;
import dev.lifeboat.storage.memory.MemoryStorage;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A base that is damaged affects whatever is a delta against it, and nothing else. */
class DamagedBaseTest {
  private static final int LENGTH = 1000;

  @TempDir Path folder;
  private final MemoryStorage storage = new MemoryStorage(Host::now);
  private final byte[] documents = Documents.some(1, 3000, LENGTH);
  private Host host = new Host();
  private Manifest full;
  private Manifest delta;
  private Manifest other;

  DamagedBaseTest() {
    Repository repository = host.create(storage);
    full = delta = other = Host.backup(repository, Map.of("unrelated", new byte[1 << 20]));
  }

  @BeforeEach
  void backUp() {
    host = host.withCatalogue(new FileCatalogue(folder, Host.ID));
    full = Host.backup(host.open(storage), Map.of("a.bson", documents));
    delta = Host.backup(host.open(storage), Map.of("a.bson", changed(5)));
  }

  @Test
  void isFoundWithoutAKeyAndItsBackupsAreNamed() {
    assertThat(verify(withPublicKeys(), Level.STORED).findings()).isEmpty();
    for (byte[] bytes : List.of(new byte[0], new byte[] {1, 2, 3})) {
      replace(base(), bytes);
      VerifyReport report = verify(withPublicKeys(), Level.STORED);

      assertThat(report.findings()).isNotEmpty();
      assertThat(report.holds(full.backup().value())).isFalse();
      assertThat(report.holds(delta.backup().value())).isFalse();
      assertThat(report.holds(other.backup().value())).isTrue();
    }
    storage.delete(key(base()));
    VerifyReport report = verify(withPublicKeys(), Level.STORED);
    assertThat(report.findings())
        .singleElement()
        .satisfies(
            finding ->
                assertThat(finding.backups())
                    .containsExactlyInAnyOrder(full.backup().value(), delta.backup().value()));
  }

  @Test
  void isFoundByContentToo() {
    assertThat(verify(host.open(storage), Level.CONTENT).findings()).isEmpty();
    replace(base(), new byte[] {1, 2, 3});
    VerifyReport report = verify(host.open(storage), Level.CONTENT);

    assertThat(report.holds(delta.backup().value())).isFalse();
    assertThat(report.holds(other.backup().value())).isTrue();
    assertThat(report.findings())
        .allSatisfy(finding -> assertThat(finding.problem().message()).contains(base().hex()));
  }

  @Test
  void isNotUsedAfterItWasFound() {
    replace(base(), new byte[(int) baseObject().size()]);
    assertThat(verify(host.open(storage), Level.CONTENT).findings()).isNotEmpty();

    Repository repository = host.open(storage);
    Manifest later = Host.backup(repository, Map.of("a.bson", changed(7)));
    Manifest same = Host.backup(repository, Map.of("a.bson", changed(5)));
    VerifyReport report = verify(host.open(storage), Level.CONTENT);
    assertThat(report.holds(later.backup().value())).isTrue();
    assertThat(report.holds(same.backup().value())).isTrue();
  }

  private VerifyReport verify(Repository repository, Level level) {
    return new Verifier(repository, Host::now, Progress.silent())
        .verify(repository.backups(), level);
  }

  private Repository withPublicKeys() {
    return host.open(
        storage, host.keys(ObjectCipher.age(List.of(host.identity.recipient()), List.of())));
  }

  private StoredObject baseObject() {
    List<StoredObject> objects = host.open(storage).objects(delta).objects();
    Digest base =
        objects.stream()
            .filter(StoredObject::isDelta)
            .map(object -> object.bases().getFirst())
            .findFirst()
            .orElseThrow();
    return objects.stream()
        .filter(object -> object.digest().equals(base))
        .findFirst()
        .orElseThrow();
  }

  private Digest base() {
    return baseObject().digest();
  }

  private void replace(Digest object, byte[] bytes) {
    storage.delete(key(object));
    storage.create(key(object), Content.of(bytes));
  }

  private static ObjectKey key(Digest object) {
    return ObjectKey.of("objects/" + object.hex().substring(0, 2) + "/" + object.hex());
  }

  private byte[] changed(int bits) {
    byte[] changed = Arrays.copyOf(documents, documents.length);
    for (int at = 0; at < changed.length; at += 200 * LENGTH) {
      changed[at + LENGTH / 2] ^= (byte) bits;
    }
    return changed;
  }
}
