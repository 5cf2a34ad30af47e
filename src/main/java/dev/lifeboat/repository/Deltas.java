package dev.lifeboat.repository;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;

import dev.lifeboat.repository.crypto.DamagedObjectException;
import dev.lifeboat.repository.crypto.ObjectCipher;
import dev.lifeboat.repository.crypto.Sealed;
import dev.lifeboat.repository.manifest.Digest;
import dev.lifeboat.repository.manifest.StoredObject;
import dev.lifeboat.repository.segment.DocumentDiff;
import dev.lifeboat.repository.segment.Sampler;
import dev.lifeboat.repository.zstd.DamagedFrameException;
import dev.lifeboat.source.FingerprintSum;
import dev.lifeboat.storage.ObjectInfo;
import dev.lifeboat.storage.Storage;
import dev.lifeboat.storage.StorageException;
import java.lang.foreign.MemorySegment;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;

/**
 * Stores segments of one backup as deltas against full ones of earlier backups, where that is worth
 * it, and keeps the content of new full ones for later backups. Thread-safe.
 */
final class Deltas {
  /** A base that is older isn't used any more, so that much hangs on no object for long. */
  static final Duration OLDEST = Duration.ofDays(7);

  /** What is shorter than this, in bytes, is never a delta or a base. */
  static final int SHORTEST = 64 << 10;

  /** Documents that are stored by themselves take so many bytes, lest objects become many. */
  private static final int SHORTEST_PART = 512 << 10;

  /** A delta that would be over this part of a full isn't worth it. */
  private static final double WORTH = 0.3;

  /** One in so many samples must be shared; a base with fewer would hardly help. */
  private static final int RARELY = 16;

  private final BaseShelf shelf;
  private final ObjectCipher cipher;
  private final ObjectCipher sealing;
  private final Storage storage;
  private final String recipients;
  private final Instant now;
  private final BaseIndex index;
  private final BaseRoom room = new BaseRoom();
  private final Map<Digest, Boolean> there = new ConcurrentHashMap<>();

  /**
   * @param cipher seals what is on the shelf
   * @param sealing seals what is in the repository; bases must be for the same recipients
   * @param reusable which objects of earlier backups may be used
   */
  Deltas(
      BaseShelf shelf,
      ObjectCipher cipher,
      Storage storage,
      ObjectCipher sealing,
      Instant now,
      Predicate<Digest> reusable) {
    this.shelf = shelf;
    this.cipher = cipher;
    this.storage = storage;
    this.sealing = sealing;
    this.recipients = sealing.recipientsId();
    this.now = now;
    List<ShelvedSegment> usable = new ArrayList<>();
    for (ShelvedSegment base : shelf.list()) {
      if (base.at().plus(OLDEST).isBefore(now)) {
        shelf.drop(base.object().digest());
      } else if (base.recipients().equals(recipients) && reusable.test(base.object().digest())) {
        usable.add(base);
      }
    }
    this.index = new BaseIndex(usable);
  }

  /**
   * Where documents end that are better stored by themselves: those that earlier backups stored
   * together. What a collection grew by then is stored once, and not again with each delta against
   * what was there before.
   *
   * @return the ends of the parts, in ascending order; the last one is the length
   */
  List<Integer> ends(Sampler sampler, int length) {
    List<Integer> ends = new ArrayList<>();
    split(sampler, 0, length, ends);
    return ends;
  }

  private void split(Sampler sampler, int from, int to, List<Integer> ends) {
    if (to - from >= 2 * SHORTEST_PART) {
      for (ShelvedSegment base : choose(sampler.samples(from, to))) {
        int end = sampler.endOf(Set.copyOf(base.last()), from, to);
        if (end - from >= SHORTEST_PART && to - end >= SHORTEST_PART) {
          split(sampler, from, end, ends);
          split(sampler, end, to, ends);
          return;
        }
      }
    }
    ends.add(to);
  }

  /** The bases for a segment with these samples: none, one or two, which are in the repository. */
  List<ShelvedSegment> choose(long[] samples) {
    int enough = Math.max(1, samples.length / RARELY);
    List<ShelvedSegment> chosen = new ArrayList<>();
    Set<Long> open = new HashSet<>();
    for (long sample : samples) {
      open.add(sample);
    }
    List<BaseIndex.Match> matches = index.matches(samples);
    long length = 0;
    while (chosen.size() < 2) {
      Optional<BaseIndex.Match> best = best(matches, open, enough, BaseRoom.MOST - length);
      if (best.isEmpty()) {
        break;
      }
      chosen.add(best.get().base());
      length += best.get().base().length();
      open.removeAll(best.get().shared());
    }
    return chosen;
  }

  /**
   * Stores a segment as a delta.
   *
   * @return empty if nothing was stored, because no base is similar enough
   */
  Optional<StoredObject> store(
      ObjectWriter writer,
      List<ShelvedSegment> bases,
      Sampler sampler,
      byte[] plain,
      int offset,
      int length,
      SegmentSum sum) {
    if (bases.isEmpty() || length < SHORTEST) {
      return Optional.empty();
    }
    long total = bases.stream().mapToLong(ShelvedSegment::length).sum();
    long stored = bases.stream().mapToLong(base -> base.object().size()).sum();
    int limit = (int) (WORTH * length * stored / total);
    try (BaseRoom.Lease lease = room.take(total)) {
      long at = 0;
      FingerprintSum ofBases = new FingerprintSum();
      for (ShelvedSegment base : bases) {
        if (!load(writer, base, lease.bytes().asSlice(at, base.length()), ofBases)) {
          shelf.drop(base.object().digest());
          return Optional.empty();
        }
        at += base.length();
      }
      Optional<DocumentDiff> diff = sampler.compare(offset, offset + length, lease.bytes());
      diff.flatMap(known -> known.sum(ofBases)).ifPresent(sum::reckoned);
      var _ = sum.addedUp();
      return writer.storeDelta(
          plain,
          offset,
          length,
          limit,
          lease.bytes(),
          diff.map(DocumentDiff::matches),
          bases.stream().map(base -> base.object().digest()).toList());
    }
  }

  /**
   * Keeps the content of a segment that was stored in full. Of what it replaces the newest stays as
   * well: should this backup be of a bad day, the next one still finds its base.
   */
  void shelve(
      ObjectWriter writer,
      StoredObject object,
      BaseKey key,
      int length,
      long[] samples,
      long[] last,
      MemorySegment frame) {
    if (length < SHORTEST || samples.length == 0) {
      return;
    }
    index.matches(samples).stream()
        .filter(match -> match.shared().size() > samples.length / 2)
        .map(BaseIndex.Match::base)
        .sorted((one, other) -> other.at().compareTo(one.at()))
        .skip(1)
        .forEach(old -> shelf.drop(old.object().digest()));
    // Where reading is cheap, a copy of what is in the repository would only take time and room.
    ShelvedSegment.Kept kept =
        storage.isNear() ? ShelvedSegment.Kept.KEY : ShelvedSegment.Kept.CONTENT;
    Sealed sealed =
        switch (kept) {
          case KEY -> {
            byte[] printed = key.print();
            yield cipher.seal(printed, 0, printed.length);
          }
          case CONTENT -> cipher.seal(frame, writer.room(cipher.roomFor(frame.byteSize())));
        };
    shelf.put(
        ShelvedSegment.of(kept, object, length, recipients, now, samples, last), sealed.bytes());
  }

  private Optional<BaseIndex.Match> best(
      List<BaseIndex.Match> matches, Set<Long> open, int enough, long room) {
    BaseIndex.Match best = null;
    long most = 0;
    for (BaseIndex.Match match : matches) {
      long shared = match.shared().stream().filter(open::contains).count();
      if (shared > most
          && shared >= enough
          && match.base().length() <= room
          && isThere(match.base())) {
        best = match;
        most = shared;
      }
    }
    return Optional.ofNullable(best);
  }

  private boolean isThere(ShelvedSegment base) {
    return there.computeIfAbsent(
        base.object().digest(),
        digest -> {
          Optional<ObjectInfo> info = storage.stat(Layout.object(digest));
          boolean whole = info.isPresent() && info.get().size() == base.object().size();
          if (!whole) {
            shelf.drop(digest);
          }
          return whole;
        });
  }

  /**
   * Puts the content of a base into memory.
   *
   * @param sum to which that of the base's documents is added, if it is known
   */
  private boolean load(
      ObjectWriter writer, ShelvedSegment base, MemorySegment to, FingerprintSum sum) {
    try {
      Optional<MemorySegment> sealed = shelf.read(base, writer::room);
      if (sealed.isEmpty()) {
        return false;
      }
      return switch (base.kept()) {
        case CONTENT -> writer.open(cipher::open, sealed.get(), to).byteSize() == base.length();
        case KEY -> loadStored(writer, base, sealed.get().toArray(JAVA_BYTE), to, sum);
      };
    } catch (DamagedFrameException
        | DamagedObjectException
        | StorageException
        | IllegalArgumentException e) {
      // The segment is stored in full. If the storage is gone, that will say so.
      return false;
    }
  }

  private boolean loadStored(
      ObjectWriter writer,
      ShelvedSegment base,
      byte[] sealedKey,
      MemorySegment to,
      FingerprintSum sum)
      throws DamagedFrameException, DamagedObjectException {
    BaseKey key = BaseKey.parse(cipher.open(sealedKey, 0, sealedKey.length));
    sum.merge(FingerprintSum.of(key.fingerprint()));
    Digest digest = base.object().digest();
    MemorySegment stored = writer.room(base.object().size());
    if (!Bytes.readInto(stored, storage, Layout.object(digest))
        || (!sealing.isAuthentic() && !Digest.of(stored.asByteBuffer()).equals(digest))) {
      return false;
    }
    return writer
            .open((bytes, space) -> sealing.open(bytes, key.key(), space), stored, to)
            .byteSize()
        == base.length();
  }
}
