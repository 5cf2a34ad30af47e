package dev.lifeboat.repository;

import dev.lifeboat.repository.manifest.BackupId;
import dev.lifeboat.repository.manifest.FormatException;
import dev.lifeboat.repository.manifest.Tombstone;
import dev.lifeboat.storage.ObjectKey;
import dev.lifeboat.storage.Storage;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/** What prunes under way are about to remove. */
final class Tombstones {
  private final Storage storage;
  private final Set<String> names;

  private Tombstones(Storage storage, Set<String> names) {
    this.storage = storage;
    this.names = names;
  }

  /** Lists what is there; after the backup's pending file was created, or it would be too early. */
  static Tombstones list(Storage storage) {
    return new Tombstones(storage, names(storage));
  }

  /** Whether any object may be removed. */
  boolean coverAny() {
    return !names.isEmpty();
  }

  /**
   * Which backups may go; empty if nobody can tell, because a tombstone is of another version: then
   * every object may go.
   */
  Optional<Set<BackupId>> removed() {
    Set<BackupId> removed = new HashSet<>();
    for (String name : names) {
      Optional<byte[]> bytes = Bytes.readIfThere(storage, ObjectKey.of(name));
      try {
        // One that is gone meanwhile was that of a prune that is over.
        bytes.map(Tombstone::parse).ifPresent(tombstone -> removed.addAll(tombstone.removes()));
      } catch (FormatException e) {
        return Optional.empty();
      }
    }
    return Optional.of(removed);
  }

  /** Whether there are tombstones now that weren't there when these were listed. */
  boolean grown() {
    Set<String> now = names(storage);
    now.removeAll(names);
    return !now.isEmpty();
  }

  private static Set<String> names(Storage storage) {
    Set<String> names = new HashSet<>();
    storage.list(Layout.TOMBSTONES, object -> names.add(object.key().value()));
    return names;
  }
}
