package dev.lifeboat.repository;

import dev.lifeboat.problem.Code;
import dev.lifeboat.problem.Problem;
import dev.lifeboat.repository.crypto.SigningKey;
import dev.lifeboat.repository.crypto.TrustedSigners;
import dev.lifeboat.repository.crypto.Verdict;
import dev.lifeboat.repository.manifest.Acceptance;
import dev.lifeboat.repository.manifest.BackupId;
import dev.lifeboat.repository.manifest.FormatException;
import dev.lifeboat.storage.Content;
import dev.lifeboat.storage.ObjectKey;
import dev.lifeboat.storage.Storage;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What is in {@code accepted/}: which suspicious backups a person found right. Each file has a name
 * of its own, so that one that somebody planted can't keep a true one away.
 */
record Acceptances(Storage storage, String repository, TrustedSigners signers) {
  private static final String FOLDER = Layout.ACCEPTED;
  private static final String SUFFIX = ".json";

  /** Those that count, and why others don't. */
  record Found(List<Acceptance> valid, List<InvalidAcceptance> invalid) {
    /** The acceptance of exactly this manifest. */
    Optional<Acceptance> of(BackupEntry entry) {
      return valid.stream()
          .filter(each -> each.backup().equals(entry.id()))
          .filter(each -> each.manifest().equals(entry.sha256()))
          .findFirst();
    }
  }

  Found read() {
    List<ObjectKey> keys = new ArrayList<>();
    storage.list(FOLDER, info -> keys.add(info.key()));
    List<Acceptance> valid = new ArrayList<>();
    List<InvalidAcceptance> invalid = new ArrayList<>();
    for (ObjectKey key : keys) {
      if (key.value().endsWith(SUFFIX)) {
        Bytes.readIfThere(storage, key).ifPresent(bytes -> judge(key, bytes, valid, invalid));
      }
    }
    return new Found(valid, invalid);
  }

  /** Stores an acceptance, its signature first. */
  void add(Acceptance acceptance, SigningKey signing, int random) {
    byte[] bytes = acceptance.print();
    ObjectKey key =
        ObjectKey.of(FOLDER + acceptance.backup() + ".%06x".formatted(random & 0xffffff) + SUFFIX);
    storage.create(signature(key), Content.of(signing.sign(bytes)));
    storage.create(key, Content.of(bytes));
  }

  private void judge(
      ObjectKey key, byte[] bytes, List<Acceptance> valid, List<InvalidAcceptance> invalid) {
    Verdict verdict = signers.check(bytes, Bytes.readIfThere(storage, signature(key)));
    Optional<String> wrong =
        switch (verdict) {
          case Verdict.Valid _ -> Optional.empty();
          case Verdict.Unsigned _ -> Optional.of("it has no signature");
          case Verdict.UnknownSigner unknown ->
              Optional.of(
                  "it was signed by %s, which is not a trusted signer"
                      .formatted(unknown.fingerprint()));
          case Verdict.Forged forged -> Optional.of(forged.reason());
          case Verdict.Malformed malformed ->
              Optional.of("its signature is damaged: " + malformed.reason());
        };
    if (wrong.isPresent()) {
      invalid.add(invalid(key, wrong.get()));
      return;
    }
    try {
      Acceptance acceptance = Acceptance.parse(bytes);
      if (!acceptance.repository().equals(repository)) {
        invalid.add(invalid(key, "it comes from another repository"));
      } else if (!named(key, acceptance.backup())) {
        invalid.add(invalid(key, "it is of backup '" + acceptance.backup() + "'"));
      } else {
        valid.add(acceptance);
      }
    } catch (FormatException e) {
      invalid.add(invalid(key, "it is " + e.getMessage()));
    }
  }

  private static boolean named(ObjectKey key, BackupId backup) {
    return key.value().startsWith(FOLDER + backup + ".");
  }

  private static ObjectKey signature(ObjectKey key) {
    return ObjectKey.of(key.value() + ".sig");
  }

  private static InvalidAcceptance invalid(ObjectKey key, String reason) {
    String backup = key.value().substring(FOLDER.length()).replaceFirst("\\..*", "");
    return new InvalidAcceptance(
        backup,
        Problem.of(
            Code.ACCEPTANCE_INVALID,
            "'%s' accepts nothing: %s".formatted(key, reason),
            "see who can write to the repository",
            "accept the backup yourself, if it is right: lifeboat accept BACKUP --reason TEXT"));
  }
}
