package dev.lifeboat.repository;

import dev.lifeboat.problem.Code;
import dev.lifeboat.problem.Problem;
import dev.lifeboat.repository.crypto.SigningKey;
import dev.lifeboat.repository.crypto.TrustedSigners;
import dev.lifeboat.repository.crypto.Verdict;
import dev.lifeboat.repository.manifest.BackupId;
import dev.lifeboat.repository.manifest.FormatException;
import dev.lifeboat.repository.manifest.Hold;
import dev.lifeboat.storage.Content;
import dev.lifeboat.storage.ObjectKey;
import dev.lifeboat.storage.Storage;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What is in {@code holds/}: which backups stay, whatever a policy says. Each file has a name of
 * its own, so that one that somebody planted can't keep a true one away.
 */
record Holds(Storage storage, String repository, TrustedSigners signers) {
  private static final String FOLDER = Layout.HOLDS;
  private static final String SUFFIX = ".json";

  List<HeldBackup> list() {
    List<HeldBackup> holds = new ArrayList<>();
    for (ObjectKey key : keys(FOLDER)) {
      Optional<BackupId> backup = backup(key);
      if (key.value().endsWith(SUFFIX) && backup.isPresent()) {
        Bytes.readIfThere(storage, key)
            .ifPresent(bytes -> holds.add(judged(key, backup.get(), bytes)));
      }
    }
    return holds;
  }

  /**
   * Stores a hold, its signature first.
   *
   * @throws dev.lifeboat.problem.ProblemException BUSY, if a prune is removing the backup just now
   */
  void add(Hold hold, SigningKey signing, int random) {
    byte[] bytes = hold.print();
    ObjectKey key =
        ObjectKey.of(FOLDER + hold.backup() + ".%06x".formatted(random & 0xffffff) + SUFFIX);
    storage.create(signature(key), Content.of(signing.sign(bytes)));
    storage.create(key, Content.of(bytes));
    // A prune lists the holds after it made its tombstone, so one of the two sees the other.
    Tombstones tombstones = Tombstones.list(storage);
    boolean going =
        tombstones.coverAny()
            && tombstones.removed().map(gone -> gone.contains(hold.backup())).orElse(true);
    if (going || storage.stat(Layout.manifest(hold.backup())).isEmpty()) {
      throw Problem.of(
              Code.BUSY,
              "a prune may be removing backup '%s' just now".formatted(hold.backup()),
              "see whether it is there when the prune is over: lifeboat list",
              "the hold is in place; if the backup is there then, it stays")
          .exception();
    }
  }

  /** Ends all holds of a backup; tells how many there were. */
  int release(BackupId backup) {
    int released = 0;
    for (ObjectKey key : keys(FOLDER + backup + ".")) {
      if (key.value().endsWith(SUFFIX)) {
        storage.delete(key);
        storage.delete(signature(key));
        released++;
      }
    }
    return released;
  }

  private List<ObjectKey> keys(String prefix) {
    List<ObjectKey> keys = new ArrayList<>();
    storage.list(prefix, info -> keys.add(info.key()));
    return keys;
  }

  private HeldBackup judged(ObjectKey key, BackupId backup, byte[] bytes) {
    Optional<String> wrong =
        switch (signers.check(bytes, Bytes.readIfThere(storage, signature(key)))) {
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
    Optional<Hold> hold = Optional.empty();
    try {
      hold = Optional.of(Hold.parse(bytes));
      if (wrong.isEmpty() && !hold.get().repository().equals(repository)) {
        wrong = Optional.of("it comes from another repository");
      } else if (wrong.isEmpty() && !hold.get().backup().equals(backup)) {
        wrong = Optional.of("it is of backup '" + hold.get().backup() + "'");
      }
    } catch (FormatException e) {
      wrong = Optional.of("it is " + e.getMessage());
    }
    return new HeldBackup(backup, hold, wrong.map(reason -> problem(key, backup, reason)));
  }

  private static Optional<BackupId> backup(ObjectKey key) {
    String name = key.value().substring(FOLDER.length());
    return BackupId.parse(name.replaceFirst("\\..*", ""));
  }

  private static ObjectKey signature(ObjectKey key) {
    return ObjectKey.of(key.value() + ".sig");
  }

  private static Problem problem(ObjectKey key, BackupId backup, String reason) {
    return Problem.of(
        Code.HOLD_INVALID,
        "'%s' can't be trusted, and holds all the same: %s".formatted(key, reason),
        "see who can write to the repository",
        "end it, if nobody needs that backup: lifeboat release " + backup);
  }
}
