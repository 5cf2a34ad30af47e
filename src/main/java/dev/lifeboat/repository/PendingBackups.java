package dev.lifeboat.repository;

import dev.lifeboat.repository.manifest.BackupId;
import dev.lifeboat.repository.manifest.FormatException;
import dev.lifeboat.repository.manifest.Pending;
import dev.lifeboat.repository.manifest.Revocation;
import dev.lifeboat.storage.Content;
import dev.lifeboat.storage.ObjectInfo;
import dev.lifeboat.storage.Storage;
import dev.lifeboat.storage.StorageException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Tells backups under way from those that died, as a prune has to. */
record PendingBackups(Storage storage, String host, Instant hostTime) {
  /**
   * Those that may still use objects, in words for people. What was announced before {@code limit},
   * by the storage's clock, is given up first: its maker finds that out once it looks, whenever
   * that is.
   */
  List<String> alive(Instant limit) {
    List<ObjectInfo> announced = new ArrayList<>();
    storage.list(Layout.PENDING, announced::add);
    List<String> alive = new ArrayList<>();
    for (ObjectInfo info : announced) {
      Optional<BackupId> id = Layout.id(Layout.PENDING, info.key(), Layout.MANIFEST_SUFFIX);
      if (id.isEmpty()) {
        continue;
      }
      if (info.received().isBefore(limit) || storage.stat(Layout.revoked(id.get())).isPresent()) {
        revoke(id.get());
        storage.delete(info.key());
      } else {
        alive.add(words(id.get(), info));
      }
    }
    return alive;
  }

  /** Gives up a backup or a prune. From the moment that this returns it is as good as dead. */
  void revoke(BackupId id) {
    try {
      storage.create(Layout.revoked(id), Content.of(new Revocation(id, host, hostTime).print()));
    } catch (StorageException e) {
      if (e.kind() != StorageException.Kind.ALREADY_EXISTS) {
        throw e;
      }
    }
  }

  private String words(BackupId id, ObjectInfo info) {
    String where;
    try {
      where =
          Bytes.readIfThere(storage, info.key())
              .map(bytes -> "on host '" + Pending.parse(bytes).host() + "'")
              .orElse("just ended");
    } catch (FormatException e) {
      where = "of another version";
    }
    return "backup '%s' %s, since %s".formatted(id, where, info.received());
  }
}
