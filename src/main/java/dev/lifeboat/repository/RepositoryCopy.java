package dev.lifeboat.repository;

import dev.lifeboat.problem.Code;
import dev.lifeboat.problem.Problem;
import dev.lifeboat.problem.ProblemException;
import dev.lifeboat.progress.Progress;
import dev.lifeboat.repository.manifest.BackupId;
import dev.lifeboat.repository.manifest.Digest;
import dev.lifeboat.repository.manifest.FormatException;
import dev.lifeboat.repository.manifest.Head;
import dev.lifeboat.repository.manifest.Manifest;
import dev.lifeboat.repository.manifest.ObjectList;
import dev.lifeboat.repository.manifest.Removal;
import dev.lifeboat.repository.manifest.StoredObject;
import dev.lifeboat.storage.Content;
import dev.lifeboat.storage.ObjectKey;
import dev.lifeboat.storage.Storage;
import dev.lifeboat.storage.StorageException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Copies backups to a second storage as they are stored, so that no key is needed. In the order of
 * a backup: announced, objects, signature, manifest last; so a copy that is cut off leaves nothing
 * that counts, and the next one goes on from there. Nothing is ever overwritten. Every object is
 * compared with its name, which is its digest, on its way.
 *
 * <p>Only what belongs to the format is copied: whatever else somebody put there stays where it is,
 * and so do damaged files in quarantine.
 *
 * <p>The copy is a repository with the same id, from which everything can be restored.
 */
public final class RepositoryCopy {
  /** Each holds one object in memory, 48 MiB at most. */
  private static final int LANES = 3;

  private final Repository repository;
  private final Storage from;
  private final Storage to;
  private final String host;
  private final Progress progress;
  private final Map<Digest, Long> there = new ConcurrentHashMap<>();
  private final AtomicLong objects = new AtomicLong();
  private final AtomicLong bytes = new AtomicLong();

  /**
   * A copy to be made.
   *
   * @param to the second storage, empty or with an earlier copy
   * @param host who copies
   */
  public RepositoryCopy(Repository repository, Storage to, String host, Progress progress) {
    this.repository = repository;
    this.from = repository.storage();
    this.to = to;
    this.host = host;
    this.progress = progress;
  }

  /** The backups that are in a storage, trusted or not. */
  public static Set<BackupId> backups(Storage storage) {
    Set<BackupId> ids = new HashSet<>();
    storage.list(
        Layout.BACKUPS,
        info -> Layout.id(Layout.BACKUPS, info.key(), Layout.MANIFEST_SUFFIX).ifPresent(ids::add));
    return ids;
  }

  /**
   * Copies every backup that isn't there yet, the oldest first.
   *
   * @throws ProblemException REPOSITORY_EXISTS, if another repository is there
   */
  public CopyReport run() {
    requireSame();
    List<BackupEntry> entries = repository.backups();
    start(entries);
    BackupId id = BackupId.at(repository.clock().instant(), ThreadLocalRandom.current().nextInt());
    Announcements announcements = new Announcements(to, host);
    announcements.add(id, repository.clock().instant());
    try {
      announcements.removeDead();
      return copy(entries);
    } finally {
      BackupWriter.withdraw(to, id);
    }
  }

  private void requireSame() {
    Optional<String> id = Bytes.readIfThere(to, Layout.HEAD).map(this::id);
    if (id.isPresent() && !id.get().equals(repository.id())) {
      throw Problem.of(
              Code.REPOSITORY_EXISTS,
              "in '%s' is another repository, with the id %s".formatted(to.location(), id.get()),
              "copy to an empty place, or to an earlier copy of this repository")
          .exception();
    }
  }

  private String id(byte[] head) {
    try {
      return Head.parse(head).id();
    } catch (FormatException e) {
      throw Problem.of(
              Code.REPOSITORY_FORMAT,
              "'%s' in '%s' is %s".formatted(Layout.HEAD, to.location(), e.getMessage()),
              "copy to an empty place")
          .causedBy(e);
    }
  }

  /** Makes it a repository, and learns what is there. */
  private void start(List<BackupEntry> entries) {
    // What was removed here may be there, and a record would explain it if somebody took it away.
    Set<BackupId> lasting = backups(to);
    entries.forEach(entry -> lasting.add(entry.id()));
    List<ObjectKey> rest = new ArrayList<>();
    from.list(
        "",
        info -> {
          if (Layout.isShared(info.key()) && !isOf(lasting, info.key())) {
            rest.add(info.key());
          }
        });
    // Signatures before what they sign, lifeboat.json last.
    rest.sort(
        Comparator.comparing((ObjectKey key) -> key.equals(Layout.HEAD))
            .thenComparing(key -> !key.value().endsWith(".sig"))
            .thenComparing(key -> key));
    rest.forEach(this::copyIfAbsent);
    recordOthers(lasting);
    to.list(
        Layout.OBJECTS,
        info -> Layout.digest(info.key()).ifPresent(digest -> there.put(digest, info.size())));
  }

  /** Whether a file is of a record that says of one of these backups that it was removed. */
  private boolean isOf(Set<BackupId> backups, ObjectKey key) {
    return Layout.id(Layout.REMOVED, key, Layout.MANIFEST_SUFFIX)
        .or(() -> Layout.id(Layout.REMOVED, key, Layout.SIGNATURE_SUFFIX))
        .filter(
            prune ->
                repository.removals().in(prune).stream()
                    .anyMatch(removed -> backups.contains(removed.backup())))
        .isPresent();
  }

  /**
   * Says of what never came there, or is gone there as well, that it was removed, as far as the
   * records that were copied don't. A host that can't sign leaves that to one that can.
   */
  private void recordOthers(Set<BackupId> lasting) {
    Removals there = repository.removals(to);
    Set<BackupId> known =
        there.list().stream().map(Removal.Removed::backup).collect(Collectors.toSet());
    List<Removal.Removed> others =
        repository.removed().stream()
            .filter(each -> !lasting.contains(each.backup()) && !known.contains(each.backup()))
            .toList();
    if (others.isEmpty()) {
      return;
    }
    Instant now = repository.clock().instant();
    BackupId name = BackupId.at(now, ThreadLocalRandom.current().nextInt());
    repository.signing().ifPresent(signing -> there.write(name, others, signing, host, now));
  }

  private void copyIfAbsent(ObjectKey key) {
    if (to.stat(key).isEmpty()) {
      Bytes.readWholeIfThere(from, key).ifPresent(found -> create(key, found));
    }
  }

  private CopyReport copy(List<BackupEntry> entries) {
    List<String> copied = new ArrayList<>();
    List<Problem> problems = new ArrayList<>();
    int present = 0;
    for (BackupEntry entry : entries) {
      try {
        Optional<byte[]> old = Bytes.readIfThere(to, Layout.manifest(entry.id()));
        if (old.isPresent()) {
          requireEqual(entry, old.get());
          present++;
        } else {
          copy(entry);
          copied.add(entry.id().value());
        }
      } catch (ProblemException e) {
        e.problems().forEach(problem -> problems.add(of(entry, problem)));
      }
    }
    copySlices(problems);
    return new CopyReport(
        from.location(),
        to.location(),
        copied,
        present,
        objects.get(),
        bytes.get(),
        problems,
        List.of());
  }

  /** Slices of oplogs that aren't there yet, each like a backup: its manifest comes last. */
  private void copySlices(List<Problem> problems) {
    Set<ObjectKey> present = new HashSet<>();
    to.list(Layout.OPLOG, info -> present.add(info.key()));
    OplogSlices slices = repository.oplog();
    for (SliceEntry entry : slices.list()) {
      ObjectKey manifest = ObjectKey.of(entry.name() + Layout.MANIFEST_SUFFIX);
      if (!present.contains(manifest)) {
        copySlice(slices, entry, manifest, problems);
      }
    }
  }

  private void copySlice(
      OplogSlices slices, SliceEntry entry, ObjectKey manifest, List<Problem> problems) {
    try {
      byte[] data = slices.stored(entry);
      create(ObjectKey.of(entry.name() + SliceName.DATA), data);
      copyIfAbsent(ObjectKey.of(entry.name() + Layout.SIGNATURE_SUFFIX));
      copyIfAbsent(manifest);
      bytes.addAndGet(data.length);
    } catch (ProblemException e) {
      // One that was merged meanwhile is in another one, which the next copy takes.
      if (from.stat(manifest).isPresent()) {
        problems.addAll(e.problems());
      }
    }
  }

  static Problem of(BackupEntry entry, Problem problem) {
    return Problem.of(
        problem.code(),
        "backup '%s' was not copied: %s".formatted(entry.id(), problem.message()),
        problem.hints().toArray(String[]::new));
  }

  private void requireEqual(BackupEntry entry, byte[] copy) {
    if (!Digest.of(copy).equals(entry.sha256())) {
      throw Problem.of(
              Code.MANIFEST_CORRUPT,
              "there is another manifest with its name in '" + to.location() + "'",
              "nothing is overwritten; see which of the two is right: lifeboat verify all")
          .exception();
    }
  }

  private void copy(BackupEntry entry) {
    Manifest manifest = entry.trusted();
    byte[] signed = Bytes.read(from, Layout.manifest(entry.id()));
    if (!Digest.of(signed).equals(entry.sha256())) {
      throw Problem.of(Code.MANIFEST_CORRUPT, "its manifest changed meanwhile").exception();
    }
    ObjectList needed = repository.objects(manifest);
    List<StoredObject> all =
        Stream.concat(needed.objects().stream(), Stream.of(manifest.list())).toList();
    copyAll(entry, all);
    Locks.extend(to, ObjectList.of(all));
    copyIfAbsent(Layout.signature(entry.id()));
    create(Layout.manifest(entry.id()), signed);
    if (Tombstones.list(to).coverAny()) {
      // A prune of the copy may have removed what was there: once the manifest is there, it stops.
      all.stream()
          .map(StoredObject::digest)
          .filter(digest -> to.stat(Layout.object(digest)).isEmpty())
          .forEach(there::remove);
      copyAll(entry, all);
    }
  }

  private void copyAll(BackupEntry entry, List<StoredObject> all) {
    for (StoredObject object : all) {
      Long size = there.get(object.digest());
      if (size != null && size != object.size()) {
        throw Problem.of(
                Code.OBJECT_CORRUPT,
                "object '%s' has %d bytes in '%s', and %d here"
                    .formatted(Layout.object(object.digest()), size, to.location(), object.size()),
                "remove it there if it is the damaged one, then copy again")
            .exception();
      }
    }
    List<StoredObject> missing =
        all.stream().filter(object -> !there.containsKey(object.digest())).distinct().toList();
    long total = missing.stream().mapToLong(StoredObject::size).sum();
    try (Progress.Phase phase = progress.start("copy " + entry.id(), total, Progress.Unit.BYTES);
        ExecutorService threads =
            Executors.newFixedThreadPool(
                LANES, Thread.ofPlatform().daemon().name("lifeboat-copy-", 0).factory())) {
      List<CompletableFuture<Void>> running =
          missing.stream()
              .map(object -> CompletableFuture.runAsync(() -> copy(object, phase), threads))
              .toList();
      try {
        running.forEach(Futures::join);
      } catch (RuntimeException | Error e) {
        threads.shutdownNow();
        throw e;
      }
    }
  }

  private void copy(StoredObject object, Progress.Phase phase) {
    byte[] stored = repository.stored(object);
    create(Layout.object(object.digest()), stored);
    there.put(object.digest(), object.size());
    objects.incrementAndGet();
    bytes.addAndGet(object.size());
    phase.advance(object.size());
  }

  /** Somebody else may copy at the same time; what is there must be the same then. */
  private void create(ObjectKey key, byte[] content) {
    try {
      to.create(key, Content.of(content));
    } catch (StorageException e) {
      if (e.kind() != StorageException.Kind.ALREADY_EXISTS
          || !Arrays.equals(content, Bytes.read(to, key))) {
        throw e;
      }
    }
  }
}
