package dev.lifeboat.repository;

import dev.lifeboat.storage.Storage;
import java.util.HashSet;
import java.util.Set;

/**
 * What a prune is about to remove. A tombstone is called like the backup that it ends; this version
 * makes none, and uses no object that one of another version may cover.
 */
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

  /**
   * Whether any object may be removed. Any tombstone names a backup whose objects this version
   * can't attribute cheaply, so that as long as there is one, nothing is used again: that costs
   * room, and no data.
   */
  boolean coverAny() {
    return !names.isEmpty();
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
