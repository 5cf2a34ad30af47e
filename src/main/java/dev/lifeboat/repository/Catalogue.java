package dev.lifeboat.repository;

import dev.lifeboat.repository.manifest.BackupId;
import dev.lifeboat.repository.manifest.Digest;
import dev.lifeboat.repository.manifest.StoredObject;
import java.util.Optional;

/**
 * What a host remembers of a repository. It is a cache: without it the next backup stores
 * everything again, and nothing is lost. Thread-safe.
 */
public interface Catalogue {
  /**
   * The object that holds exactly these bytes for these recipients, as far as this host stored it.
   *
   * @param plain the digest of the bytes
   * @param recipients the id of the set of recipients
   */
  Optional<StoredObject> find(Digest plain, String recipients);

  /** An object that is remembered, by its name. */
  Optional<StoredObject> find(Digest object);

  /** An object was stored. */
  void add(Digest plain, String recipients, StoredObject object);

  /** An object that was remembered isn't in the repository any more. */
  void forget(Digest plain, String recipients);

  /**
   * An object turned out to be damaged: whatever it holds, and whatever is a delta against it, must
   * be stored again.
   */
  void forget(Digest object);

  /** Whether this manifest's signature was verified before, with exactly these trusted signers. */
  boolean isVerified(Digest manifest, String signers);

  /** A manifest's signature was verified, with exactly these trusted signers. */
  void verified(Digest manifest, String signers);

  /** Where the content of full segments is kept for deltas, if it is. */
  Optional<BaseShelf> shelf();

  /**
   * What kept this from being remembered for later processes, if anything did. It is no reason to
   * fail, only to tell people: a fact, as in a problem's message.
   */
  Optional<String> trouble();

  /** The newest backup that this host knows of. */
  Optional<Newest> newest();

  /** A backup was made or seen that is newer than {@link #newest}. */
  void remember(Newest newest);

  /**
   * A backup and what its manifest was.
   *
   * @param backup its id
   * @param manifest the digest of its manifest
   */
  record Newest(BackupId backup, Digest manifest) {}
}
