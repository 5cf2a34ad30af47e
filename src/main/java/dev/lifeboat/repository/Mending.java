package dev.lifeboat.repository;

import dev.lifeboat.repository.manifest.BackupId;
import dev.lifeboat.repository.manifest.Digest;
import dev.lifeboat.storage.Content;
import dev.lifeboat.storage.ObjectKey;
import dev.lifeboat.storage.Storage;
import java.time.Instant;
import java.util.Optional;

/**
 * Puts whole objects and manifests in the place of damaged ones. Nothing is lost by it: what was
 * there is kept in {@code quarantine/} before it goes from its place. Methods throw {@link
 * dev.lifeboat.storage.StorageException}.
 */
public final class Mending {
  private final Repository repository;
  private final Storage storage;
  private final Instant now;

  Mending(Repository repository, Instant now) {
    this.repository = repository;
    this.storage = repository.storage();
    this.now = now;
  }

  /** What was found at an object's place when it was looked at once more. */
  public enum Found {
    /** Nothing. */
    MISSING,
    /** Bytes that don't fit the name. */
    DAMAGED,
    /** The right bytes: whoever saw others read them wrongly. */
    WHOLE
  }

  /** Looks at an object once more; changes nothing. */
  public Found look(Digest object) {
    return Bytes.readIfThere(storage, Layout.object(object))
        .map(bytes -> Digest.of(bytes).equals(object) ? Found.WHOLE : Found.DAMAGED)
        .orElse(Found.MISSING);
  }

  /** Whether a copy of the repository has an object, whole. */
  public boolean has(Repository copy, Digest object) {
    return whole(copy, object).isPresent();
  }

  /** Moves what is at an object's place to quarantine, and has the next backup store it again. */
  public void setAside(Digest object) {
    repository.catalogue().forget(object);
    setAside(Layout.object(object));
  }

  /**
   * Puts an object, whose place is free, back from a copy.
   *
   * @return false if the copy doesn't have it, whole
   */
  public boolean fetch(Repository copy, Digest object) {
    Optional<byte[]> bytes = whole(copy, object);
    bytes.ifPresent(found -> storage.create(Layout.object(object), Content.of(found)));
    return bytes.isPresent();
  }

  /**
   * Puts a manifest and its signature back from a copy, in the place of what is there.
   *
   * @return false if the copy doesn't have it, or has none that can be trusted; nothing is changed
   *     then
   */
  public boolean fetchManifest(Repository copy, BackupId backup) {
    boolean trusted =
        copy.id().equals(repository.id())
            && copy.find(backup).filter(entry -> entry.problem().isEmpty()).isPresent();
    if (!trusted) {
      return false;
    }
    byte[] signature = Bytes.read(copy.storage(), Layout.signature(backup));
    byte[] manifest = Bytes.read(copy.storage(), Layout.manifest(backup));
    setAside(Layout.manifest(backup));
    setAside(Layout.signature(backup));
    storage.create(Layout.signature(backup), Content.of(signature));
    storage.create(Layout.manifest(backup), Content.of(manifest));
    return true;
  }

  private Optional<byte[]> whole(Repository copy, Digest object) {
    return Bytes.readIfThere(copy.storage(), Layout.object(object))
        .filter(bytes -> Digest.of(bytes).equals(object));
  }

  /** The other copy is durable before the first one goes. */
  private void setAside(ObjectKey key) {
    Bytes.readWholeIfThere(storage, key)
        .ifPresent(
            bytes -> {
              ObjectKey aside = Layout.quarantine(now, key);
              if (storage.stat(aside).isEmpty()) {
                storage.create(aside, Content.of(bytes));
              }
              storage.delete(key);
            });
  }
}
