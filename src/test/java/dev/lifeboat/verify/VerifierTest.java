package dev.lifeboat.verify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.lifeboat.problem.Code;
import dev.lifeboat.problem.ProblemException;
import dev.lifeboat.progress.Progress;
import dev.lifeboat.repository.Backups;
import dev.lifeboat.repository.Documents;
import dev.lifeboat.repository.Host;
import dev.lifeboat.repository.Keys;
import dev.lifeboat.repository.Repository;
import dev.lifeboat.repository.crypto.Identity;
import dev.lifeboat.repository.crypto.ObjectCipher;
import dev.lifeboat.repository.manifest.Manifest;
import dev.lifeboat.repository.manifest.StoredObject;
import dev.lifeboat.storage.Content;
import dev.lifeboat.storage.ObjectKey;
import dev.lifeboat.storage.memory.MemoryStorage;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class VerifierTest {
  private final MemoryStorage storage = new MemoryStorage(Host::now);
  private final Host host = new Host();
  private final Repository repository = host.create(storage);
  private final Manifest first = backup(1);
  private final Manifest second = backup(2);

  @Test
  void findsNothingWhereNothingIsWrong() {
    for (Level level : List.of(Level.STORED, Level.CONTENT)) {
      VerifyReport report = verify(level);
      assertThat(report.holds()).isTrue();
      assertThat(report.backups()).containsExactly(first.backup().value(), second.backup().value());
      // Each has a pack, contents and a list of objects.
      assertThat(report.objects()).isEqualTo(6);
      assertThat(report.bytes()).isEqualTo(first.storedBytes() + second.storedBytes());
    }
  }

  @Test
  void missesTheNewestBackupThatThisHostKnows() {
    remove(second);

    assertFinding(Code.BACKUP_NOT_FOUND, second, "the newest that this host knows of, is gone");
  }

  @Test
  void seesAnOlderManifestUnderANewerName() {
    move(manifest(first), "backups/20991231T235959Z-000000.json");

    assertThat(verify(Level.STORED).findings())
        .singleElement()
        .satisfies(
            finding -> {
              assertThat(finding.problem().code()).isEqualTo(Code.MANIFEST_FORGED);
              assertThat(finding.problem().message())
                  .endsWith("it is the manifest of '" + first.backup() + "'");
              assertThat(finding.backups()).containsExactly("20991231T235959Z-000000");
            });
  }

  @Test
  void seesAManifestOfAnotherRepository() {
    MemoryStorage other = new MemoryStorage(Host::now);
    Repository.create(other, "00000000-0000-4000-8000-000000000000", Host.START);
    Manifest foreign = Host.backup(new Host().open(other, host.keys()), Map.of("a", new byte[1]));
    for (String suffix : List.of("", ".sig")) {
      storage.create(
          ObjectKey.of(manifest(foreign) + suffix), Content.of(read(other, foreign, suffix)));
    }

    assertFinding(Code.MANIFEST_FORGED, foreign, "it comes from another repository");
  }

  @Test
  void seesAPreviousManifestThatWasMadeAgain() {
    // Signed by the same key, with the same name: only who made a backup after it can tell.
    byte[] other = replaced(first, "a test", "another");
    put(first, other, host.signing.sign(other));

    assertFinding(
        Code.MANIFEST_FORGED, first, "is not the one that backup '" + second.backup() + "' saw");
  }

  @Test
  void seesANewestManifestThatWasMadeAgain() {
    byte[] other = replaced(second, "a test", "another");
    put(second, other, host.signing.sign(other));

    assertFinding(Code.MANIFEST_FORGED, second, "is not the one that this host made");
  }

  @Test
  void tellsApartWhyASignatureDoesNotCount() {
    byte[] bytes = read(storage, second, "");
    Host stranger = new Host();

    put(second, bytes, stranger.signing.sign(bytes));
    assertFinding(Code.MANIFEST_UNKNOWN_SIGNER, second, stranger.signing.fingerprint());
    put(second, replaced(second, "a test", "a tesu"), host.signing.sign(bytes));
    assertFinding(Code.MANIFEST_FORGED, second, "its signature does not hold");
    put(second, bytes, new byte[] {'x'});
    assertFinding(Code.MANIFEST_FORGED, second, "its signature is damaged");
    storage.delete(ObjectKey.of(manifest(second) + ".sig"));
    assertFinding(Code.MANIFEST_UNSIGNED, second, "has no signature");
  }

  @Test
  void tellsApartWhatItCannotRead() {
    for (Map.Entry<String, Code> format :
        Map.of(
                "3",
                Code.REPOSITORY_FORMAT,
                "0",
                Code.REPOSITORY_FORMAT,
                "4294967297",
                Code.REPOSITORY_FORMAT,
                "\"1\"",
                Code.MANIFEST_CORRUPT)
            .entrySet()) {
      byte[] bytes = replaced(second, "\"format\" : 1", "\"format\" : " + format.getKey());
      put(second, bytes, host.signing.sign(bytes));
      assertFinding(format.getValue(), second, "the manifest of backup");
      put(second, replaced(second, "\"format\" : " + format.getKey(), "\"format\" : 1"), bytes);
    }
    for (String field : List.of("objects", "newBytes", "startedAt", "objectList", "tags")) {
      byte[] bytes = replaced(second, "\"" + field + "\"", "\"other\"");
      put(second, bytes, host.signing.sign(bytes));
      assertFinding(Code.MANIFEST_CORRUPT, second, "'" + field + "' is not");
      put(second, replaced(second, "\"other\"", "\"" + field + "\""), bytes);
    }
    byte[] huge = replaced(second, "\"objects\" : 2", "\"objects\" : 99999999999");
    put(second, huge, host.signing.sign(huge));
    assertFinding(Code.MANIFEST_CORRUPT, second, "a damaged manifest");
  }

  @Test
  void ignoresWhatALaterVersionAdds() {
    byte[] bytes = replaced(second, "\"tool\"", "\"later\" : {\"x\" : [1]}, \"tool\"");
    put(second, bytes, host.signing.sign(bytes));

    assertThat(host.open(storage).find(second.backup()).orElseThrow().trusted()).isEqualTo(second);
  }

  @Test
  void seesContentsOfAnotherBackup() {
    byte[] bytes =
        replaced(
            second,
            second.contents().getFirst().digest().hex(),
            first.contents().getFirst().digest().hex());
    put(second, bytes, host.signing.sign(bytes));

    assertThat(verify(Level.CONTENT).findings())
        .extracting(finding -> finding.problem().code())
        .contains(Code.CONTENT_MISMATCH);
  }

  @Test
  void seesAListWithMoreOrLessThanTheManifestSays() {
    byte[] bytes = replaced(second, "\"objects\" : 2", "\"objects\" : 3");
    put(second, bytes, host.signing.sign(bytes));

    assertThat(verify(Level.STORED).findings())
        .extracting(finding -> finding.problem().message())
        .anyMatch(message -> message.endsWith("names 2 objects, and the manifest says 3"));
  }

  @Test
  void needsAKeyOnlyForContent() {
    ObjectCipher none = ObjectCipher.age(List.of(host.identity.recipient()), List.of());
    Identity stranger = Identity.generate();
    ObjectCipher wrong = ObjectCipher.age(List.of(stranger.recipient()), List.of(stranger));

    assertThat(codeOfContentWith(host.keys(none))).isEqualTo(Code.KEY_MISSING);
    assertThat(codeOfContentWith(host.keys(wrong))).isEqualTo(Code.KEY_WRONG);
  }

  @Test
  void anEncryptedBackupIsNotDamagedWhereNothingNamesAKey() {
    List<StoredObject> known =
        repository.objects(first).objects().stream()
            .filter(object -> host.catalogue().find(object.digest()).isPresent())
            .toList();
    assertThat(known).isNotEmpty();

    assertThat(codeOfContentWith(host.keys(ObjectCipher.none()))).isEqualTo(Code.KEY_MISSING);
    Repository keyless = host.open(storage, host.keys(ObjectCipher.none()));
    assertThatThrownBy(() -> keyless.unseal(first, known.getFirst()))
        .hasMessageContaining("is encrypted");
    assertThat(known).allMatch(object -> host.catalogue().find(object.digest()).isPresent());
  }

  @Test
  void aPlainBackupIsReadWhereKeysAre() {
    remove(first);
    remove(second);
    Repository plain = host.open(storage, host.keys(ObjectCipher.none()));
    Host.backup(plain, Map.of("shop/a.bson", Documents.some(3, 9, 99)));

    assertThat(verify(Level.CONTENT).findings()).isEmpty();
  }

  @Test
  void aVisitedPlaceMayBeBehindButNotForged() {
    Repository place = repository.visited();
    assertThat(place.behind(place.backups())).isEmpty();
    byte[] other = replaced(second, "a test", "b test");
    remove(second);

    assertThat(repository.behind(repository.backups())).isEmpty();
    assertThat(place.behind(place.backups()).orElseThrow())
        .contains("is behind backup '" + second.backup() + "'", "lifeboat copy");
    Verifier verifier = new Verifier(place, Host::now, Progress.silent());
    assertThat(verifier.verify(place.backups(), Level.STORED).findings()).isEmpty();
    assertThat(Backups.expectingTheNewest(place).latest().id()).isEqualTo(first.backup());

    put(second, other, host.signing.sign(other));
    assertThat(verifier.verify(place.backups(), Level.STORED).findings()).isNotEmpty();
  }

  @Test
  void namesWhatBringsAMissingObjectBack() {
    String digest = first.contents().getFirst().digest().hex();
    storage.delete(ObjectKey.of("objects/" + digest.substring(0, 2) + "/" + digest));

    assertThat(verify(Level.STORED).findings())
        .singleElement()
        .satisfies(
            finding ->
                assertThat(finding.problem().hints())
                    .contains("fetch it from a copy: lifeboat repair --from COPY")
                    .noneMatch(hint -> hint.contains("lifeboat verify")));
  }

  private Code codeOfContentWith(Keys keys) {
    Repository locked = host.open(storage, keys);
    Verifier verifier = new Verifier(locked, Host::now, Progress.silent());
    assertThat(verifier.verify(locked.backups(), Level.STORED).holds()).isTrue();
    return catchThrowableOfType(
            ProblemException.class, () -> verifier.verify(locked.backups(), Level.CONTENT))
        .problems()
        .getFirst()
        .code();
  }

  private void assertFinding(Code code, Manifest backup, String words) {
    assertThat(verify(Level.STORED).findings())
        .singleElement()
        .satisfies(
            finding -> {
              assertThat(finding.problem().code()).isEqualTo(code);
              assertThat(finding.problem().message())
                  .contains(words)
                  .contains(backup.backup().value());
              assertThat(finding.backups()).containsExactly(backup.backup().value());
            });
  }

  private VerifyReport verify(Level level) {
    return new Verifier(repository, Host::now, Progress.silent())
        .verify(repository.backups(), level);
  }

  private Manifest backup(int seed) {
    return Host.backup(repository, Map.of("shop/a.bson", Documents.some(seed, 9, 99)));
  }

  private static String manifest(Manifest manifest) {
    return "backups/" + manifest.backup() + ".json";
  }

  private static byte[] read(MemoryStorage storage, Manifest manifest, String suffix) {
    try (InputStream in =
        storage.read(ObjectKey.of(manifest(manifest) + suffix), 0, Long.MAX_VALUE)) {
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private byte[] replaced(Manifest manifest, String from, String to) {
    String text = new String(read(storage, manifest, ""), StandardCharsets.UTF_8);
    assertThat(text).contains(from);
    return text.replace(from, to).getBytes(StandardCharsets.UTF_8);
  }

  private void put(Manifest manifest, byte[] bytes, byte[] signature) {
    remove(manifest);
    storage.create(ObjectKey.of(manifest(manifest)), Content.of(bytes));
    storage.create(ObjectKey.of(manifest(manifest) + ".sig"), Content.of(signature));
  }

  private void remove(Manifest manifest) {
    storage.delete(ObjectKey.of(manifest(manifest)));
    storage.delete(ObjectKey.of(manifest(manifest) + ".sig"));
  }

  private void move(String from, String to) {
    for (String suffix : List.of("", ".sig")) {
      try (InputStream in = storage.read(ObjectKey.of(from + suffix), 0, Long.MAX_VALUE)) {
        storage.create(ObjectKey.of(to + suffix), Content.of(in.readAllBytes()));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
