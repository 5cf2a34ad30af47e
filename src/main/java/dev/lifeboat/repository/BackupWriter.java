package dev.lifeboat.repository;

import dev.lifeboat.problem.Code;
import dev.lifeboat.problem.Problem;
import dev.lifeboat.progress.Progress;
import dev.lifeboat.repository.crypto.ObjectCipher;
import dev.lifeboat.repository.crypto.SigningKey;
import dev.lifeboat.repository.manifest.Assessment;
import dev.lifeboat.repository.manifest.BackupId;
import dev.lifeboat.repository.manifest.Contents;
import dev.lifeboat.repository.manifest.ContentsJson;
import dev.lifeboat.repository.manifest.Digest;
import dev.lifeboat.repository.manifest.Manifest;
import dev.lifeboat.repository.manifest.ManifestJson;
import dev.lifeboat.repository.manifest.ObjectList;
import dev.lifeboat.repository.manifest.Segment;
import dev.lifeboat.repository.manifest.StoredObject;
import dev.lifeboat.repository.manifest.StreamEntry;
import dev.lifeboat.repository.segment.Cutter;
import dev.lifeboat.source.Capture;
import dev.lifeboat.source.CaptureSink;
import dev.lifeboat.source.NamedStream;
import dev.lifeboat.source.StreamShape;
import dev.lifeboat.source.StreamWriter;
import dev.lifeboat.storage.ObjectInfo;
import dev.lifeboat.storage.Storage;
import dev.lifeboat.storage.StorageException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * Makes one backup: takes streams, and in the end publishes the manifest, which alone makes the
 * backup exist. Closed before that, it leaves objects that a later backup may use, and nothing that
 * counts.
 */
public final class BackupWriter implements CaptureSink, AutoCloseable {
  private static final int WORKERS = 2;

  private final Storage storage;
  private final Manifests manifests;
  private final Removals removals;
  private final Catalogue catalogue;
  private final SigningKey signing;
  private final InstantSource clock;
  private final BackupRequest request;
  private final BackupId id;
  private final Instant startedAt;
  private final Optional<Manifest.Previous> previous;
  private final String repository;
  private final String recipients;
  private final Tombstones tombstones;
  private final SegmentStore store;
  private final Supplier<ObjectWriter> writers;
  private final Workers workers;
  private final SegmentQueue queue;
  private final Packer packer;

  BackupWriter(
      Repository repository,
      BackupRequest request,
      BackupId id,
      Instant startedAt,
      Optional<Manifest.Previous> previous,
      Tombstones tombstones,
      Predicate<Digest> reusable,
      SigningKey signing,
      Progress.Phase progress) {
    this.storage = repository.storage();
    this.manifests = repository.manifests();
    this.removals = repository.removals();
    this.catalogue = repository.catalogue();
    this.clock = repository.clock();
    this.repository = repository.id();
    this.signing = signing;
    this.request = request;
    this.id = id;
    this.startedAt = startedAt;
    this.previous = previous;
    this.tombstones = tombstones;
    ObjectCipher cipher = repository.keys().cipher();
    this.recipients = cipher.recipientsId();
    Optional<Deltas> deltas =
        catalogue
            .shelf()
            .map(
                shelf ->
                    new Deltas(shelf, signing.hostCipher(), storage, cipher, startedAt, reusable));
    this.store = new SegmentStore(storage, catalogue, reusable, recipients, deltas);
    this.writers = () -> new ObjectWriter(storage, cipher, request.minFree(), reusable);
    this.workers = new Workers(WORKERS, writers);
    this.queue = new SegmentQueue(workers, store, progress);
    this.packer = new Packer(queue);
  }

  /** The backup's id. */
  public BackupId id() {
    return id;
  }

  /** How long ago it began. */
  public Duration age() {
    return Duration.between(startedAt, clock.instant());
  }

  @Override
  public StreamWriter open(StreamShape shape) {
    workers.check();
    return new StreamCutter(shape, queue, packer);
  }

  /**
   * What stopped the storing of objects, if anything did: the cause of what else failed after it.
   */
  public Optional<RuntimeException> failure() {
    try {
      workers.check();
      return Optional.empty();
    } catch (RuntimeException e) {
      return Optional.of(e);
    }
  }

  /** Stores the contents, signs the manifest and publishes it. */
  public Manifest publish(Capture capture) {
    return publish(capture, Assessment.NONE);
  }

  /** Publishes a backup with what is thought of it. */
  public Manifest publish(Capture capture, Assessment assessment) {
    packer.flush();
    Contents contents = contents(capture, assessment);
    return publish(
        contents,
        stored ->
            new Manifest(
                repository,
                id,
                request.stack(),
                request.source(),
                startedAt,
                clock.instant(),
                capture.consistency().label(),
                capture.consistency().moment(),
                capture.missing().isEmpty(),
                request.reason(),
                request.tags(),
                previous,
                recipients,
                bytes(contents),
                stored.bytes(),
                stored.newBytes(),
                stored.contents(),
                stored.list(),
                stored.needed().objects().size(),
                request.tool(),
                assessment.judgement(),
                Optional.empty(),
                request.audit()));
  }

  /**
   * Publishes a backup of another repository, whose streams were written here again.
   *
   * @param original its manifest
   * @param contents its contents
   * @param streams its streams, in their order
   */
  Manifest republish(
      Manifest original, Contents contents, List<NamedStream> streams, Manifest.Origin origin) {
    packer.flush();
    List<StreamEntry> entries = entries(streams);
    for (int i = 0; i < entries.size(); i++) {
      Rewriting.requireSame(contents.streams().get(i), entries.get(i));
    }
    Contents rewritten = Rewriting.contents(contents, entries);
    return publish(
        rewritten,
        stored ->
            new Manifest(
                repository,
                id,
                original.stack(),
                original.source(),
                original.startedAt(),
                original.finishedAt(),
                original.consistency(),
                original.moment(),
                original.complete(),
                original.reason(),
                original.tags(),
                previous,
                recipients,
                bytes(rewritten),
                stored.bytes(),
                stored.newBytes(),
                stored.contents(),
                stored.list(),
                stored.needed().objects().size(),
                original.tool(),
                original.judgement(),
                Optional.of(origin),
                request.audit()));
  }

  /** What of a backup is stored when its manifest is written. */
  private record Stored(
      List<StoredObject> contents, ObjectList needed, StoredObject list, long newBytes) {
    long bytes() {
      return needed.bytes() + list.size();
    }
  }

  private static long bytes(Contents contents) {
    return contents.streams().stream().mapToLong(StreamEntry::bytes).sum();
  }

  private Manifest publish(Contents contents, Function<Stored, Manifest> manifest) {
    List<StoredObject> contentObjects = new ArrayList<>();
    ObjectList needed;
    StoredObject list;
    try (ObjectWriter writer = writers.get()) {
      byte[] lines = ContentsJson.print(contents);
      for (int at = 0; at < lines.length; at += Cutter.LONGEST) {
        int length = Math.min(Cutter.LONGEST, lines.length - at);
        contentObjects.add(store.added(writer.store(lines, at, length)));
      }
      needed = needed(contents, contentObjects);
      list = writer.storeOpen(needed.print());
    }
    return publish(
        manifest.apply(new Stored(contentObjects, needed, list, store.newBytes() + list.size())),
        needed);
  }

  /** How many objects were stored for this backup, with its object list. */
  long newObjects() {
    return store.newObjects() + 1;
  }

  @Override
  public void close() {
    // What interrupted the backup must not keep it from cleaning up.
    boolean interrupted = Thread.interrupted();
    try {
      workers.close();
      withdraw(storage, id);
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  /**
   * Takes an announcement back. Whether there is a backup doesn't depend on it: one that stays
   * makes a prune keep more for a while, so it is no reason to fail.
   */
  static void withdraw(Storage storage, BackupId id) {
    try {
      storage.delete(Layout.pending(id));
    } catch (StorageException e) {
      // see above
    }
  }

  private Contents contents(Capture capture, Assessment assessment) {
    return new Contents(
        id,
        request.source(),
        capture.consistency(),
        capture.details(),
        capture.items(),
        entries(capture.streams()),
        capture.missing().stream().map(Problem::message).toList(),
        capture.warnings(),
        assessment.reasons(),
        assessment.samples());
  }

  private List<StreamEntry> entries(List<NamedStream> streams) {
    List<StreamEntry> entries = new ArrayList<>();
    for (NamedStream named : streams) {
      if (!(named.stream() instanceof StoredStream stored)) {
        throw new IllegalArgumentException("a stream of another sink: " + named.name());
      }
      try {
        entries.add(stored.entry(named.name()));
      } catch (RuntimeException e) {
        throw failure().orElse(e);
      }
    }
    return entries;
  }

  private Manifest publish(Manifest manifest, ObjectList needed) {
    byte[] bytes = ManifestJson.print(manifest, needed.hasDeltas());
    if (isGivenUp()) {
      throw tooLate();
    }
    Locks.extend(storage, needed);
    manifests.publish(id, bytes, signing.sign(bytes));
    confirm(needed);
    catalogue.remember(new Catalogue.Newest(id, Digest.of(bytes)));
    return manifest;
  }

  /**
   * What the contents name. Streams that were given up don't count, and may still be on their way.
   */
  private ObjectList needed(Contents contents, List<StoredObject> contentObjects) {
    Set<StoredObject> needed = new HashSet<>(contentObjects);
    for (StreamEntry stream : contents.streams()) {
      for (Segment segment : stream.segments()) {
        StoredObject object = store.used(segment.object());
        needed.add(object);
        object.bases().forEach(base -> needed.add(store.used(base)));
      }
    }
    return ObjectList.of(needed);
  }

  /**
   * Prune may have decided that this backup is dead, because it took very long, and removed objects
   * that it uses. Prune says so before it removes any, and looks for manifests after that, so one
   * of the two sees the other: looking again after the manifest is there leaves no gap.
   */
  private void confirm(ObjectList needed) {
    boolean watched = tombstones.coverAny() || tombstones.grown();
    boolean buried = watched && needed.objects().stream().anyMatch(this::gone);
    if (isGivenUp() || buried) {
      // Another backup may have named this one meanwhile.
      manifests.find(id).ifPresent(this::recordRemoval);
      manifests.withdraw(id);
      throw tooLate();
    }
  }

  private void recordRemoval(BackupEntry entry) {
    removals.add(
        BackupId.at(clock.instant(), ThreadLocalRandom.current().nextInt()),
        Removals.of(entry).stream().toList(),
        manifests.list().stream().filter(other -> !other.id().equals(id)).toList(),
        signing,
        request.host(),
        clock.instant(),
        Instant.MIN);
  }

  /**
   * Whether a prune takes this backup for dead. It says so in a file, and removes the announcement,
   * which nobody else does while this process lives.
   */
  private boolean isGivenUp() {
    return storage.stat(Layout.revoked(id)).isPresent()
        || storage.stat(Layout.pending(id)).isEmpty();
  }

  private RuntimeException tooLate() {
    return Problem.of(
            Code.BUSY,
            "backup '" + id + "' took so long that a prune removed objects that it uses",
            "run it again: what is stored is used again")
        .exception();
  }

  private boolean gone(StoredObject object) {
    Optional<ObjectInfo> there = storage.stat(Layout.object(object.digest()));
    return there.isEmpty() || there.get().size() != object.size();
  }
}
