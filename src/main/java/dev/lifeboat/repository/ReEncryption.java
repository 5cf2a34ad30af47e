package dev.lifeboat.repository;

import dev.lifeboat.problem.Code;
import dev.lifeboat.problem.Problem;
import dev.lifeboat.problem.ProblemException;
import dev.lifeboat.progress.Progress;
import dev.lifeboat.repository.crypto.ObjectCipher;
import dev.lifeboat.repository.crypto.Recipient;
import dev.lifeboat.repository.manifest.BackupId;
import dev.lifeboat.repository.manifest.Contents;
import dev.lifeboat.repository.manifest.Hold;
import dev.lifeboat.repository.manifest.Manifest;
import dev.lifeboat.repository.manifest.StreamEntry;
import dev.lifeboat.source.CapturedStreams;
import dev.lifeboat.source.NamedStream;
import dev.lifeboat.source.StreamWriter;
import dev.lifeboat.storage.Storage;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Function;

/**
 * Copies backups to a repository of its own that other keys open. Each backup keeps its name, and
 * is written like any backup: its streams are read and verified segment by segment, cut, packed,
 * made deltas of what is there, sealed for the new recipients and opened again, and in the end
 * compared with the original's fingerprints. So nothing of how the original is stored goes over.
 *
 * <p>Manifests, holds and acceptances are signed by this host, since no signature of the original
 * fits other bytes. The manifest says whose the original was; that is this host's word.
 *
 * <p>What is cut off goes on with the next run: backups that are there are passed over, and of the
 * one under way what is stored is used again, as the host's catalogue of the copy knows it.
 */
public final class ReEncryption {
  private final Repository from;
  private final Storage to;
  private final Audience audience;
  private final ObjectCipher sealing;
  private final Function<String, Catalogue> catalogue;
  private final Host host;
  private final Progress progress;
  private final Map<BackupId, BackupEntry> there = new TreeMap<>();
  private long objects;
  private long bytes;

  /**
   * Who does it.
   *
   * @param name of the host, for people
   * @param minFree how many bytes the other storage shall have free in the end
   */
  public record Host(String name, long minFree) {}

  /**
   * Whom a copy is for.
   *
   * @param recipients who can open it, at least one
   * @param ownHouse whether they may have the stack's files, in which passwords may stand
   */
  public record Audience(List<Recipient> recipients, boolean ownHouse) {
    public Audience {
      recipients = List.copyOf(recipients);
    }
  }

  /**
   * A copy to be made.
   *
   * @param from can open its backups
   * @param to empty, or with an earlier copy that was encrypted anew
   * @param audience whom the copy is for
   * @param catalogue gives what this host remembers of the repository with a certain id
   */
  public ReEncryption(
      Repository from,
      Storage to,
      Audience audience,
      Function<String, Catalogue> catalogue,
      Host host,
      Progress progress) {
    this.from = from;
    this.to = to;
    this.audience = audience;
    this.sealing = ObjectCipher.age(audience.recipients(), List.of());
    this.catalogue = catalogue;
    this.host = host;
    this.progress = progress;
  }

  /**
   * Copies every backup that isn't there yet, the oldest first.
   *
   * @throws ProblemException REPOSITORY_EXISTS, if another repository is there; KEY_MISSING, if
   *     this host can't open or can't sign backups
   */
  public CopyReport run() {
    requireKeys();
    List<BackupEntry> entries = from.backups();
    Repository target = open();
    target.backups().forEach(entry -> there.put(entry.id(), entry));
    requireCopy(target);
    new Announcements(to, host.name()).removeDead();
    List<String> copied = new ArrayList<>();
    List<Problem> problems = new ArrayList<>();
    int present = 0;
    for (BackupEntry entry : entries) {
      try {
        if (isThere(entry)) {
          present++;
        } else {
          write(entry, target);
          copied.add(entry.id().value());
        }
      } catch (ProblemException e) {
        e.problems().forEach(problem -> problems.add(RepositoryCopy.of(entry, problem)));
      }
    }
    adoptHolds(target);
    adoptAcceptances(entries, target);
    return new CopyReport(
        from.location(),
        to.location(),
        copied,
        present,
        objects,
        bytes,
        problems,
        audience.recipients().stream().map(Recipient::publicKey).toList());
  }

  private void requireKeys() {
    if (!from.canOpen()) {
      throw Problem.of(
              Code.KEY_MISSING,
              "backups can be encrypted anew only where a key opens them, and this host has none",
              "run it where the identity is, or name its file as 'identity' in lifeboat.yaml")
          .exception();
    }
    if (from.keys().signing().isEmpty()) {
      throw Problem.of(
              Code.KEY_MISSING,
              "there is no signing key on this host, so it can't sign what it encrypts anew",
              "name its file as 'signing-key' in lifeboat.yaml")
          .exception();
    }
  }

  private Repository open() {
    if (to.stat(Layout.HEAD).isEmpty()) {
      Repository.create(to, UUID.randomUUID().toString(), from.clock().instant());
    }
    Keys keys = new Keys(sealing, from.keys().signers(), from.keys().signing());
    return Repository.open(to, keys, catalogue, from.clock(), new SecureRandom());
  }

  /** A place with backups of somebody else isn't for this. */
  private void requireCopy(Repository target) {
    boolean same = target.id().equals(from.id());
    if (same || (!there.isEmpty() && there.values().stream().noneMatch(this::isFromHere))) {
      throw Problem.of(
              Code.REPOSITORY_EXISTS,
              same
                  ? "'%s' is this repository or a copy of it as it is".formatted(to.location())
                  : "in '%s' are backups that don't come from here".formatted(to.location()),
              "name an empty place, or an earlier copy that was encrypted anew")
          .exception();
    }
  }

  private boolean isFromHere(BackupEntry entry) {
    return entry.problem().isEmpty()
        && entry
            .manifest()
            .flatMap(Manifest::origin)
            .filter(origin -> origin.repository().equals(from.id()))
            .isPresent();
  }

  private boolean isThere(BackupEntry entry) {
    BackupEntry copy = there.get(entry.id());
    if (copy == null) {
      return false;
    }
    Manifest manifest = copy.trusted();
    if (manifest.origin().filter(origin -> origin.sha256().equals(entry.sha256())).isEmpty()) {
      throw Problem.of(
              Code.MANIFEST_CORRUPT,
              "there is another backup with its name in '" + to.location() + "'",
              "nothing is overwritten; copy to an empty place")
          .exception();
    }
    if (!manifest.recipients().equals(sealing.recipientsId())) {
      throw Problem.of(
              Code.REPOSITORY_EXISTS,
              "it is in '%s' already, encrypted for others".formatted(to.location()),
              "nothing is written again there; copy to an empty place")
          .exception();
    }
    return true;
  }

  private void write(BackupEntry entry, Repository target) {
    Manifest original = entry.trusted();
    String signer = from.signer(entry.id()).orElseThrow();
    Contents whole = from.contents(original);
    CapturedStreams streams = from.streams(original, whole);
    Contents contents = audience.ownHouse() ? whole : whole.withoutHouse();
    try (Progress.Phase phase =
            progress.start("copy " + entry.id(), original.sourceBytes(), Progress.Unit.BYTES);
        BackupWriter writer =
            target.rewrite(original, request(original), previous(entry.id()), phase)) {
      List<NamedStream> written = new ArrayList<>();
      for (StreamEntry stream : contents.streams()) {
        try (StreamWriter sink = writer.open(stream.shape())) {
          streams.read(stream.name(), piece -> sink.write(piece, 0, piece.length));
          written.add(new NamedStream(stream.name(), sink.end()));
        }
      }
      Manifest copy =
          writer.republish(
              original, contents, written, new Manifest.Origin(from.id(), entry.sha256(), signer));
      objects += writer.newObjects();
      bytes += copy.newBytes();
      target.find(copy.backup()).ifPresent(found -> there.put(found.id(), found));
    }
  }

  private BackupRequest request(Manifest original) {
    return new BackupRequest(
        original.stack(),
        original.source(),
        original.reason(),
        original.tags(),
        host.minFree(),
        host.name(),
        original.tool());
  }

  /** The newest one before it that is in the copy. */
  private Optional<Manifest.Previous> previous(BackupId id) {
    return there.values().stream()
        .filter(entry -> entry.problem().isEmpty() && entry.id().compareTo(id) < 0)
        .reduce((_, later) -> later)
        .map(entry -> new Manifest.Previous(entry.id(), entry.sha256()));
  }

  /** Holds that can't be trusted hold there, and are not passed on with this host's word. */
  private void adoptHolds(Repository target) {
    List<Hold> known = target.holds().stream().flatMap(held -> held.hold().stream()).toList();
    for (HeldBackup held : from.holds()) {
      held.hold()
          .filter(_ -> held.problem().isEmpty() && there.containsKey(held.backup()))
          .filter(hold -> known.stream().noneMatch(other -> same(hold, other)))
          .ifPresent(target::adopt);
    }
  }

  private static boolean same(Hold one, Hold other) {
    return one.backup().equals(other.backup())
        && one.at().equals(other.at())
        && one.reason().equals(other.reason());
  }

  private void adoptAcceptances(List<BackupEntry> entries, Repository target) {
    for (BackupEntry entry : entries) {
      entry
          .acceptance()
          .ifPresent(
              acceptance ->
                  target
                      .find(entry.id())
                      .filter(copy -> copy.problem().isEmpty() && copy.acceptance().isEmpty())
                      .ifPresent(copy -> target.adopt(acceptance, copy.sha256())));
    }
  }
}
