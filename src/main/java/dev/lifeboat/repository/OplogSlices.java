package dev.lifeboat.repository;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;

import dev.lifeboat.problem.Code;
import dev.lifeboat.problem.Problem;
import dev.lifeboat.repository.crypto.Sealed;
import dev.lifeboat.repository.crypto.Verdict;
import dev.lifeboat.repository.manifest.Digest;
import dev.lifeboat.repository.manifest.FormatException;
import dev.lifeboat.repository.manifest.OplogSlice;
import dev.lifeboat.repository.zstd.DamagedFrameException;
import dev.lifeboat.repository.zstd.ProvenFrames;
import dev.lifeboat.source.CapturedOplog;
import dev.lifeboat.source.SourceKind;
import dev.lifeboat.storage.Content;
import dev.lifeboat.storage.ObjectInfo;
import dev.lifeboat.storage.ObjectKey;
import dev.lifeboat.storage.Storage;
import dev.lifeboat.storage.StorageException;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What is in {@code oplog/}: slices of oplogs, which are created once and never changed. A slice
 * exists if and only if its manifest does. Several processes may write slices of one set: each
 * chain is whole by itself.
 */
public final class OplogSlices {
  private static final int READERS = 4;
  private static final String HINT = "see how far the others reach: lifeboat oplog status";

  private final Repository repository;
  private final Storage storage;
  private final Keys keys;

  OplogSlices(Repository repository) {
    this.repository = repository;
    this.storage = repository.storage();
    this.keys = repository.keys();
  }

  /** All slices, also those that can't be trusted; those of a set by where they begin. */
  public List<SliceEntry> list() {
    return list(Layout.OPLOG);
  }

  /**
   * The slices of one replica set.
   *
   * @param set its id
   */
  public List<SliceEntry> ofSet(String set) {
    return list(Layout.OPLOG + set + "/");
  }

  private List<SliceEntry> list(String prefix) {
    Set<SliceName> names = new LinkedHashSet<>();
    Map<ObjectKey, Long> data = new HashMap<>();
    storage.list(
        prefix,
        info ->
            SliceName.parse(info.key())
                .ifPresent(
                    name -> {
                      if (name.manifest().equals(info.key())) {
                        names.add(name);
                      } else if (name.data().equals(info.key())) {
                        data.put(info.key(), info.size());
                      }
                    }));
    List<Supplier<Optional<SliceEntry>>> reads = new ArrayList<>();
    names.forEach(
        name ->
            reads.add(
                () -> read(name).map(entry -> whole(entry, name.data(), data.get(name.data())))));
    return Futures.inParallel(READERS, reads).stream().flatMap(Optional::stream).toList();
  }

  /** What lacks its file is no link of a chain. */
  private static SliceEntry whole(SliceEntry entry, ObjectKey key, @Nullable Long size) {
    Optional<OplogSlice> slice = entry.trusted();
    if (slice.isEmpty() || (size != null && size == slice.get().size())) {
      return entry;
    }
    Problem problem =
        size == null
            ? damaged(Code.OBJECT_MISSING, key, "is missing")
            : damaged(
                Code.OBJECT_CORRUPT,
                key,
                "has %d bytes, and %d were expected".formatted(size, slice.get().size()));
    return new SliceEntry(entry.name(), entry.sha256(), slice, Optional.of(problem));
  }

  /** The slice from which a stack's follower of a set goes on: the end of the longest chain. */
  public Optional<SliceEntry> newest(String set, String stack) {
    return SliceCover.of(ofStack(ofSet(set), stack)).stream()
        .max(Comparator.comparing(cover -> cover.last().to().time()))
        .map(cover -> cover.slices().getLast());
  }

  /** What can be read without gaps, of slices that were listed. */
  public CapturedOplog captured(List<SliceEntry> entries) {
    return new StoredOplog(this, entries);
  }

  /** What can be read without gaps of a stack's oplogs. */
  public CapturedOplog captured(String stack) {
    return captured(ofStack(list(), stack));
  }

  /** Those of a stack: one set may be followed for several. */
  public static List<SliceEntry> ofStack(List<SliceEntry> entries, String stack) {
    return entries.stream()
        .filter(entry -> entry.slice().filter(slice -> slice.stack().equals(stack)).isPresent())
        .toList();
  }

  /**
   * Compresses, encrypts and signs a slice; what was made is decoded again and compared. Needs no
   * storage.
   *
   * @throws dev.lifeboat.problem.ProblemException KEY_MISSING, if there is nothing to sign with;
   *     OBJECT_CORRUPT, if this machine can't make what it can decode again
   */
  public SealedSlice seal(SliceDraft draft) {
    byte[] data = encode(draft);
    OplogSlice slice =
        new OplogSlice(
            repository.id(),
            draft.stack(),
            SourceKind.DATABASE,
            draft.set(),
            draft.from(),
            draft.to(),
            draft.usableFrom(),
            draft.entries(),
            draft.length(),
            Digest.of(data),
            data.length,
            draft.previous(),
            draft.standsFor(),
            keys.cipher().recipientsId(),
            draft.host(),
            repository.clock().instant());
    byte[] manifest = slice.print();
    return new SealedSlice(
        slice, data, manifest, repository.signing("follow an oplog").sign(manifest));
  }

  private byte[] encode(SliceDraft draft) {
    try (ProvenFrames frames = new ProvenFrames()) {
      MemorySegment frame = frames.compress(draft.bytes(), 0, draft.length());
      Sealed sealed =
          keys.cipher().seal(frame, frames.room(keys.cipher().roomFor(frame.byteSize())));
      if (!sealed.opensTo(frame)) {
        throw faulty("could not be decrypted again after it was encrypted");
      }
      return sealed.bytes().toArray(JAVA_BYTE);
    } catch (DamagedFrameException e) {
      throw faulty(e.getMessage() + " right after it was compressed");
    }
  }

  private static RuntimeException faulty(String fact) {
    return Problem.of(
            Code.OBJECT_CORRUPT,
            "a slice of the oplog " + fact + ": memory or processor of this machine may be faulty",
            "nothing damaged was stored; test this machine's memory, then try again")
        .exception();
  }

  /**
   * Reads again what lay on a disk.
   *
   * @throws FormatException if the manifest can't be read
   * @throws IllegalArgumentException if the data isn't what the manifest says
   */
  public SealedSlice resume(byte[] data, byte[] manifest, byte[] signature) {
    OplogSlice slice = OplogSlice.parse(manifest);
    if (slice.size() != data.length || !slice.file().equals(Digest.of(data))) {
      throw new IllegalArgumentException("its data isn't what its manifest says");
    }
    return new SealedSlice(slice, data, manifest, signature);
  }

  /**
   * Stores a slice: the data first, the manifest last, which makes it exist. Doing so again does no
   * harm.
   */
  public void store(SealedSlice sealed) {
    SliceName name = SliceName.of(sealed.slice());
    create(name.data(), sealed.data());
    create(name.signature(), sealed.signature());
    create(name.manifest(), sealed.manifest());
  }

  /** The name has the data's digest, so what is there already was meant to be the same. */
  private void create(ObjectKey key, byte[] bytes) {
    try {
      storage.create(key, Content.of(bytes));
    } catch (StorageException e) {
      if (e.kind() != StorageException.Kind.ALREADY_EXISTS) {
        throw e;
      }
      if (Bytes.readIfThere(storage, key).filter(there -> Arrays.equals(there, bytes)).isEmpty()) {
        storage.delete(key);
        storage.create(key, Content.of(bytes));
      }
    }
    Optional<ObjectInfo> stored = storage.stat(key);
    if (stored.isEmpty() || stored.get().size() != bytes.length) {
      throw new StorageException(
          StorageException.Kind.UNAVAILABLE,
          "'%s' in '%s' has not the %d bytes that were written"
              .formatted(key, storage.location(), bytes.length),
          null);
    }
  }

  /** Removes slices: each exists no more with its manifest, which goes first. */
  public void remove(List<SliceEntry> entries) {
    for (SliceEntry entry : entries) {
      remove(entry.name());
    }
  }

  /** Removes a slice that was stored before. */
  public void remove(SealedSlice sealed) {
    remove(SliceName.of(sealed.slice()).toString());
  }

  private void remove(String name) {
    storage.delete(ObjectKey.of(name + Layout.MANIFEST_SUFFIX));
    storage.delete(ObjectKey.of(name + Layout.SIGNATURE_SUFFIX));
    storage.delete(ObjectKey.of(name + SliceName.DATA));
  }

  /**
   * Reads a slice's file as it is stored and compares it with its manifest; needs no key.
   *
   * @throws dev.lifeboat.problem.ProblemException the entry's problem, OBJECT_MISSING or
   *     OBJECT_CORRUPT
   */
  public void check(SliceEntry entry) {
    var _ = stored(entry);
  }

  /**
   * Reads all entries of a slice, which were compared with its manifest; needs a key.
   *
   * @throws dev.lifeboat.problem.ProblemException the entry's problem, OBJECT_MISSING,
   *     OBJECT_CORRUPT, CONTENT_MISMATCH, KEY_MISSING or KEY_WRONG
   */
  public void checkContent(SliceEntry entry) {
    var _ = entries(entry);
  }

  /** The stored bytes, which were compared with the signed manifest; needs no key. */
  byte[] stored(SliceEntry entry) {
    OplogSlice slice = require(entry);
    requireSigned(entry, slice);
    ObjectKey key = ObjectKey.of(entry.name() + SliceName.DATA);
    byte[] bytes =
        Bytes.readIfThere(storage, key)
            .orElseThrow(() -> damaged(Code.OBJECT_MISSING, key, "is missing").exception());
    Digest actual = Digest.of(bytes);
    if (!actual.equals(slice.file()) || bytes.length != slice.size()) {
      throw damaged(
              Code.OBJECT_CORRUPT,
              key,
              "is damaged: its %d bytes have the digest %s".formatted(bytes.length, actual))
          .exception();
    }
    return bytes;
  }

  /** What was verified before may be damaged since. */
  private void requireSigned(SliceEntry entry, OplogSlice slice) {
    SliceName name = SliceName.of(slice);
    byte[] manifest =
        Bytes.readIfThere(storage, name.manifest())
            .orElseThrow(
                () -> damaged(Code.OBJECT_MISSING, name.manifest(), "is missing").exception());
    if (!Digest.of(manifest).equals(entry.sha256())) {
      throw damaged(Code.MANIFEST_CORRUPT, name.manifest(), "was changed since it was listed")
          .exception();
    }
    verdict(name, manifest)
        .ifPresent(
            problem -> {
              throw problem.exception();
            });
  }

  private static OplogSlice require(SliceEntry entry) {
    entry
        .problem()
        .ifPresent(
            problem -> {
              throw problem.exception();
            });
    return entry.trusted().orElseThrow();
  }

  /** All entries of a slice, in order of time; nothing is believed that isn't checked now. */
  byte[] entries(SliceEntry entry) {
    OplogSlice slice = require(entry);
    byte[] sealed = stored(entry);
    ObjectKey key = ObjectKey.of(entry.name() + SliceName.DATA);
    byte[] plain = new SliceDecoder(repository).decode(slice, key, sealed);
    SliceDecoder.requireOrder(slice, key, plain);
    return plain;
  }

  static Problem damaged(Code code, ObjectKey key, String fact) {
    return Problem.of(
        code,
        "slice '%s' of the oplog %s".formatted(key, fact),
        HINT,
        "if a copy of the repository has it, put it back from there: lifeboat repair");
  }

  private Optional<SliceEntry> read(SliceName name) {
    Optional<byte[]> bytes = Bytes.readIfThere(storage, name.manifest());
    return bytes.map(manifest -> entry(name, manifest));
  }

  private SliceEntry entry(SliceName name, byte[] manifest) {
    Digest sha256 = Digest.of(manifest);
    Optional<Problem> problem = signed(name, manifest, sha256);
    try {
      OplogSlice slice = OplogSlice.parse(manifest);
      if (problem.isEmpty() && !SliceName.of(slice).equals(name)) {
        problem = Optional.of(foreign(name, "it is the manifest of another slice"));
      }
      if (problem.isEmpty() && !slice.repository().equals(repository.id())) {
        problem = Optional.of(foreign(name, "it comes from another repository"));
      }
      return new SliceEntry(name.toString(), sha256, Optional.of(slice), problem);
    } catch (FormatException e) {
      Code code =
          e.kind() == FormatException.Kind.CORRUPT ? Code.MANIFEST_CORRUPT : Code.REPOSITORY_FORMAT;
      return new SliceEntry(
          name.toString(),
          sha256,
          Optional.empty(),
          Optional.of(
              Problem.of(
                  code,
                  "the manifest '%s' is %s".formatted(name.manifest(), e.getMessage()),
                  HINT)));
    }
  }

  private Optional<Problem> signed(SliceName name, byte[] manifest, Digest sha256) {
    Optional<String> whom = keys.signers().id();
    if (whom.filter(id -> repository.catalogue().isVerified(sha256, id)).isPresent()
        && storage.stat(name.signature()).isPresent()) {
      return Optional.empty();
    }
    Optional<Problem> problem = verdict(name, manifest);
    if (problem.isEmpty()) {
      whom.ifPresent(id -> repository.catalogue().verified(sha256, id));
    }
    return problem;
  }

  private Optional<Problem> verdict(SliceName name, byte[] manifest) {
    return switch (keys.signers().check(manifest, Bytes.readIfThere(storage, name.signature()))) {
      case Verdict.Valid _ -> Optional.<Problem>empty();
      case Verdict.Unsigned _ ->
          Optional.of(
              Problem.of(
                  Code.MANIFEST_UNSIGNED,
                  "slice '%s' of the oplog has no signature".formatted(name),
                  HINT));
      case Verdict.UnknownSigner unknown ->
          Optional.of(
              Problem.of(
                  Code.MANIFEST_UNKNOWN_SIGNER,
                  "slice '%s' of the oplog was signed by %s, which is not a trusted signer"
                      .formatted(name, unknown.fingerprint()),
                  "if you know this key, add its public key to 'trusted-signers' in"
                      + " lifeboat.yaml"));
      case Verdict.Forged forged ->
          Optional.of(foreign(name, "its signature does not hold: " + forged.reason()));
      case Verdict.Malformed malformed ->
          Optional.of(foreign(name, "its signature is damaged: " + malformed.reason()));
    };
  }

  private static Problem foreign(SliceName name, String reason) {
    return Problem.of(
        Code.MANIFEST_FORGED,
        "the manifest of slice '%s' of the oplog was changed or moved: %s".formatted(name, reason),
        HINT);
  }
}
