package dev.lifeboat.repository;

import dev.lifeboat.problem.ProblemException;
import dev.lifeboat.repository.manifest.BackupId;
import dev.lifeboat.repository.manifest.Digest;
import dev.lifeboat.storage.Storage;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Which objects of earlier backups a new one may count on.
 *
 * <p>Without tombstones: all, since every prune that begins later sees this backup in {@code
 * pending/} and removes none. With tombstones: those that a backup names which no tombstone names.
 * Such a backup was there after the tombstone was, so the prune either saw it, too, or saw that it
 * was being made; and the prune keeps what either may need. Unless it revoked the latter: those
 * that were revoked don't count.
 */
final class Reusable {
  private Reusable() {}

  /**
   * @param tombstones listed after the new backup was announced
   */
  static Predicate<Digest> after(
      Tombstones tombstones, Storage storage, Manifests manifests, ObjectReader objects) {
    if (!tombstones.coverAny()) {
      return object -> true;
    }
    Optional<Set<BackupId>> removed = tombstones.removed();
    if (removed.isEmpty()) {
      return object -> false;
    }
    NamedObjects lasting = new NamedObjects(objects);
    var entries = manifests.list();
    // Only now: a manifest of one that was revoked may be there for a moment, after it was.
    Set<BackupId> revoked = revoked(storage);
    for (BackupEntry entry : entries) {
      if (entry.problem().isEmpty()
          && !removed.get().contains(entry.id())
          && !revoked.contains(entry.id())) {
        add(lasting, entry);
      }
    }
    return lasting::contains;
  }

  /** A list that can't be read whole may give some of its objects, which are needed as well. */
  private static void add(NamedObjects lasting, BackupEntry entry) {
    try {
      entry.manifest().ifPresent(lasting::add);
    } catch (ProblemException e) {
      // What it doesn't name is stored again.
    }
  }

  /** Which backups and prunes were given up. */
  static Set<BackupId> revoked(Storage storage) {
    Set<BackupId> revoked = new HashSet<>();
    storage.list(
        Layout.REVOKED,
        info ->
            Layout.id(Layout.REVOKED, info.key(), Layout.MANIFEST_SUFFIX).ifPresent(revoked::add));
    return revoked;
  }
}
