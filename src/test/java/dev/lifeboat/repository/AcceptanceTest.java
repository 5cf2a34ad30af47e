package dev.lifeboat.repository;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lifeboat.problem.Code;
import dev.lifeboat.problem.ProblemException;
import dev.lifeboat.repository.crypto.SigningKey;
import dev.lifeboat.repository.manifest.Acceptance;
import dev.lifeboat.repository.manifest.BackupId;
import dev.lifeboat.repository.manifest.Digest;
import dev.lifeboat.repository.manifest.Judgement;
import dev.lifeboat.repository.manifest.Manifest;
import dev.lifeboat.storage.Content;
import dev.lifeboat.storage.ObjectInfo;
import dev.lifeboat.storage.ObjectKey;
import dev.lifeboat.storage.memory.MemoryStorage;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** {@code latest} passes over suspicious backups, until a person whom the host trusts accepts. */
class AcceptanceTest {
  private static final Judgement BAD =
      new Judgement(true, List.of(new Judgement.Count("collection-gone", 2)));

  private final Host host = new Host();
  private final MemoryStorage storage = new MemoryStorage(Host::now);
  private final Repository repository = host.create(storage);

  @Test
  void latestPassesOverASuspiciousBackupAndSaysSo() {
    Manifest good = backup(Judgement.ORDINARY);
    Manifest bad = backup(BAD);

    List<String> told = new ArrayList<>();
    Backups backups = Backups.expectingTheNewest(repository).telling(told::add);
    assertThat(backups.latest().id()).isEqualTo(good.backup());
    assertThat(told).singleElement().asString().contains(bad.backup().value(), "suspicious");
    assertThat(backups.newestGood().orElseThrow().backup()).isEqualTo(good.backup());
    assertThat(backups.at(bad.moment()).id()).isEqualTo(good.backup());
    assertThat(backups.select(bad.backup().value()).manifest().orElseThrow()).isEqualTo(bad);
  }

  @Test
  void aRemarkAloneIsNoSuspicion() {
    backup(Judgement.ORDINARY);
    Manifest remarked =
        backup(new Judgement(false, List.of(new Judgement.Count("collection-new", 1))));
    assertThat(backups().latest().id()).isEqualTo(remarked.backup());
  }

  @Test
  void acceptedOnOneHostItCountsOnEveryHost() {
    backup(Judgement.ORDINARY);
    Manifest bad = backup(BAD);
    Acceptance acceptance = repository.accept(entry(bad), "we moved", "host");

    Repository elsewhere = host.open(storage);
    assertThat(new Backups(elsewhere.backups()).latest().id()).isEqualTo(bad.backup());
    BackupEntry entry = elsewhere.find(bad.backup()).orElseThrow();
    assertThat(entry.suspicious()).isFalse();
    assertThat(entry.acceptance()).contains(acceptance);
    assertThat(elsewhere.invalidAcceptances()).isEmpty();
  }

  @Test
  void ifAllAreSuspiciousLatestIsAnError() {
    Manifest bad = backup(BAD);
    assertThatThrownBy(() -> backups().latest())
        .isInstanceOfSatisfying(
            ProblemException.class,
            e -> {
              assertThat(e.problems().getFirst().code()).isEqualTo(Code.BACKUP_SUSPICIOUS);
              assertThat(e.problems().getFirst().hints().toString())
                  .contains("lifeboat accept " + bad.backup());
            });
  }

  @Test
  void whatIsUnsignedForgedMovedOrStrangeAcceptsNothing() {
    Manifest good = backup(Judgement.ORDINARY);
    Manifest bad = backup(BAD);
    Manifest worse = backup(BAD);
    byte[] right = acceptance(bad.backup(), entry(bad).sha256(), Host.ID);

    plant(bad.backup(), right, Optional.empty());
    plant(bad.backup(), right, Optional.of(SigningKey.generate().sign(right)));
    plant(bad.backup(), right, Optional.of(host.signing.sign(new byte[] {1})));
    plant(bad.backup(), right, Optional.of(new byte[] {1, 2, 3}));
    // Signed by us, and of something else.
    byte[] foreign = acceptance(bad.backup(), entry(bad).sha256(), "another");
    plant(bad.backup(), foreign, Optional.of(host.signing.sign(foreign)));
    plant(worse.backup(), right, Optional.of(host.signing.sign(right)));
    assertThat(backups().latest().id()).isEqualTo(good.backup());
    assertThat(repository.invalidAcceptances())
        .hasSize(6)
        .extracting(invalid -> invalid.problem().code())
        .containsOnly(Code.ACCEPTANCE_INVALID);

    // Of a manifest that was replaced since: it is no lie, and counts for nothing.
    byte[] other = acceptance(bad.backup(), Digest.of(new byte[] {7}), Host.ID);
    plant(bad.backup(), other, Optional.of(host.signing.sign(other)));
    assertThat(backups().latest().id()).isEqualTo(good.backup());

    // What others planted doesn't keep a true one away.
    repository.accept(entry(bad), "it is right", "host");
    assertThat(backups().latest().id()).isEqualTo(bad.backup());
  }

  @Test
  void theSignatureIsThereBeforeWhatItSigns() {
    Manifest bad = backup(BAD);
    repository.accept(entry(bad), "it is right", "host");
    List<ObjectInfo> files = new ArrayList<>();
    storage.list("accepted/", files::add);
    assertThat(files).hasSize(2);
    assertThat(files.get(1).received()).isBeforeOrEqualTo(files.get(0).received());
    assertThat(files.get(1).key().value()).endsWith(".json.sig");
  }

  private Backups backups() {
    return new Backups(repository.backups());
  }

  private BackupEntry entry(Manifest manifest) {
    return repository.find(manifest.backup()).orElseThrow();
  }

  private byte[] acceptance(BackupId backup, Digest manifest, String repositoryId) {
    return new Acceptance(repositoryId, backup, manifest, Host.now(), "host", "so").print();
  }

  private int planted;

  private void plant(BackupId backup, byte[] bytes, Optional<byte[]> signature) {
    String name = "accepted/%s.%06x.json".formatted(backup, planted++);
    storage.create(ObjectKey.of(name), Content.of(bytes));
    signature.ifPresent(sig -> storage.create(ObjectKey.of(name + ".sig"), Content.of(sig)));
  }

  private Manifest backup(Judgement judgement) {
    return Host.backup(repository, Map.of("a.bson", Documents.some(1, 3, 60)), judgement);
  }
}
