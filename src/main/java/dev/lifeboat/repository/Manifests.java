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
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads, judges and publishes manifests. */
final class Manifests {
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
    List<BackupId> ids = new ArrayList<>();
    storage.list(Layout.BACKUPS, object -> id(object.key().value()).ifPresent(ids::add));
    List<BackupEntry> entries = new ArrayList<>();
    for (BackupId id : ids) {
      Bytes.readIfThere(storage, Layout.manifest(id))
          .ifPresent(bytes -> entries.add(entry(id, bytes)));
    }
    return accepted(entries);
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
    return Bytes.readIfThere(storage, Layout.manifest(id))
        .map(bytes -> accepted(List.of(entry(id, bytes))).getFirst());
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
    Digest sha256 = Digest.of(bytes);
    Optional<Problem> problem = judge(id, bytes);
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

  private static Optional<BackupId> id(String key) {
    if (!key.endsWith(Layout.MANIFEST_SUFFIX)) {
      return Optional.empty();
    }
    try {
      return Optional.of(
          new BackupId(
              key.substring(
                  Layout.BACKUPS.length(), key.length() - Layout.MANIFEST_SUFFIX.length())));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }
}
