package dev.lifeboat.repository;

import dev.lifeboat.problem.Code;
import dev.lifeboat.problem.Problem;
import dev.lifeboat.repository.crypto.TrustedSigners;
import dev.lifeboat.repository.crypto.Verdict;
import dev.lifeboat.repository.manifest.BackupId;
import dev.lifeboat.repository.manifest.Digest;
import dev.lifeboat.repository.manifest.FormatException;
import dev.lifeboat.repository.manifest.Manifest;
import dev.lifeboat.repository.manifest.ManifestJson;
import dev.lifeboat.storage.Content;
import dev.lifeboat.storage.Storage;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.Supplier;

/** Reads, judges and publishes manifests. */
final class Manifests {
  /** How many manifests are read at once: a storage far away takes its time for each. */
  private static final int READERS = 4;

  private final Storage storage;
  private final String repository;
  private final TrustedSigners signers;
  private final Acceptances acceptances;

  Manifests(Storage storage, String repository, TrustedSigners signers) {
    this.storage = storage;
    this.repository = repository;
    this.signers = signers;
    this.acceptances = new Acceptances(storage, repository, signers);
  }

  /** All backups, the oldest first. A name that is no backup's is passed over. */
  List<BackupEntry> list() {
    return accepted(listing().keySet().stream().map(this::read).flatMap(Optional::stream).toList());
  }

  /**
   * All backups, the oldest first, without verifying again what this host verified before: the
   * bytes of a manifest are read and compared with what they were, their signature isn't.
   */
  List<Surveyed> survey(Catalogue catalogue) {
    Optional<String> trusted = signers.id();
    Map<BackupId, Instant> received = new LinkedHashMap<>();
    Set<BackupId> signed = new HashSet<>();
    storage.list(
        Layout.BACKUPS,
        info -> {
          Layout.id(Layout.BACKUPS, info.key(), Layout.MANIFEST_SUFFIX)
              .ifPresent(id -> received.put(id, info.received()));
          Layout.id(Layout.BACKUPS, info.key(), Layout.SIGNATURE_SUFFIX).ifPresent(signed::add);
        });
    List<Supplier<Optional<BackupEntry>>> reads = new ArrayList<>();
    for (BackupId id : received.keySet()) {
      Predicate<Digest> known =
          sha256 ->
              signed.contains(id)
                  && trusted.filter(whom -> catalogue.isVerified(sha256, whom)).isPresent();
      Consumer<Digest> remember =
          sha256 -> trusted.ifPresent(whom -> catalogue.verified(sha256, whom));
      reads.add(() -> read(id, known, remember));
    }
    List<BackupEntry> entries =
        Futures.inParallel(READERS, reads).stream().flatMap(Optional::stream).toList();
    return accepted(entries).stream()
        .map(entry -> new Surveyed(entry, Objects.requireNonNull(received.get(entry.id()))))
        .toList();
  }

  private Optional<BackupEntry> read(
      BackupId id, Predicate<Digest> known, Consumer<Digest> remember) {
    Optional<byte[]> bytes = Bytes.readIfThere(storage, Layout.manifest(id));
    if (bytes.isEmpty()) {
      return Optional.empty();
    }
    Digest sha256 = Digest.of(bytes.get());
    if (known.test(sha256)) {
      return Optional.of(entry(id, bytes.get(), sha256, Optional.empty()));
    }
    Optional<Problem> problem = judge(id, bytes.get());
    if (problem.isEmpty()) {
      remember.accept(sha256);
    }
    return Optional.of(entry(id, bytes.get(), sha256, problem));
  }

  /** The newest one that can be trusted. */
  Optional<BackupEntry> newestTrusted() {
    List<BackupId> ids = new ArrayList<>(listing().keySet());
    return ids.reversed().stream()
        .map(this::read)
        .flatMap(Optional::stream)
        .filter(entry -> entry.problem().isEmpty())
        .findFirst();
  }

  /** Which manifests are there, in their order, and since when by the storage's clock. */
  private Map<BackupId, Instant> listing() {
    Map<BackupId, Instant> received = new LinkedHashMap<>();
    storage.list(
        Layout.BACKUPS,
        info ->
            Layout.id(Layout.BACKUPS, info.key(), Layout.MANIFEST_SUFFIX)
                .ifPresent(id -> received.put(id, info.received())));
    return received;
  }

  private Optional<BackupEntry> read(BackupId id) {
    return Bytes.readIfThere(storage, Layout.manifest(id)).map(bytes -> entry(id, bytes));
  }

  /** What people accepted. */
  Acceptances acceptances() {
    return acceptances;
  }

  /** Nobody accepts what isn't suspicious, so only then there is something to look for. */
  private List<BackupEntry> accepted(List<BackupEntry> entries) {
    if (entries.stream().noneMatch(BackupEntry::suspicious)) {
      return entries;
    }
    Acceptances.Found found = acceptances.read();
    return entries.stream()
        .map(
            entry ->
                entry.suspicious() ? found.of(entry).map(entry::acceptedBy).orElse(entry) : entry)
        .toList();
  }

  /** One backup, or empty if there is no such manifest. */
  Optional<BackupEntry> find(BackupId id) {
    return read(id).map(entry -> accepted(List.of(entry)).getFirst());
  }

  /** The fingerprint of the key that signed a backup, whether it is trusted or not. */
  Optional<String> signer(BackupId id) {
    return Bytes.readIfThere(storage, Layout.signature(id)).flatMap(TrustedSigners::signer);
  }

  /** Makes a backup exist: its signature first, then the manifest itself. */
  void publish(BackupId id, byte[] manifest, byte[] signature) {
    storage.create(Layout.signature(id), Content.of(signature));
    storage.create(Layout.manifest(id), Content.of(manifest));
  }

  /** Makes a backup of ours not exist. */
  void withdraw(BackupId id) {
    storage.delete(Layout.manifest(id));
    storage.delete(Layout.signature(id));
  }

  private BackupEntry entry(BackupId id, byte[] bytes) {
    return entry(id, bytes, Digest.of(bytes), judge(id, bytes));
  }

  private BackupEntry entry(BackupId id, byte[] bytes, Digest sha256, Optional<Problem> judgement) {
    Optional<Problem> problem = judgement;
    try {
      Manifest manifest = ManifestJson.parse(bytes);
      if (problem.isEmpty() && !manifest.backup().equals(id)) {
        problem = Optional.of(foreign(id, "it is the manifest of '" + manifest.backup() + "'"));
      }
      if (problem.isEmpty() && !manifest.repository().equals(repository)) {
        problem = Optional.of(foreign(id, "it comes from another repository"));
      }
      return new BackupEntry(id, sha256, Optional.of(manifest), problem);
    } catch (FormatException e) {
      return new BackupEntry(id, sha256, Optional.empty(), Optional.of(unreadable(id, e)));
    }
  }

  private Optional<Problem> judge(BackupId id, byte[] bytes) {
    Verdict verdict = signers.check(bytes, Bytes.readIfThere(storage, Layout.signature(id)));
    return switch (verdict) {
      case Verdict.Valid valid -> Optional.empty();
      case Verdict.Unsigned unsigned ->
          Optional.of(
              Problem.of(
                  Code.MANIFEST_UNSIGNED,
                  "backup '" + id + "' has no signature: '" + Layout.signature(id) + "' is missing",
                  "choose another backup: lifeboat list"));
      case Verdict.UnknownSigner unknown ->
          Optional.of(
              Problem.of(
                  Code.MANIFEST_UNKNOWN_SIGNER,
                  "backup '%s' was signed by %s, which is not a trusted signer"
                      .formatted(id, unknown.fingerprint()),
                  "if you know this key, add its public key to 'trusted-signers' in"
                      + " lifeboat.yaml"));
      case Verdict.Forged forged ->
          Optional.of(foreign(id, "its signature does not hold: " + forged.reason()));
      case Verdict.Malformed malformed ->
          Optional.of(foreign(id, "its signature is damaged: " + malformed.reason()));
    };
  }

  private static Problem foreign(BackupId id, String reason) {
    return Problem.of(
        Code.MANIFEST_FORGED,
        "the manifest of backup '" + id + "' was changed or moved: " + reason,
        "choose another backup: lifeboat list");
  }

  private static Problem unreadable(BackupId id, FormatException e) {
    return switch (e.kind()) {
      case CORRUPT ->
          Problem.of(
              Code.MANIFEST_CORRUPT,
              "the manifest of backup '" + id + "' is damaged: " + e.getMessage(),
              "choose another backup: lifeboat list");
      case TOO_NEW, TOO_OLD ->
          Problem.of(
              Code.REPOSITORY_FORMAT,
              "the manifest of backup '" + id + "' is " + e.getMessage(),
              "use the version of Lifeboat that wrote it");
    };
  }
}
