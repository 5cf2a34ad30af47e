package dev.lifeboat.repository;

import dev.lifeboat.repository.crypto.SigningKey;
import dev.lifeboat.repository.crypto.TrustedSigners;
import dev.lifeboat.repository.crypto.Verdict;
import dev.lifeboat.repository.manifest.BackupId;
import dev.lifeboat.repository.manifest.FormatException;
import dev.lifeboat.repository.manifest.Manifest;
import dev.lifeboat.repository.manifest.Removal;
import dev.lifeboat.repository.manifest.Removal.Removed;
import dev.lifeboat.storage.Content;
import dev.lifeboat.storage.ObjectInfo;
import dev.lifeboat.storage.ObjectKey;
import dev.lifeboat.storage.Storage;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What is in {@code removed/}: which backups were removed on purpose, so that one that somebody
 * took away shows. Each prune writes a record that holds what the earlier ones said and is still of
 * use, and then removes those. Records that can't be trusted say nothing, and stay.
 */
record Removals(Storage storage, String repository, TrustedSigners signers) {
  /** A record that is there. */
  private record Found(ObjectInfo info, Removal removal) {}

  /** All that records of trusted signers say. */
  List<Removed> list() {
    return found().stream().flatMap(each -> each.removal().backups().stream()).distinct().toList();
  }

  /**
   * Records that backups are about to be removed.
   *
   * @param going those
   * @param staying all others
   * @param limit what older records say of backups that nobody names goes; a backup that isn't
   *     there yet can name one that was removed later only. And so does what they say of backups
   *     that are there all the same: whoever was about to remove them never did. Younger records of
   *     such a backup stay as they are, for it may go just now.
   */
  void add(
      BackupId prune,
      List<Removed> going,
      Collection<BackupEntry> staying,
      SigningKey signing,
      String host,
      Instant now,
      Instant limit) {
    List<Found> earlier = found();
    Map<BackupId, Removed> all = new HashMap<>();
    Set<BackupId> recent = new HashSet<>();
    Set<BackupId> there = staying.stream().map(BackupEntry::id).collect(Collectors.toSet());
    List<Found> done = new ArrayList<>();
    for (Found each : earlier) {
      boolean young = !each.info().received().isBefore(limit);
      boolean open = false;
      for (Removed removed : each.removal().backups()) {
        // Not said again: that would be younger than it is.
        if (there.contains(removed.backup())) {
          open = true;
          continue;
        }
        all.put(removed.backup(), removed);
        if (young) {
          recent.add(removed.backup());
        }
      }
      if (!young || !open) {
        done.add(each);
      }
    }
    for (Removed each : going) {
      all.put(each.backup(), each);
      recent.add(each.backup());
    }
    write(prune, needed(all, recent, staying), signing, host, now);
    for (Found each : done) {
      storage.delete(each.info().key());
      storage.delete(Layout.removalSignature(each.removal().prune()));
    }
  }

  /** Writes a record beside those that are there. */
  void write(BackupId prune, List<Removed> backups, SigningKey signing, String host, Instant now) {
    byte[] bytes = new Removal(repository, prune, now, host, backups).print();
    storage.create(Layout.removalSignature(prune), Content.of(signing.sign(bytes)));
    storage.create(Layout.removal(prune), Content.of(bytes));
  }

  /** What a record says, without asking who wrote it; nothing, if it can't be read. */
  List<Removed> in(BackupId prune) {
    return Bytes.readIfThere(storage, Layout.removal(prune))
        .flatMap(Removals::parsed)
        .map(Removal::backups)
        .orElse(List.of());
  }

  /** A backup that goes, as far as its manifest can be read. */
  static Optional<Removed> of(BackupEntry entry) {
    return entry
        .manifest()
        .map(manifest -> new Removed(entry.id(), entry.sha256(), manifest.previous()));
  }

  /** Those that somebody names, each with the next one before it that is there. */
  private static List<Removed> needed(
      Map<BackupId, Removed> all, Set<BackupId> recent, Collection<BackupEntry> staying) {
    Set<BackupId> named = new HashSet<>(recent);
    Set<BackupId> there = new HashSet<>();
    boolean unknown = false;
    for (BackupEntry entry : staying) {
      there.add(entry.id());
      unknown |= entry.manifest().isEmpty();
      entry
          .manifest()
          .flatMap(Manifest::previous)
          .ifPresent(previous -> named.add(previous.backup()));
    }
    List<Removed> needed = new ArrayList<>();
    for (Removed removed : all.values()) {
      // What a damaged manifest names nobody can tell.
      if (unknown || named.contains(removed.backup())) {
        needed.add(
            new Removed(
                removed.backup(), removed.sha256(), before(removed.previous(), all, there)));
      }
    }
    needed.sort((one, other) -> one.backup().compareTo(other.backup()));
    return needed;
  }

  private static Optional<Manifest.Previous> before(
      Optional<Manifest.Previous> first, Map<BackupId, Removed> all, Set<BackupId> there) {
    Optional<Manifest.Previous> at = first;
    for (int steps = 0; at.isPresent() && steps <= all.size(); steps++) {
      Manifest.Previous named = at.get();
      Removed removed = all.get(named.backup());
      if (there.contains(named.backup()) || removed == null || !removed.is(named)) {
        return at;
      }
      at = removed.previous();
    }
    return at;
  }

  private List<Found> found() {
    List<ObjectInfo> infos = new ArrayList<>();
    storage.list(Layout.REMOVED, infos::add);
    List<Found> found = new ArrayList<>();
    for (ObjectInfo info : infos) {
      Layout.id(Layout.REMOVED, info.key(), Layout.MANIFEST_SUFFIX)
          .flatMap(prune -> trusted(prune, info.key()))
          .ifPresent(removal -> found.add(new Found(info, removal)));
    }
    return found;
  }

  private Optional<Removal> trusted(BackupId prune, ObjectKey key) {
    return Bytes.readIfThere(storage, key)
        .filter(
            bytes ->
                signers.check(bytes, Bytes.readIfThere(storage, Layout.removalSignature(prune)))
                    instanceof Verdict.Valid)
        .flatMap(Removals::parsed)
        .filter(removal -> removal.repository().equals(repository))
        .filter(removal -> Objects.equals(removal.prune(), prune));
  }

  private static Optional<Removal> parsed(byte[] bytes) {
    try {
      return Optional.of(Removal.parse(bytes));
    } catch (FormatException e) {
      return Optional.empty();
    }
  }
}
