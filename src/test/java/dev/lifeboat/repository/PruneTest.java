package dev.lifeboat.repository;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lifeboat.io.HostProcess;
import dev.lifeboat.problem.Code;
import dev.lifeboat.problem.ProblemException;
import dev.lifeboat.progress.Progress;
import dev.lifeboat.repository.manifest.BackupId;
import dev.lifeboat.repository.manifest.Manifest;
import dev.lifeboat.repository.manifest.Pending;
import dev.lifeboat.repository.manifest.Tombstone;
import dev.lifeboat.storage.Content;
import dev.lifeboat.storage.ObjectKey;
import dev.lifeboat.storage.memory.MemoryStorage;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class PruneTest {
  private static final Duration GRACE = Duration.ofDays(7);

  private final AtomicReference<Duration> later = new AtomicReference<>(Duration.ZERO);
  private final MemoryStorage storage = new MemoryStorage(() -> Host.now().plus(later.get()));
  private final Host host = new Host();
  private final Repository repository = host.create(storage);

  static Pruned prune(Repository repository, Manifest... removed) {
    Set<BackupId> ids = new java.util.HashSet<>();
    for (Manifest manifest : removed) {
      ids.add(manifest.backup());
    }
    return prune(repository, new PruneOrder(ids, GRACE, "host", (backups, holds, now) -> ids));
  }

  private static Pruned prune(Repository repository, PruneOrder order) {
    try (Progress.Phase phase = Progress.silent().start("prune", 0, Progress.Unit.ITEMS)) {
      return repository.prune(order, phase);
    }
  }

  private Manifest backup(String name, int first) {
    return Host.backup(
        host.open(storage),
        Map.of("same.bson", Documents.some(1, 400, 4000), name, Documents.some(first, 400, 4000)));
  }

  private void assertHolds(Manifest manifest, String name, int first) {
    Map<String, byte[]> read = Host.read(repository, manifest);
    assertThat(Arrays.equals(read.get("same.bson"), Documents.some(1, 400, 4000))).isTrue();
    assertThat(Arrays.equals(read.get(name), Documents.some(first, 400, 4000))).isTrue();
  }

  private List<String> keys(String prefix) {
    List<String> keys = new ArrayList<>();
    storage.list(prefix, info -> keys.add(info.key().value()));
    return keys;
  }

  @Test
  void whatOnlyTheRemovedNeedGoesAndNothingElse() {
    Manifest first = backup("a.bson", 1000);
    Manifest second = backup("b.bson", 2000);
    Manifest third = backup("c.bson", 3000);
    Set<BackupId> going = Set.of(first.backup(), third.backup());
    Unneeded expected = repository.unneeded(repository.backups(), going, Instant.MIN);

    Pruned pruned = prune(repository, first, third);

    assertThat(pruned.backups()).containsExactly(first.backup(), third.backup());
    assertThat(pruned.objects()).isEqualTo(6).isEqualTo(expected.objects());
    assertThat(pruned.bytes()).isEqualTo(expected.bytes()).isGreaterThan(1_000_000);
    assertThat(repository.backups()).extracting(BackupEntry::id).containsExactly(second.backup());
    assertThat(keys("objects/")).hasSize(repository.objects(second).objects().size() + 1);
    assertThat(keys("tombstones/")).isEmpty();
    assertThat(keys("backups/")).hasSize(2);
    assertHolds(second, "b.bson", 2000);
    assertThat(prune(repository).objects()).isZero();
  }

  @Test
  void whatTheOrderDoesNotNameStaysWhateverTheDecisionSays() {
    Manifest first = backup("a.bson", 1000);
    Manifest second = backup("b.bson", 2000);
    Set<BackupId> all = Set.of(first.backup(), second.backup());
    PruneOrder order =
        new PruneOrder(Set.of(first.backup()), GRACE, "host", (backups, holds, now) -> all);
    assertThat(prune(repository, order).backups()).containsExactly(first.backup());
    PruneOrder none = new PruneOrder(all, GRACE, "host", (backups, holds, now) -> Set.of());
    assertThat(prune(repository, none).backups()).isEmpty();
    assertHolds(second, "b.bson", 2000);
  }

  @Test
  void objectsOfInterruptedBackupsGoOnceTheyAreOld() {
    Manifest kept = backup("a.bson", 1000);
    interrupt(Documents.some(5000, 400, 4000));
    assertThat(prune(repository).objects()).isZero();
    storage.create(Layout.signature(BackupId.at(Host.START, 9)), Content.of(new byte[] {1}));
    later.set(GRACE.plusDays(1));
    Pruned pruned = prune(repository);
    assertThat(pruned.objects()).isEqualTo(1);
    assertThat(pruned.waitsFor()).isEmpty();
    assertThat(keys("backups/")).hasSize(2);
    assertHolds(kept, "a.bson", 1000);
  }

  private void interrupt(byte[] documents) {
    try (Progress.Phase phase = Progress.silent().start("backup", 0, Progress.Unit.BYTES);
        BackupWriter writer = repository.begin(Host.request(), phase)) {
      // Longer than what is packed, so that it is stored at once.
      Host.write(writer, "gone.bson", documents);
    }
  }

  @Test
  void whileABackupIsUnderWayNoObjectGoes() {
    Manifest first = backup("a.bson", 1000);
    Manifest second = backup("b.bson", 2000);
    announce(1, "elsewhere");
    Pruned pruned = prune(repository, first);
    assertThat(pruned.backups()).containsExactly(first.backup());
    assertThat(pruned.objects()).isZero();
    assertThat(pruned.waitsFor()).singleElement().asString().contains("on host 'elsewhere'");

    storage.delete(Layout.pending(BackupId.at(Host.START, 1)));
    later.set(GRACE.plusDays(1));
    assertThat(prune(repository).objects()).isEqualTo(3);
    assertHolds(second, "b.bson", 2000);
  }

  private void announce(int number, String where) {
    BackupId id = BackupId.at(Host.START, number);
    storage.create(
        Layout.pending(id),
        Content.of(new Pending(id, where, Host.START, Optional.empty()).print()));
  }

  @Test
  void aBackupUnderWayForTooLongIsGivenUp() {
    Manifest first = backup("a.bson", 1000);
    Manifest second = backup("b.bson", 2000);
    announce(1, "elsewhere");
    later.set(GRACE.plusDays(1));
    assertThat(prune(repository, first).objects()).isEqualTo(3);
    assertThat(keys("pending/")).isEmpty();
    assertThat(keys("revoked/")).hasSize(1);
    assertHolds(second, "b.bson", 2000);
    later.set(Duration.ofDays(400));
    prune(repository);
    assertThat(keys("revoked/")).isEmpty();
  }

  @Test
  void whoPlantsARevocationHasNoBackupRemoved() {
    Manifest first = backup("a.bson", 1000);
    backup("b.bson", 2000);
    loseAnObject(first);
    later.set(Duration.ofHours(1));
    revoke(first);
    assertThat(prune(repository).problems()).isEmpty();
    assertThat(repository.backups()).hasSize(2);
    assertThat(repository.removed()).isEmpty();
  }

  @Test
  void whatWasPublishedAfterItWasGivenUpGoesUnlessItIsHeld() {
    Manifest first = backup("a.bson", 1000);
    backup("b.bson", 2000);
    repository.hold(first.backup(), "audit", Optional.empty(), "host");
    loseAnObject(first);
    revoke(first);
    later.set(Duration.ofHours(1));
    byte[] manifest = Bytes.read(storage, Layout.manifest(first.backup()));
    storage.delete(Layout.manifest(first.backup()));
    storage.create(Layout.manifest(first.backup()), Content.of(manifest));
    assertThat(prune(repository).problems()).isEmpty();
    assertThat(repository.backups()).hasSize(2);

    repository.release(first.backup());

    assertThat(prune(repository).problems())
        .singleElement()
        .satisfies(
            problem -> {
              assertThat(problem.code()).isEqualTo(Code.OBJECT_MISSING);
              assertThat(problem.message()).contains(first.backup().value());
            });
    assertThat(repository.backups()).hasSize(1);
  }

  private void loseAnObject(Manifest manifest) {
    storage.delete(Layout.object(repository.objects(manifest).objects().getFirst().digest()));
  }

  private void revoke(Manifest manifest) {
    storage.create(Layout.revoked(manifest.backup()), Content.of(new byte[] {1}));
  }

  @Test
  void aSuspendedBackupThatCommitsLaterFindsOut() {
    Manifest first = backup("a.bson", 1000);
    Manifest second = backup("b.bson", 2000);
    Repository laptop = host.open(storage);
    try (Progress.Phase phase = Progress.silent().start("backup", 0, Progress.Unit.BYTES);
        BackupWriter writer = laptop.begin(Host.request(), phase)) {
      var stream = Host.write(writer, "a.bson", Documents.some(1000, 400, 4000));
      later.set(GRACE.plusDays(1));
      assertThat(prune(repository, first).objects()).isEqualTo(3);
      assertThatThrownBy(
              () ->
                  writer.publish(
                      Host.capture(
                          List.of(
                              new dev.lifeboat.source.NamedStream(
                                  new dev.lifeboat.source.StreamName("a.bson"), stream)))))
          .isInstanceOfSatisfying(
              ProblemException.class,
              e -> assertThat(e.problems().getFirst().code()).isEqualTo(Code.BUSY));
    }
    assertThat(repository.backups()).extracting(BackupEntry::id).containsExactly(second.backup());
    assertHolds(second, "b.bson", 2000);
    assertHolds(backup("a.bson", 1000), "a.bson", 1000);
  }

  @Test
  void aTombstoneOfADeadPruneOfThisHostGoesAtOnce() {
    Manifest first = backup("a.bson", 1000);
    entomb(1, "host", Set.of(first.backup()), "4194999 7 " + namespace());
    Manifest second = backup("b.bson", 2000);
    assertThat(second.newBytes()).isLessThan(first.newBytes());
    assertThat(keys("tombstones/")).isEmpty();
  }

  @Test
  void aTombstoneOfAnotherHostStaysUntilItsPruneCannotWakeUp() {
    Manifest first = backup("a.bson", 1000);
    entomb(1, "elsewhere", Set.of(first.backup()), "7 7 elsewhere");
    prune(repository);
    assertThat(keys("tombstones/")).hasSize(1);
    assertThat(keys("revoked/")).isEmpty();
    later.set(GRACE.plusDays(1));
    prune(repository);
    assertThat(keys("tombstones/")).hasSize(1);
    assertThat(keys("revoked/")).hasSize(1);
    later.set(GRACE.plusDays(1).multipliedBy(2));
    prune(repository);
    assertThat(keys("tombstones/")).isEmpty();
  }

  @Test
  void aPruneThatWasGivenUpRemovesNothing() {
    Manifest first = backup("a.bson", 1000);
    Manifest second = backup("b.bson", 2000);
    Set<BackupId> ids = Set.of(first.backup());
    PruneOrder order =
        new PruneOrder(
            ids,
            GRACE,
            "host",
            (backups, holds, now) -> {
              String tombstone = keys("tombstones/").getFirst();
              storage.create(
                  ObjectKey.of(tombstone.replace("tombstones", "revoked")),
                  Content.of(new byte[] {1}));
              return ids;
            });
    assertThatThrownBy(() -> prune(repository, order))
        .hasMessageContaining("another one has taken over");
    assertThat(repository.backups()).hasSize(2);
    assertHolds(first, "a.bson", 1000);
    assertHolds(second, "b.bson", 2000);
    assertThat(keys("tombstones/")).isEmpty();
  }

  private static String namespace() {
    return HostProcess.current().replaceFirst("\\S+ \\S+ ", "");
  }

  private void entomb(int number, String where, Set<BackupId> removes, String process) {
    BackupId name = BackupId.at(Host.START, number);
    storage.create(
        Layout.tombstone(name),
        Content.of(new Tombstone(name, where, Host.START, Optional.of(process), removes).print()));
  }

  @Test
  void duringAPruneABackupUsesWhatTheOthersName() {
    Manifest first = backup("a.bson", 1000);
    Manifest second = backup("b.bson", 2000);
    entomb(1, "elsewhere", Set.of(first.backup()), "7 7 elsewhere");
    Manifest third = backup("a.bson", 1000);
    // What both have in common is used, what only the first one has isn't.
    assertThat(third.newBytes()).isBetween(second.newBytes() * 3 / 4, second.newBytes() * 5 / 4);
    assertThat(repository.objects(third).objects())
        .filteredOn(repository.objects(second).objects()::contains)
        .hasSize(1);
    assertHolds(third, "a.bson", 1000);
  }

  @Test
  void withoutEncryptionABackupDoesNotCountOnWhatIsAboutToGo() {
    Repository open =
        host.open(storage, host.keys(dev.lifeboat.repository.crypto.ObjectCipher.none()));
    Map<String, byte[]> streams = Map.of("a.bson", Documents.some(1, 400, 4000));
    Manifest first = Host.backup(open, streams);
    entomb(1, "elsewhere", Set.of(first.backup()), "7 7 elsewhere");
    assertThatThrownBy(() -> Host.backup(open, streams))
        .hasMessageContaining("a prune is about to remove");
    assertThat(keys("pending/")).isEmpty();
    assertThat(keys("backups/")).hasSize(2);
  }

  @Test
  void whileAManifestCannotBeReadNoObjectGoes() {
    Manifest first = backup("a.bson", 1000);
    Manifest second = backup("b.bson", 2000);
    storage.delete(Layout.object(second.list().digest()));
    Pruned pruned = prune(repository, first);
    assertThat(pruned.backups()).containsExactly(first.backup());
    assertThat(pruned.objects()).isZero();
    assertThat(pruned.problems())
        .singleElement()
        .satisfies(problem -> assertThat(problem.code()).isEqualTo(Code.PRUNE_BLOCKED));
  }
}
