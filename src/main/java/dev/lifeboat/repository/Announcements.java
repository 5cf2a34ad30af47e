package dev.lifeboat.repository;

import dev.lifeboat.io.HostProcess;
import dev.lifeboat.repository.manifest.BackupId;
import dev.lifeboat.repository.manifest.FormatException;
import dev.lifeboat.repository.manifest.Pending;
import dev.lifeboat.repository.manifest.Tombstone;
import dev.lifeboat.storage.Content;
import dev.lifeboat.storage.ObjectInfo;
import dev.lifeboat.storage.ObjectKey;
import dev.lifeboat.storage.Storage;
import dev.lifeboat.storage.StorageException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/**
 * What is in {@code pending/} and {@code tombstones/}: which backups are being made, and which are
 * being removed. A process that is killed leaves its announcement; the next one of the same host
 * removes it.
 */
record Announcements(Storage storage, String host) {
  void add(BackupId backup, Instant now) {
    Pending pending = new Pending(backup, host, now, Optional.of(HostProcess.current()));
    storage.create(Layout.pending(backup), Content.of(pending.print()));
  }

  /** Announces a prune, and tells when the storage got it. */
  ObjectInfo addTombstone(BackupId prune, Set<BackupId> removes, Instant now) {
    ObjectKey key = Layout.tombstone(prune);
    Optional<String> process = Optional.of(HostProcess.current());
    storage.create(key, Content.of(new Tombstone(prune, host, now, process, removes).print()));
    return storage
        .stat(key)
        .orElseThrow(
            () ->
                new StorageException(
                    StorageException.Kind.UNAVAILABLE,
                    "'%s' in '%s' is gone right after it was written"
                        .formatted(key, storage.location()),
                    null));
  }

  /** Removes what is known to be dead. What can't be read or removed stays: it does no harm. */
  void removeDead() {
    removeDead(Layout.PENDING, this::isDeadBackup);
    removeDead(Layout.TOMBSTONES, this::isDeadPrune);
  }

  private void removeDead(String folder, Predicate<byte[]> dead) {
    try {
      List<ObjectKey> keys = new ArrayList<>();
      storage.list(folder, info -> keys.add(info.key()));
      for (ObjectKey key : keys) {
        if (Bytes.readIfThere(storage, key).filter(dead).isPresent()) {
          storage.delete(key);
        }
      }
    } catch (StorageException e) {
      // A prune can't take it for dead as soon, that is all.
    }
  }

  private boolean isDeadBackup(byte[] bytes) {
    try {
      Pending pending = Pending.parse(bytes);
      return pending.host().equals(host)
          && pending.process().filter(HostProcess::isGone).isPresent();
    } catch (FormatException e) {
      return false; // of another version
    }
  }

  /** A prune whose process is gone removes nothing more. */
  private boolean isDeadPrune(byte[] bytes) {
    try {
      Tombstone tombstone = Tombstone.parse(bytes);
      return tombstone.host().equals(host)
          && tombstone.process().filter(HostProcess::isGone).isPresent();
    } catch (FormatException e) {
      return false; // of another version
    }
  }
}
