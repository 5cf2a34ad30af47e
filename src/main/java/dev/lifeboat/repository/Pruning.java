package dev.lifeboat.repository;

import dev.lifeboat.problem.Code;
import dev.lifeboat.problem.Problem;
import dev.lifeboat.problem.ProblemException;
import dev.lifeboat.progress.Progress;
import dev.lifeboat.repository.crypto.SigningKey;
import dev.lifeboat.repository.manifest.BackupId;
import dev.lifeboat.repository.manifest.Digest;
import dev.lifeboat.repository.manifest.Manifest;
import dev.lifeboat.storage.ObjectInfo;
import dev.lifeboat.storage.ObjectKey;
import dev.lifeboat.storage.Storage;
import dev.lifeboat.storage.StorageException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * One prune, without a lock. The order is what makes it safe:
 *
 * <ol>
 *   <li>The tombstone. A backup that begins from now on sees it, and uses only what stays.
 *   <li>Then {@code pending/}: whoever began before is in it, or has its manifest in the next list.
 *       Who is too old is revoked, and finds that out before and after it publishes.
 *   <li>Then the holds and manifests: what is there now stays unless the order says otherwise.
 *   <li>The record of what goes, so that one that somebody else takes away shows.
 *   <li>Manifests go before any object, since every manifest that exists must restore.
 *   <li>Objects go only if nobody was under way, and only what nobody names and somebody who was
 *       removed named, or what is older than the grace.
 *   <li>The tombstone goes last.
 * </ol>
 *
 * Killed anywhere it leaves backups that are whole, objects that the next prune removes, and a
 * tombstone that the next backup or prune of the host removes.
 */
final class Pruning {
  /** How long a revocation stays: longer than any process sleeps. */
  private static final Duration FORGOTTEN = Duration.ofDays(365);

  /** How long it may go on without asking whether another prune has given it up. */
  private static final Duration CONFIDENCE = Duration.ofSeconds(10);

  private final Storage storage;
  private final Repository repository;
  private final PruneOrder order;
  private final BackupId name;
  private final SigningKey signing;
  private final InstantSource clock;
  private final Progress.Phase progress;
  private final PendingBackups pendings;
  private final List<Problem> problems = new ArrayList<>();
  private Instant asked = Instant.MIN;
  private long objects;
  private long bytes;

  Pruning(
      Repository repository,
      PruneOrder order,
      BackupId name,
      SigningKey signing,
      Progress.Phase progress) {
    this.signing = signing;
    this.repository = repository;
    this.storage = repository.storage();
    this.order = order;
    this.name = name;
    this.clock = repository.clock();
    this.progress = progress;
    this.pendings = new PendingBackups(storage, order.host(), clock.instant());
  }

  Pruned run() {
    Announcements announcements = new Announcements(storage, order.host());
    announcements.removeDead();
    Instant now = announcements.addTombstone(name, order.removes(), clock.instant()).received();
    try {
      return run(now);
    } finally {
      // Whatever stopped it must not keep it from saying that it stopped.
      boolean interrupted = Thread.interrupted();
      try {
        storage.delete(Layout.tombstone(name));
      } finally {
        if (interrupted) {
          Thread.currentThread().interrupt();
        }
      }
    }
  }

  private Pruned run(Instant now) {
    giveUpOtherPrunes(now);
    List<String> alive = pendings.alive(now.minus(order.grace()));
    List<HeldBackup> holds = repository.holds();
    List<Surveyed> all = repository.survey();
    List<Surveyed> backups = withoutBroken(all, holds, now);
    Set<BackupId> going = new HashSet<>(order.decision().removes(backups, holds, now));
    going.retainAll(order.removes());
    List<BackupEntry> entries = backups.stream().map(Surveyed::entry).toList();
    record(entries, going, now);

    NamedObjects removed = new NamedObjects(repository.reader());
    List<BackupId> done = new ArrayList<>();
    for (BackupEntry entry : entries) {
      if (going.contains(entry.id())) {
        // Of a damaged list the rest goes by its age.
        entry.manifest().ifPresent(manifest -> tryToAdd(removed, manifest));
        remove(entry.id());
        done.add(entry.id());
      }
    }
    if (alive.isEmpty()) {
      needed(entries, going)
          .ifPresent(needed -> removeObjects(needed, removed::contains, now.minus(order.grace())));
    }
    removeLeftovers(entries, now);
    return new Pruned(done, objects, bytes, alive, problems);
  }

  /**
   * Says for good which backups are about to go, so that one that somebody else takes away shows.
   * Before they go: a gap that nobody explains is a finding.
   */
  private void record(List<BackupEntry> entries, Set<BackupId> going, Instant now) {
    Map<Boolean, List<BackupEntry>> parts =
        entries.stream().collect(Collectors.partitioningBy(entry -> going.contains(entry.id())));
    List<BackupEntry> leaving = parts.getOrDefault(true, List.of());
    if (!leaving.isEmpty()) {
      checkNotRevoked();
      repository
          .removals()
          .add(
              BackupId.at(clock.instant(), ThreadLocalRandom.current().nextInt()),
              leaving.stream().flatMap(entry -> Removals.of(entry).stream()).toList(),
              parts.getOrDefault(false, List.of()),
              signing,
              order.host(),
              clock.instant(),
              now.minus(order.grace()));
    }
  }

  /** The objects that would be removed if these backups were. */
  static Unneeded unneeded(
      Repository repository, List<BackupEntry> entries, Set<BackupId> going, Instant limit) {
    NamedObjects removed = new NamedObjects(repository.reader());
    NamedObjects needed = new NamedObjects(repository.reader());
    for (BackupEntry entry : entries) {
      entry
          .manifest()
          .ifPresent(manifest -> tryToAdd(going.contains(entry.id()) ? removed : needed, manifest));
    }
    long[] sums = new long[2];
    repository
        .storage()
        .list(
            Layout.OBJECTS,
            info -> {
              if (isUnneeded(info, needed, removed::contains, limit)) {
                sums[0]++;
                sums[1] += info.size();
              }
            });
    return new Unneeded(sums[0], sums[1]);
  }

  private static boolean tryToAdd(NamedObjects named, Manifest manifest) {
    try {
      named.add(manifest);
      return true;
    } catch (ProblemException e) {
      return false;
    }
  }

  /**
   * A prune of another host that began long ago is revoked; it looks whether it is before it
   * removes anything. Its tombstone goes only after one more grace, so that no backup counts on
   * what it might remove.
   */
  private void giveUpOtherPrunes(Instant now) {
    List<ObjectInfo> tombstones = new ArrayList<>();
    storage.list(Layout.TOMBSTONES, tombstones::add);
    for (ObjectInfo info : tombstones) {
      Optional<BackupId> other = Layout.id(Layout.TOMBSTONES, info.key(), Layout.MANIFEST_SUFFIX);
      if (other.isEmpty()
          || other.get().equals(name)
          || !info.received().isBefore(now.minus(order.grace()))) {
        continue;
      }
      Optional<ObjectInfo> revoked = storage.stat(Layout.revoked(other.get()));
      if (revoked.isEmpty()) {
        pendings.revoke(other.get());
      } else if (revoked.get().received().isBefore(now.minus(order.grace()))) {
        storage.delete(info.key());
      }
    }
  }

  /**
   * A backup that was given up may have published its manifest and died before it looked again. If
   * it lost nothing it is as good as any. One that was there before it was given up has lost
   * nothing by that: nobody signs a revocation, and it must not be a way to have backups removed.
   */
  private List<Surveyed> withoutBroken(
      List<Surveyed> backups, List<HeldBackup> holds, Instant now) {
    Map<BackupId, Instant> revoked = revocations();
    Set<BackupId> held =
        holds.stream()
            .filter(hold -> hold.holdsAt(now))
            .map(HeldBackup::backup)
            .collect(Collectors.toSet());
    List<Surveyed> whole = new ArrayList<>();
    for (Surveyed backup : backups) {
      BackupEntry entry = backup.entry();
      if (entry.problem().isEmpty()
          && revoked.containsKey(entry.id())
          && !backup.received().isBefore(revoked.get(entry.id()))
          && !held.contains(entry.id())
          && lostObjects(entry.trusted())) {
        record(backups.stream().map(Surveyed::entry).toList(), Set.of(entry.id()), now);
        remove(entry.id());
        problems.add(
            Problem.of(
                Code.OBJECT_MISSING,
                "backup '%s' was given up while it was made, and lacks objects: it was removed"
                    .formatted(entry.id()),
                "see whether there is another one of that time: lifeboat list"));
      } else {
        whole.add(backup);
      }
    }
    return whole;
  }

  /** When backups and prunes were given up, by the storage's clock. */
  private Map<BackupId, Instant> revocations() {
    Map<BackupId, Instant> revoked = new HashMap<>();
    storage.list(
        Layout.REVOKED,
        info ->
            Layout.id(Layout.REVOKED, info.key(), Layout.MANIFEST_SUFFIX)
                .ifPresent(id -> revoked.put(id, info.received())));
    return revoked;
  }

  private boolean lostObjects(Manifest manifest) {
    try {
      return repository.objects(manifest).objects().stream()
          .anyMatch(object -> storage.stat(Layout.object(object.digest())).isEmpty());
    } catch (ProblemException e) {
      return e.problems().getFirst().code() == Code.OBJECT_MISSING;
    }
  }

  /** The manifest first: without it there is no backup, whatever else is there. */
  private void remove(BackupId backup) {
    checkNotRevoked();
    storage.delete(Layout.manifest(backup));
    storage.delete(Layout.signature(backup));
    progress.advance(1);
  }

  /** What all backups that stay need; empty, with a problem, if nobody can tell. */
  private Optional<NamedObjects> needed(List<BackupEntry> entries, Set<BackupId> going) {
    NamedObjects needed = new NamedObjects(repository.reader());
    int before = problems.size();
    for (BackupEntry entry : entries) {
      if (going.contains(entry.id())) {
        continue;
      }
      // Also one that isn't trusted may be somebody's.
      if (entry.manifest().isEmpty() || !tryToAdd(needed, entry.manifest().get())) {
        problems.add(
            Problem.of(
                Code.PRUNE_BLOCKED,
                "nobody can tell what backup '%s' needs, so no object was removed"
                    .formatted(entry.id()),
                "see what is wrong with it: lifeboat verify %s --level stored"
                    .formatted(entry.id()),
                "if it is of no use, remove its file 'backups/%s.json'".formatted(entry.id())));
      }
    }
    return problems.size() == before ? Optional.of(needed) : Optional.empty();
  }

  private void removeObjects(NamedObjects needed, Predicate<Digest> removed, Instant limit) {
    List<ObjectInfo> unneeded = new ArrayList<>();
    storage.list(
        Layout.OBJECTS,
        info -> {
          if (isUnneeded(info, needed, removed, limit)) {
            unneeded.add(info);
          }
        });
    for (ObjectInfo info : unneeded) {
      checkNotRevoked();
      if (deleted(info.key())) {
        Layout.digest(info.key())
            .filter(object -> repository.catalogue().find(object).isPresent())
            .ifPresent(object -> repository.catalogue().forget(object));
        objects++;
        bytes += info.size();
      }
      progress.advance(1);
    }
  }

  /** What a backup that never ended left may be locked still: a later prune removes it. */
  private boolean deleted(ObjectKey key) {
    try {
      storage.delete(key);
      return true;
    } catch (StorageException e) {
      if (e.kind() == StorageException.Kind.ACCESS_DENIED && storage.lockedUntil(key).isPresent()) {
        return false;
      }
      throw e;
    }
  }

  private static boolean isUnneeded(
      ObjectInfo info, NamedObjects needed, Predicate<Digest> removed, Instant limit) {
    Optional<Digest> digest = Layout.digest(info.key());
    return digest.isPresent()
        && !needed.contains(digest.get())
        && (removed.test(digest.get()) || info.received().isBefore(limit));
  }

  /** Whoever was asleep for long may have been given up meanwhile, and must not remove anything. */
  private void checkNotRevoked() {
    if (Thread.interrupted()) {
      throw Problem.of(
              Code.INTERRUPTED,
              "interrupted while removing backups",
              "what was removed is whole gone, and the rest is whole there",
              "go on: lifeboat prune")
          .exception();
    }
    Instant now = clock.instant();
    if (asked.equals(Instant.MIN)
        || now.isBefore(asked)
        || Duration.between(asked, now).compareTo(CONFIDENCE) > 0) {
      if (storage.stat(Layout.revoked(name)).isPresent()) {
        throw Problem.of(
                Code.BUSY,
                "prune '" + name + "' took so long that another one has taken over",
                "look at what is left to do: lifeboat prune --dry-run")
            .exception();
      }
      asked = now;
    }
  }

  /** What means nothing any more: signatures without manifest, what was said of removed backups. */
  private void removeLeftovers(List<BackupEntry> entries, Instant now) {
    Set<BackupId> known = new HashSet<>();
    entries.forEach(entry -> known.add(entry.id()));
    Instant limit = now.minus(order.grace());
    removeIf(Layout.BACKUPS, Layout.SIGNATURE_SUFFIX, known, limit);
    for (String folder : List.of(Layout.ACCEPTED, Layout.HOLDS)) {
      for (ObjectInfo info : old(folder, limit)) {
        String id = info.key().value().substring(folder.length()).replaceFirst("\\..*", "");
        BackupId.parse(id).filter(this::isNoBackup).ifPresent(gone -> storage.delete(info.key()));
      }
    }
    for (ObjectInfo info : old(Layout.REVOKED, now.minus(FORGOTTEN))) {
      Layout.id(Layout.REVOKED, info.key(), Layout.MANIFEST_SUFFIX)
          .filter(id -> storage.stat(Layout.tombstone(id)).isEmpty())
          .ifPresent(id -> storage.delete(info.key()));
    }
  }

  private void removeIf(String folder, String suffix, Set<BackupId> known, Instant limit) {
    for (ObjectInfo info : old(folder, limit)) {
      Layout.id(folder, info.key(), suffix)
          .filter(id -> !known.contains(id) && isNoBackup(id))
          .ifPresent(id -> storage.delete(info.key()));
    }
  }

  /** Neither there nor about to be. */
  private boolean isNoBackup(BackupId id) {
    return storage.stat(Layout.pending(id)).isEmpty()
        && storage.stat(Layout.manifest(id)).isEmpty();
  }

  private List<ObjectInfo> old(String folder, Instant limit) {
    List<ObjectInfo> old = new ArrayList<>();
    storage.list(
        folder,
        info -> {
          if (info.received().isBefore(limit)) {
            old.add(info);
          }
        });
    return old;
  }
}
