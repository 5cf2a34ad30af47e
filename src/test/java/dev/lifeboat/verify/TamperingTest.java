package dev.lifeboat.verify;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeboat.problem.Code;
import dev.lifeboat.progress.Progress;
import dev.lifeboat.repository.Documents;
import dev.lifeboat.repository.Host;
import dev.lifeboat.repository.Repository;
import dev.lifeboat.repository.manifest.Digest;
import dev.lifeboat.repository.manifest.Manifest;
import dev.lifeboat.repository.manifest.StoredObject;
import dev.lifeboat.storage.Content;
import dev.lifeboat.storage.ObjectKey;
import dev.lifeboat.storage.memory.MemoryStorage;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Whoever can write to a repository, and has no signing key, is caught whatever they exchange. */
class TamperingTest {
  private final MemoryStorage storage = new MemoryStorage(Host::now);
  private final Host host = new Host();
  private final Repository repository = host.create(storage);
  private final Manifest first = backup(repository, 1);
  private final Manifest second = backup(repository, 2);

  @Test
  void objectsThatChangedPlaces() {
    ObjectKey one = object(only(first).digest());
    ObjectKey other = object(only(second).digest());
    byte[] bytes = read(storage, one);
    put(storage, one, read(storage, other));
    put(storage, other, bytes);

    assertThat(codes()).containsExactly(Code.OBJECT_CORRUPT, Code.OBJECT_CORRUPT);
    assertThat(verify().findings())
        .extracting(Finding::backups)
        .containsExactlyInAnyOrder(
            List.of(first.backup().value()), List.of(second.backup().value()));
  }

  @Test
  void anObjectThatIsGoneOrOfAnotherRepository() {
    MemoryStorage elsewhere = new MemoryStorage(Host::now);
    Repository other = new Host().create(elsewhere);
    Manifest foreign = backup(other, 1);
    ObjectKey place = object(only(first).digest());
    StoredObject theirs = other.objects(foreign).objects().getFirst();
    put(storage, place, read(elsewhere, object(theirs.digest())));
    storage.delete(object(only(second).digest()));

    assertThat(codes()).containsExactlyInAnyOrder(Code.OBJECT_CORRUPT, Code.OBJECT_MISSING);
  }

  @Test
  void manifestsThatChangedPlacesWithTheirSignatures() {
    for (String suffix : List.of(".json", ".json.sig")) {
      byte[] bytes = read(storage, manifest(first, suffix));
      put(storage, manifest(first, suffix), read(storage, manifest(second, suffix)));
      put(storage, manifest(second, suffix), bytes);
    }

    assertThat(codes()).contains(Code.MANIFEST_FORGED).doesNotContain(Code.MANIFEST_UNSIGNED);
    assertThat(verify().holds(first.backup().value())).isFalse();
    assertThat(verify().holds(second.backup().value())).isFalse();
  }

  @Test
  void signaturesThatChangedPlaces() {
    byte[] bytes = read(storage, manifest(first, ".json.sig"));
    put(storage, manifest(first, ".json.sig"), read(storage, manifest(second, ".json.sig")));
    put(storage, manifest(second, ".json.sig"), bytes);

    assertThat(codes()).containsExactly(Code.MANIFEST_FORGED, Code.MANIFEST_FORGED);
  }

  @Test
  void anOlderStateOfTheRepository() {
    // All of it is genuine, and the newest backup is missing: only this host knows.
    for (String suffix : List.of(".json", ".json.sig")) {
      storage.delete(manifest(second, suffix));
    }

    assertThat(codes()).containsExactly(Code.BACKUP_NOT_FOUND);
    assertThat(verify().findings().getFirst().backups()).containsExactly(second.backup().value());
  }

  @Test
  void aBackupOfTheSameSignersOtherRepository() {
    MemoryStorage elsewhere = new MemoryStorage(Host::now);
    Repository.create(elsewhere, "00000000-0000-4000-8000-000000000000", Host.START);
    Manifest foreign = backup(new Host().open(elsewhere, host.keys()), 3);
    for (String suffix : List.of(".json", ".json.sig")) {
      put(storage, manifest(foreign, suffix), read(elsewhere, manifest(foreign, suffix)));
    }

    assertThat(verify().findings())
        .singleElement()
        .satisfies(
            finding -> {
              assertThat(finding.problem().code()).isEqualTo(Code.MANIFEST_FORGED);
              assertThat(finding.problem().message()).contains("comes from another repository");
            });
    assertThat(verify().holds(second.backup().value())).isTrue();
  }

  private List<Code> codes() {
    return verify().findings().stream().map(finding -> finding.problem().code()).toList();
  }

  private VerifyReport verify() {
    return new Verifier(repository, Host::now, Progress.silent())
        .verify(repository.backups(), Level.STORED);
  }

  private static Manifest backup(Repository repository, int seed) {
    return Host.backup(repository, Map.of("shop/a.bson", Documents.some(seed, 9, 99)));
  }

  /** The object with the documents: the only one that isn't the contents. */
  private StoredObject only(Manifest manifest) {
    return repository.objects(manifest).objects().stream()
        .filter(object -> !manifest.contents().contains(object))
        .findFirst()
        .orElseThrow();
  }

  private static ObjectKey object(Digest digest) {
    return ObjectKey.of("objects/" + digest.hex().substring(0, 2) + "/" + digest.hex());
  }

  private static ObjectKey manifest(Manifest manifest, String suffix) {
    return ObjectKey.of("backups/" + manifest.backup() + suffix);
  }

  private static byte[] read(MemoryStorage from, ObjectKey key) {
    try (InputStream in = from.read(key, 0, Long.MAX_VALUE)) {
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void put(MemoryStorage to, ObjectKey key, byte[] bytes) {
    to.delete(key);
    to.create(key, Content.of(bytes));
  }
}
