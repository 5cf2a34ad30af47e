package dev.lifeboat.backup;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeboat.progress.Progress;
import dev.lifeboat.repository.BackupEntry;
import dev.lifeboat.repository.BackupRequest;
import dev.lifeboat.repository.Backups;
import dev.lifeboat.repository.Documents;
import dev.lifeboat.repository.Host;
import dev.lifeboat.repository.Keys;
import dev.lifeboat.repository.Repository;
import dev.lifeboat.repository.crypto.ObjectCipher;
import dev.lifeboat.repository.manifest.Contents;
import dev.lifeboat.repository.manifest.Judgement;
import dev.lifeboat.repository.manifest.Manifest;
import dev.lifeboat.repository.manifest.Sample;
import dev.lifeboat.storage.memory.MemoryStorage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** With what a backup is compared, on hosts that know more or less of those before it. */
class PastTest {
  private static final Map<String, byte[]> FULL =
      Map.of("orders.bson", Documents.some(1, 500, 100), "users.bson", Documents.some(1, 90, 100));
  private static final Map<String, byte[]> LESS =
      Map.of("orders.bson", Documents.some(1, 500, 100));
  private static final Map<String, byte[]> EMPTY =
      Map.of("orders.bson", new byte[0], "users.bson", new byte[0]);

  @TempDir Path state;
  private final Host host = new Host();
  private final MemoryStorage storage = new MemoryStorage(Host::now);
  private Repository repository = host.create(storage);

  @Test
  void aSuspiciousBackupSaysWhyWithoutNamesInClear() {
    assertThat(backup(FULL).judgement()).isEqualTo(Judgement.ORDINARY);
    Manifest bad = backup(LESS);

    assertThat(bad.judgement())
        .isEqualTo(new Judgement(true, List.of(new Judgement.Count("collection-gone", 1))));
    BackupEntry stored = repository.find(bad.backup()).orElseThrow();
    assertThat(stored.manifest()).contains(bad);
    assertThat(stored.suspicious()).isTrue();
    assertThat(repository.contents(bad).anomalies())
        .containsExactly("'users.bson' is gone, with 90 documents");
  }

  @Test
  void theFirstBackupIsNeverSuspiciousNorIsAnEmptyOneAfterAnEmptyOne() {
    assertThat(backup(EMPTY).judgement()).isEqualTo(Judgement.ORDINARY);
    assertThat(backup(EMPTY).judgement()).isEqualTo(Judgement.ORDINARY);
    assertThat(backup(FULL).judgement().suspicious()).isFalse();
  }

  @Test
  void whatIsSuspiciousStaysSoUntilItIsAccepted() {
    Manifest good = backup(FULL);
    assertThat(backup(EMPTY).judgement().suspicious()).isTrue();
    Manifest second = backup(EMPTY);
    assertThat(second.judgement().suspicious()).isTrue();
    assertThat(new Backups(repository.backups()).latest().manifest()).contains(good);

    repository.accept(repository.find(second.backup()).orElseThrow(), "a new start", "host");
    assertThat(new Backups(repository.backups()).latest().manifest()).contains(second);
    assertThat(backup(EMPTY).judgement()).isEqualTo(Judgement.ORDINARY);
  }

  @Test
  void aFreshHostReadsTheContents() {
    backup(FULL);
    state = state.resolve("fresh");
    assertThat(backup(LESS).judgement().suspicious()).isTrue();
    assertThat(state.resolve(Host.ID).resolve("facts")).isDirectoryContaining("glob:**.json");
  }

  @Test
  void aFreshHostWithPublicKeysComparesSizes() {
    backup(FULL);
    state = state.resolve("fresh");
    open(host.keys(ObjectCipher.age(List.of(host.identity.recipient()), List.of())));
    assertThat(backup(EMPTY).judgement())
        .isEqualTo(new Judgement(true, List.of(new Judgement.Count("smaller", 1))));
    // It knows now what it made itself, and an ordinary one is compared with that.
    assertThat(backup(FULL).judgement()).isEqualTo(Judgement.ORDINARY);
    assertThat(backup(LESS).judgement().anomalies())
        .containsExactly(new Judgement.Count("collection-gone", 1));
  }

  @Test
  void aStateFolderThatCannotBeUsedIsNoReasonToHaveNoBackup() throws IOException {
    backup(FULL);
    Path file = state.resolve("file");
    Files.createFile(file);
    state = file;
    assertThat(backup(LESS).judgement().suspicious()).isTrue();
  }

  @Test
  void damagedFactsAreReadAgain() throws IOException {
    Manifest good = backup(FULL);
    Path facts = state.resolve(Host.ID).resolve("facts").resolve(good.backup() + ".json");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(facts)))
        .isEqualTo("rw-------");
    Files.writeString(facts, "{\"moment\":");
    assertThat(backup(LESS).judgement().suspicious()).isTrue();
  }

  @Test
  void otherStacksAndIncompleteBackupsAreNoHistory() {
    run(FULL, "other");
    assertThat(backup(EMPTY).judgement()).isEqualTo(Judgement.ORDINARY);
  }

  @Test
  void whatWasSeenOfTheStreamsIsInTheContents() {
    Contents contents = repository.contents(backup(FULL));
    assertThat(contents.samples()).hasSize(2);
    Sample orders =
        contents.samples().stream()
            .filter(sample -> sample.stream().path().equals("orders.bson"))
            .findFirst()
            .orElseThrow();
    assertThat(orders.taken()).isEqualTo(50_000);
    assertThat(orders.packed()).isBetween(20_000L, 40_000L);
    assertThat(orders.newest()).isEmpty();
  }

  private void open(Keys keys) {
    repository = host.open(storage, keys);
  }

  private Manifest backup(Map<String, byte[]> streams) {
    return run(streams, "shop");
  }

  private Manifest run(Map<String, byte[]> streams, String stack) {
    Past past = new Past(repository, new FactsFolder(state, repository.id()));
    BackupRequest request =
        new BackupRequest(stack, "fake", Optional.empty(), List.of(), 0, "host", "test");
    try (FakeSource source = new FakeSource(streams)) {
      BackupReport report =
          new BackupRunner(repository, Progress.silent(), past).run(source, request);
      assertThat(report.suspicious()).isEqualTo(report.manifest().judgement().suspicious());
      return report.manifest();
    }
  }
}
