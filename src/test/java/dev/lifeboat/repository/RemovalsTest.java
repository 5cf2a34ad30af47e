package dev.lifeboat.repository;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeboat.problem.Code;
import dev.lifeboat.progress.Progress;
import dev.lifeboat.repository.manifest.BackupId;
import dev.lifeboat.repository.manifest.Manifest;
import dev.lifeboat.repository.manifest.Removal;
import dev.lifeboat.storage.Content;
import dev.lifeboat.storage.ObjectKey;
import dev.lifeboat.storage.memory.MemoryStorage;
import dev.lifeboat.verify.ChainCheck;
import dev.lifeboat.verify.Finding;
import dev.lifeboat.verify.ObjectChecks;
import dev.lifeboat.verify.RepairReport;
import dev.lifeboat.verify.Repairer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** A backup that somebody takes away shows, and one that a prune removed doesn't. */
final class RemovalsTest {
  private final Host host = new Host();
  private final MemoryStorage storage = new MemoryStorage(Host::now);
  private final Repository repository = host.create(storage);
  private final List<BackupId> ids = new ArrayList<>();

  RemovalsTest() {
    for (int i = 0; i < 5; i++) {
      backUp();
    }
  }

  private void backUp() {
    int number = ids.size();
    ids.add(Host.backup(repository, Map.of("a.bson", Documents.some(number, 20, 50))).backup());
  }

  @Test
  void whatAPruneRemovedIsExplained() {
    prune(1, 3);
    assertThat(findings()).isEmpty();
    assertThat(removed()).containsExactly(ids.get(1), ids.get(3));
  }

  @Test
  void whatSomebodyTookAwayIsFound() {
    takeAway(2);
    assertThat(findings())
        .singleElement()
        .satisfies(
            finding -> {
              assertThat(finding.problem().code()).isEqualTo(Code.BACKUP_REMOVED);
              assertThat(finding.problem().message()).contains(ids.get(2).value());
              assertThat(finding.backups()).containsExactly(ids.get(2).value());
            });
  }

  @Test
  void alsoIfThoseAfterItWerePruned() {
    prune(2, 3);
    takeAway(1);
    assertThat(findings())
        .singleElement()
        .satisfies(finding -> assertThat(finding.backups()).containsExactly(ids.get(1).value()));
  }

  @Test
  void alsoIfTheRecordWentWithIt() {
    prune(2);
    keys(Layout.REMOVED).forEach(storage::delete);
    assertThat(findings()).hasSize(1);
  }

  @Test
  void whoHasNoKeyCantExplainIt() {
    takeAway(2);
    Manifest next = repository.find(ids.get(3)).orElseThrow().trusted();
    Manifest.Previous named = next.previous().orElseThrow();
    BackupId prune = new BackupId("20261123T070000Z-00ab12");
    Removal forged =
        new Removal(
            repository.id(),
            prune,
            Host.START,
            "h",
            List.of(new Removal.Removed(named.backup(), named.sha256(), Optional.empty())));
    storage.create(Layout.removal(prune), Content.of(forged.print()));
    assertThat(findings()).hasSize(1);
    storage.create(
        Layout.removalSignature(prune), Content.of(new Host().signing.sign(forged.print())));
    assertThat(findings()).hasSize(1);
  }

  @Test
  void aRecordOfAnotherManifestExplainsNothing() {
    takeAway(2);
    Manifest.Previous named =
        repository.find(ids.get(3)).orElseThrow().trusted().previous().orElseThrow();
    repository.acceptRemoval(
        new Manifest.Previous(named.backup(), repository.find(ids.get(0)).orElseThrow().sha256()),
        "h");
    assertThat(findings()).hasSize(1);
    repository.acceptRemoval(named, "h");
    assertThat(findings()).isEmpty();
  }

  @Test
  void recordsStaySmall() {
    for (int i = 0; i < 40; i++) {
      backUp();
      prune(Duration.ZERO, Set.of(ids.get(ids.size() - 3)));
    }
    assertThat(findings()).isEmpty();
    assertThat(keys(Layout.REMOVED)).hasSize(2);
    assertThat(removed().size()).isLessThanOrEqualTo(repository.backups().size() + 1);
    // And what they say reaches as far back as ever.
    takeAway(1);
    assertThat(findings()).hasSize(1);
  }

  @Test
  void whatABackupUnderWayWillNameIsKept() {
    try (Progress.Phase phase = Progress.silent().start("backup", 0, Progress.Unit.BYTES);
        BackupWriter late = repository.begin(Host.request(), phase)) {
      BackupId newest = ids.getLast();
      backUp();
      prune(PruneScene.GRACE, Set.of(newest));
      backUp();
      prune(PruneScene.GRACE, Set.of(ids.get(1)));
      late.publish(Host.capture(List.of()));
    }
    assertThat(findings()).isEmpty();
  }

  @Test
  void whatAKilledPruneNeverRemovedIsNobodysLicence() {
    Manifest.Previous named =
        repository.find(ids.get(3)).orElseThrow().trusted().previous().orElseThrow();
    repository.acceptRemoval(named, "h"); // As a prune does that is killed before it removes.
    prune(0);
    assertThat(removed()).as("that prune may go on").contains(ids.get(2));
    prune(Duration.ZERO, Set.of(ids.get(1)));
    assertThat(removed()).containsExactly(ids.get(1));
    takeAway(2);
    assertThat(findings()).hasSize(1);
  }

  @Test
  void beforeThereWereRecordsNothingIsSaidAgainstAnybody() {
    takeAway(2);
    ObjectKey key = Layout.manifest(ids.get(3));
    String text = new String(Bytes.read(storage, key), StandardCharsets.UTF_8);
    String old = text.replaceFirst(",\\s*\"recorded\" : true", "");
    assertThat(old).isNotEqualTo(text);
    byte[] bytes = old.getBytes(StandardCharsets.UTF_8);
    storage.delete(key);
    storage.delete(Layout.signature(ids.get(3)));
    storage.delete(Layout.manifest(ids.get(4)));
    storage.create(Layout.signature(ids.get(3)), Content.of(host.signing.sign(bytes)));
    storage.create(key, Content.of(bytes));
    Repository other = host.withCatalogue(new MemoryCatalogue()).open(storage);
    ChainCheck chain = new ChainCheck(other);
    assertThat(chain.run(other.backups())).isEmpty();
    assertThat(chain.gaps()).hasSize(1);
  }

  @Test
  void aCopyKnowsWhatWasRemovedHere() {
    MemoryStorage copy = new MemoryStorage(Host::now);
    prune(2);
    new RepositoryCopy(repository, copy, "host", Progress.silent()).run();
    Repository other = host.open(copy);
    assertThat(new ChainCheck(other).run(other.backups())).isEmpty();
  }

  @Test
  void whatIsInACopyCannotBeTakenAwayThereBecauseItWasRemovedHere() {
    MemoryStorage copy = new MemoryStorage(Host::now);
    new RepositoryCopy(repository, copy, "host", Progress.silent()).run();
    prune(2);
    backUp();
    backUp();
    prune(5);
    new RepositoryCopy(repository, copy, "host", Progress.silent()).run();
    Repository other = host.open(copy);
    assertThat(new ChainCheck(other).run(other.backups())).isEmpty();
    assertThat(other.removed()).extracting(Removal.Removed::backup).containsExactly(ids.get(5));
    new RepositoryCopy(repository, copy, "host", Progress.silent()).run();
    assertThat(other.removed()).hasSize(1);
    copy.delete(Layout.manifest(ids.get(2)));
    copy.delete(Layout.signature(ids.get(2)));
    assertThat(new ChainCheck(other).run(other.backups())).hasSize(1);
  }

  @Test
  void whatWasTakenAwayComesBackFromACopy() {
    MemoryStorage copy = new MemoryStorage(Host::now);
    new RepositoryCopy(repository, copy, "host", Progress.silent()).run();
    takeAway(2);
    RepairReport report =
        new Repairer(repository, Map.of("copy", host.open(copy)), Host::now, Progress.silent())
            .run(repository.backups(), true, ObjectChecks.forgetful());
    assertThat(report.whole()).isTrue();
    assertThat(report.mended()).hasSize(1);
    assertThat(findings()).isEmpty();
    assertThat(repository.backups()).hasSize(5).allMatch(entry -> entry.problem().isEmpty());
  }

  private void takeAway(int number) {
    storage.delete(Layout.manifest(ids.get(number)));
    storage.delete(Layout.signature(ids.get(number)));
  }

  private void prune(int... numbers) {
    Set<BackupId> going = new HashSet<>();
    for (int number : numbers) {
      going.add(ids.get(number));
    }
    prune(PruneScene.GRACE, going);
  }

  private void prune(Duration grace, Set<BackupId> going) {
    PruneOrder order = new PruneOrder(going, grace, "host", (backups, holds, now) -> going);
    try (Progress.Phase phase = Progress.silent().start("prune", 0, Progress.Unit.ITEMS)) {
      assertThat(repository.prune(order, phase).backups())
          .containsExactlyInAnyOrderElementsOf(going);
    }
  }

  private List<Finding> findings() {
    return new ChainCheck(repository).run(repository.backups());
  }

  private List<BackupId> removed() {
    return repository.removed().stream().map(Removal.Removed::backup).sorted().toList();
  }

  private List<ObjectKey> keys(String prefix) {
    List<ObjectKey> keys = new ArrayList<>();
    storage.list(prefix, info -> keys.add(info.key()));
    return keys;
  }
}
