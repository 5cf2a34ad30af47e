package dev.lifeboat.repository;

import dev.lifeboat.problem.Code;
import dev.lifeboat.problem.Problem;
import dev.lifeboat.progress.Progress;
import dev.lifeboat.repository.crypto.ObjectCipher;
import dev.lifeboat.repository.crypto.SigningKey;
import dev.lifeboat.repository.manifest.Acceptance;
import dev.lifeboat.repository.manifest.BackupId;
import dev.lifeboat.repository.manifest.Contents;
import dev.lifeboat.repository.manifest.ContentsJson;
import dev.lifeboat.repository.manifest.Digest;
import dev.lifeboat.repository.manifest.FormatException;
import dev.lifeboat.repository.manifest.Head;
import dev.lifeboat.repository.manifest.Hold;
import dev.lifeboat.repository.manifest.Manifest;
import dev.lifeboat.repository.manifest.ObjectList;
import dev.lifeboat.repository.manifest.Removal;
import dev.lifeboat.repository.manifest.StoredObject;
import dev.lifeboat.source.CapturedStreams;
import dev.lifeboat.storage.Content;
import dev.lifeboat.storage.ObjectKey;
import dev.lifeboat.storage.Storage;
import dev.lifeboat.storage.StorageException;
import java.io.ByteArrayOutputStream;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.random.RandomGenerator;

/**
 * Where backups live, in format 1: {@code docs/REPOSITORY-FORMAT.md}. Several processes on several
 * hosts may use one repository at once. Methods throw {@link dev.lifeboat.problem.ProblemException}
 * for what people can mend, and {@link StorageException}.
 */
public final class Repository {
  private final Storage storage;
  private final Head head;
  private final Keys keys;
  private final Catalogue catalogue;
  private final InstantSource clock;
  private final RandomGenerator random;
  private final Manifests manifests;
  private final ObjectReader objects;
  private final ObjectReader plain;
  private final boolean visited;

  private Repository(
      Storage storage,
      Head head,
      Keys keys,
      Catalogue catalogue,
      InstantSource clock,
      RandomGenerator random,
      boolean visited) {
    this.storage = storage;
    this.head = head;
    this.keys = keys;
    this.catalogue = catalogue;
    this.clock = clock;
    this.random = random;
    this.manifests = new Manifests(storage, head.id(), keys.signers());
    this.objects = new ObjectReader(storage, keys.cipher(), catalogue);
    this.plain = new ObjectReader(storage, ObjectCipher.none(), catalogue);
    this.visited = visited;
  }

  /**
   * Makes an empty storage a repository. What helps without Lifeboat ({@code RESTORE.md}, {@code
   * restore.sh}) goes in first, {@code lifeboat.json} last.
   *
   * @throws dev.lifeboat.problem.ProblemException REPOSITORY_EXISTS
   */
  public static void create(Storage storage, String id, Instant now) {
    if (storage.stat(Layout.HEAD).isPresent()) {
      throw Problem.of(
              Code.REPOSITORY_EXISTS,
              "there is a repository in '" + storage.location() + "' already",
              "choose another folder, or use this one with its own configuration")
          .exception();
    }
    BreakGlass.FILES.forEach(
        file -> {
          ObjectKey key = ObjectKey.of(file);
          if (storage.stat(key).isEmpty()) {
            storage.create(key, Content.of(BreakGlass.content(file)));
          }
        });
    storage.create(Layout.HEAD, Content.of(new Head(id, now).print()));
  }

  /**
   * Opens a repository.
   *
   * @param catalogue gives what this host remembers of the repository with a certain id
   * @throws dev.lifeboat.problem.ProblemException REPOSITORY_MISSING or REPOSITORY_FORMAT
   */
  public static Repository open(
      Storage storage,
      Keys keys,
      Function<String, Catalogue> catalogue,
      InstantSource clock,
      RandomGenerator random) {
    byte[] bytes =
        Bytes.readIfThere(storage, Layout.HEAD)
            .orElseThrow(
                () ->
                    Problem.of(
                            Code.REPOSITORY_MISSING,
                            "there is no repository in '" + storage.location() + "'",
                            "make one: lifeboat init",
                            "if it is on a disk or a share, see whether that is mounted")
                        .exception());
    Head head;
    try {
      head = Head.parse(bytes);
    } catch (FormatException e) {
      throw Problem.of(
              Code.REPOSITORY_FORMAT,
              "'%s' in '%s' is %s".formatted(Layout.HEAD, storage.location(), e.getMessage()),
              e.kind() == FormatException.Kind.CORRUPT
                  ? "backups are not affected; docs/REPOSITORY-FORMAT.md says what this file holds"
                  : "use the version of Lifeboat that made this repository")
          .causedBy(e);
    }
    return new Repository(storage, head, keys, catalogue.apply(head.id()), clock, random, false);
  }

  /**
   * The same at a place where this host makes no backups, such as a copy: it may be behind what
   * this host knows, and nobody needs to have tampered with it for that.
   */
  public Repository visited() {
    return new Repository(storage, head, keys, catalogue, clock, random, true);
  }

  /** The repository's id. */
  public String id() {
    return head.id();
  }

  /** Where it is, for people. */
  public String location() {
    return storage.location();
  }

  /** The fingerprint of the key that signed a backup, whether it is trusted or not. */
  public Optional<String> signer(BackupId id) {
    return manifests.signer(id);
  }

  /** All backups, the oldest first, also damaged ones. */
  public List<BackupEntry> backups() {
    return manifests.list();
  }

  /**
   * Like {@link #backups}, but what this host verified before isn't verified again: for looking at
   * many, not for restoring one.
   */
  public List<BackupEntry> overview() {
    return survey().stream().map(Surveyed::entry).toList();
  }

  /** Like {@link #overview}, with the times at which the storage got them. */
  public List<Surveyed> survey() {
    return manifests.survey(catalogue);
  }

  /** One backup, or empty if its manifest isn't there. */
  public Optional<BackupEntry> find(BackupId id) {
    return manifests.find(id);
  }

  /** What claims to accept a suspicious backup, and doesn't count: unsigned, forged, moved. */
  public List<InvalidAcceptance> invalidAcceptances() {
    return manifests.acceptances().read().invalid();
  }

  /**
   * Says for every host that a suspicious backup is as it should be.
   *
   * @param reason why, for people
   * @throws dev.lifeboat.problem.ProblemException KEY_MISSING, if there is nothing to sign with;
   *     the entry's problem, if there is one
   */
  public Acceptance accept(BackupEntry entry, String reason, String host) {
    Acceptance acceptance =
        new Acceptance(
            id(), entry.trusted().backup(), entry.sha256(), clock.instant(), host, reason);
    manifests.acceptances().add(acceptance, signing("accept backups"), random.nextInt());
    return acceptance;
  }

  /** Which backups were removed on purpose, as far as anybody needs to know. */
  public List<Removal.Removed> removed() {
    return removals().list();
  }

  /**
   * Says for every host that a backup that is gone was removed on purpose.
   *
   * @throws dev.lifeboat.problem.ProblemException KEY_MISSING, if there is nothing to sign with
   */
  public void acceptRemoval(Manifest.Previous gone, String host) {
    Instant now = clock.instant();
    removals()
        .add(
            BackupId.at(now, random.nextInt()),
            List.of(new Removal.Removed(gone.backup(), gone.sha256(), Optional.empty())),
            backups(),
            signing("accept that backups are gone"),
            host,
            now,
            Instant.MIN);
  }

  Removals removals() {
    return removals(storage);
  }

  /** Those in a copy of this repository. */
  Removals removals(Storage copy) {
    return new Removals(copy, id(), keys.signers());
  }

  Optional<SigningKey> signing() {
    return keys.signing();
  }

  /** Which backups are held, also by holds that are over or can't be trusted. */
  public List<HeldBackup> holds() {
    return allHolds().list();
  }

  /**
   * Holds a backup for every host, whatever a policy says.
   *
   * @param until how long, by the storage's clock; without it until it is released
   * @throws dev.lifeboat.problem.ProblemException KEY_MISSING, if there is nothing to sign with;
   *     BUSY, if a prune is removing the backup just now
   */
  public Hold hold(BackupId backup, String reason, Optional<Instant> until, String host) {
    Hold hold = new Hold(id(), backup, clock.instant(), until, host, reason);
    allHolds().add(hold, signing("hold backups"), random.nextInt());
    return hold;
  }

  /** Ends all holds of a backup; tells how many there were. */
  public int release(BackupId backup) {
    return allHolds().release(backup);
  }

  /** The copies of audit logs that are here. */
  public AuditPieces audit() {
    return new AuditPieces(storage, id(), keys);
  }

  /** The slices of oplogs that are here. */
  public OplogSlices oplog() {
    return new OplogSlices(this);
  }

  private Holds allHolds() {
    return new Holds(storage, id(), keys.signers());
  }

  /** Lists all objects, to see what backups lack that were there before. */
  public ListedObjects listed() {
    return new ListedObjects(this);
  }

  /** What no backup would need if these were gone, and what nobody needs since {@code limit}. */
  public Unneeded unneeded(List<BackupEntry> entries, Set<BackupId> going, Instant limit) {
    return Pruning.unneeded(this, entries, going, limit);
  }

  /**
   * Removes backups and what only they need. Others may make, hold or remove backups meanwhile.
   *
   * @throws dev.lifeboat.problem.ProblemException BUSY, if another prune took over; KEY_MISSING, if
   *     there is nothing to sign with
   */
  public Pruned prune(PruneOrder order, Progress.Phase progress) {
    BackupId name = BackupId.at(clock.instant(), random.nextInt());
    return new Pruning(this, order, name, signing("record what it removes"), progress).run();
  }

  SigningKey signing(String purpose) {
    return keys.signing()
        .orElseThrow(
            () ->
                Problem.of(
                        Code.KEY_MISSING,
                        "there is no signing key on this host, so it can't " + purpose,
                        "name its file as 'signing-key' in lifeboat.yaml")
                    .exception());
  }

  /** What this host knows to be the newest backup, which may have been removed since. */
  public Optional<Catalogue.Newest> newestKnown() {
    return catalogue.newest();
  }

  /** The backup that must be here if nobody tampered; empty at a place that is only visited. */
  public Optional<BackupId> newestExpected() {
    return visited ? Optional.empty() : newestKnown().map(Catalogue.Newest::backup);
  }

  /**
   * That a visited place lacks the newest backup that this host knows of, if so: a remark for
   * people.
   *
   * @param here what the place has
   */
  public Optional<String> behind(List<BackupEntry> here) {
    return newestKnown()
        .map(Catalogue.Newest::backup)
        .filter(_ -> visited)
        .filter(newest -> here.stream().noneMatch(entry -> entry.id().equals(newest)))
        .map(
            newest ->
                "'%s' is behind backup '%s', the newest that this host knows of; if it is a copy,"
                        .formatted(location(), newest)
                    + " lifeboat copy brings it up to date");
  }

  /** Why later processes on this host will know less than this one, if so: a fact. */
  public Optional<String> catalogueTrouble() {
    return catalogue.trouble();
  }

  /**
   * Starts a backup: announces it, so that no prune takes away what it may use.
   *
   * @throws dev.lifeboat.problem.ProblemException KEY_MISSING, if there is nothing to sign with
   */
  public BackupWriter begin(BackupRequest request, Progress.Phase progress) {
    SigningKey signing = signing("make backups");
    Instant now = clock.instant();
    int dice = random.nextInt();
    BackupId id =
        newestKnown()
            .map(newest -> BackupId.after(newest.backup(), now, dice))
            .orElseGet(() -> BackupId.at(now, dice));
    Announcements announcements = new Announcements(storage, request.host());
    announcements.add(id, now);
    try {
      announcements.removeDead();
      return announced(request, id, now, signing, progress);
    } catch (RuntimeException e) {
      BackupWriter.withdraw(storage, id);
      throw e;
    }
  }

  /**
   * Starts to write a backup of another repository under its own name. Whoever calls this has seen
   * to what dead processes left.
   *
   * @param original its manifest
   * @param previous the one before it here
   * @throws dev.lifeboat.problem.ProblemException KEY_MISSING, if there is nothing to sign with;
   *     BUSY, if somebody else writes it, or a prune gave it up
   */
  BackupWriter rewrite(
      Manifest original,
      BackupRequest request,
      Optional<Manifest.Previous> previous,
      Progress.Phase progress) {
    SigningKey signing = signing("encrypt backups anew");
    BackupId id = original.backup();
    Rewriting.announce(storage, id, request.host(), clock.instant());
    try {
      Tombstones tombstones = Tombstones.list(storage);
      return new BackupWriter(
          this,
          request,
          id,
          original.startedAt(),
          previous,
          tombstones,
          Reusable.after(tombstones, storage, manifests, objects),
          signing,
          progress);
    } catch (RuntimeException e) {
      BackupWriter.withdraw(storage, id);
      throw e;
    }
  }

  /** Signs what people said of backups of another repository, for the same ones here. */
  void adopt(Hold hold) {
    allHolds()
        .add(
            new Hold(id(), hold.backup(), hold.at(), hold.until(), hold.host(), hold.reason()),
            signing("hold backups"),
            random.nextInt());
  }

  /** See {@link #adopt(Hold)}. */
  void adopt(Acceptance acceptance, Digest manifest) {
    manifests
        .acceptances()
        .add(
            new Acceptance(
                id(),
                acceptance.backup(),
                manifest,
                acceptance.at(),
                acceptance.host(),
                acceptance.reason()),
            signing("accept backups"),
            random.nextInt());
  }

  private BackupWriter announced(
      BackupRequest request,
      BackupId id,
      Instant now,
      SigningKey signing,
      Progress.Phase progress) {
    Tombstones tombstones = Tombstones.list(storage);
    Predicate<Digest> reusable = Reusable.after(tombstones, storage, manifests, objects);
    Optional<Manifest.Previous> previous =
        manifests.newestTrusted().map(entry -> new Manifest.Previous(entry.id(), entry.sha256()));
    return new BackupWriter(
        this, request, id, now, previous, tombstones, reusable, signing, progress);
  }

  /** Those of some backups that nobody can remove yet, and until when. */
  public Map<BackupId, Instant> locked(List<BackupId> backups) {
    Map<BackupId, Instant> locked = new HashMap<>();
    if (!backups.isEmpty() && storage.canLock()) {
      for (BackupId backup : backups) {
        storage.lockedUntil(Layout.manifest(backup)).ifPresent(until -> locked.put(backup, until));
      }
    }
    return locked;
  }

  /**
   * All objects that a backup needs, without the list itself; needs no key.
   *
   * @throws dev.lifeboat.problem.ProblemException if the list is missing or damaged
   */
  public ObjectList objects(Manifest manifest) {
    Digest digest = manifest.list().digest();
    ObjectList list;
    try {
      list = ObjectList.parse(objects.openOpen(digest));
    } catch (IllegalArgumentException e) {
      throw Problem.of(
              Code.CONTENT_MISMATCH,
              "the object list '" + digest + "' is damaged: " + e.getMessage())
          .causedBy(e);
    }
    if (list.objects().size() != manifest.objects()) {
      throw Problem.of(
              Code.CONTENT_MISMATCH,
              "the object list '%s' names %d objects, and the manifest says %d"
                  .formatted(digest, list.objects().size(), manifest.objects()))
          .exception();
    }
    return list;
  }

  /**
   * Reads an object as it is stored and compares it with its name and size; needs no key.
   *
   * @throws dev.lifeboat.problem.ProblemException OBJECT_MISSING or OBJECT_CORRUPT
   */
  public void check(StoredObject object) {
    var _ = stored(object);
  }

  /** The stored bytes of an object, which were compared with its name and size; needs no key. */
  byte[] stored(StoredObject object) {
    byte[] bytes = objects.stored(object.digest());
    if (bytes.length != object.size()) {
      throw Problem.of(
              Code.OBJECT_CORRUPT,
              "object '%s' has %d bytes, and %d were expected"
                  .formatted(Layout.object(object.digest()), bytes.length, object.size()))
          .exception();
    }
    return bytes;
  }

  /**
   * Decrypts an object of a backup, which is authentic then, without decoding what it holds; needs
   * a key.
   *
   * @throws dev.lifeboat.problem.ProblemException OBJECT_MISSING, OBJECT_CORRUPT, KEY_MISSING or
   *     KEY_WRONG
   */
  public void unseal(Manifest manifest, StoredObject object) {
    reader(manifest).unsealed(object.digest());
  }

  /**
   * What is in a backup; needs a key.
   *
   * @throws dev.lifeboat.problem.ProblemException KEY_MISSING, KEY_WRONG, or what is damaged
   */
  public Contents contents(Manifest manifest) {
    ByteArrayOutputStream lines = new ByteArrayOutputStream();
    ObjectReader reader = reader(manifest);
    manifest.contents().forEach(object -> lines.writeBytes(reader.open(object.digest())));
    Contents contents;
    try {
      contents = ContentsJson.parse(lines.toByteArray());
    } catch (FormatException e) {
      throw Problem.of(
              Code.CONTENT_MISMATCH,
              "the contents of backup '" + manifest.backup() + "' are " + e.getMessage())
          .causedBy(e);
    }
    if (!contents.backup().equals(manifest.backup())) {
      throw Problem.of(
              Code.CONTENT_MISMATCH,
              "backup '%s' names contents of backup '%s'"
                  .formatted(manifest.backup(), contents.backup()))
          .exception();
    }
    return contents;
  }

  /**
   * The streams of a backup; needs a key.
   *
   * @throws dev.lifeboat.problem.ProblemException as {@link #contents} and {@link #objects} do
   */
  public CapturedStreams streams(Manifest manifest) {
    return streams(manifest, contents(manifest));
  }

  /**
   * The streams of a backup whose contents were read already.
   *
   * @throws dev.lifeboat.problem.ProblemException as {@link #objects} does, and KEY_MISSING
   */
  public CapturedStreams streams(Manifest manifest, Contents contents) {
    return new BackupReader(contents, objects(manifest), reader(manifest));
  }

  /** Whether there is a key here that may open backups. */
  public boolean canOpen() {
    return keys.cipher().canOpen();
  }

  /**
   * Reads what a backup holds the way it was sealed, which its manifest says: what is encrypted
   * would look damaged to who has no key.
   */
  private ObjectReader reader(Manifest manifest) {
    String none = ObjectCipher.none().recipientsId();
    if (manifest.recipients().equals(none)) {
      return plain;
    }
    if (keys.cipher().recipientsId().equals(none)) {
      throw Problem.of(
              Code.KEY_MISSING,
              "backup '%s' is encrypted, and nothing here names a key".formatted(manifest.backup()),
              "name the file with the identity that opens it: --identity FILE",
              "or set 'encryption: age' with 'recipients' and 'identity' in lifeboat.yaml")
          .exception();
    }
    return objects;
  }

  ObjectReader reader() {
    return objects;
  }

  /** What puts damaged files right. */
  public Mending mending() {
    return new Mending(this, clock.instant());
  }

  Storage storage() {
    return storage;
  }

  Keys keys() {
    return keys;
  }

  Catalogue catalogue() {
    return catalogue;
  }

  InstantSource clock() {
    return clock;
  }

  Manifests manifests() {
    return manifests;
  }
}
