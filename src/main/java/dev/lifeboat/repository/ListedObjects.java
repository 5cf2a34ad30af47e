package dev.lifeboat.repository;

import dev.lifeboat.problem.ProblemException;
import dev.lifeboat.repository.manifest.BackupId;
import dev.lifeboat.repository.manifest.Digest;
import dev.lifeboat.repository.manifest.Manifest;
import dev.lifeboat.repository.manifest.StoredObject;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;

/** What a listing of the storage tells of backups: which of them lack something. */
public final class ListedObjects {
  /** How many digits of a digest tell it from all others; its object's size takes the rest. */
  private static final int TELLING = 48;

  private final Repository repository;
  private final DigestSet listed = new DigestSet();

  /** Lists; so backups that are asked about must have been there before. */
  ListedObjects(Repository repository) {
    this.repository = repository;
    repository
        .storage()
        .list(
            Layout.OBJECTS,
            info ->
                Layout.digest(info.key())
                    .ifPresent(digest -> listed.add(text(digest, info.size()), 0)));
  }

  /**
   * Those of which something is missing, or has another size than it should; bytes of objects
   * aren't read, but those of lists.
   */
  public Set<BackupId> damaged(List<BackupEntry> entries) {
    Set<BackupId> damaged = new HashSet<>();
    for (BackupEntry entry : entries) {
      if (entry.problem().isEmpty() && !isWhole(entry.trusted())) {
        damaged.add(entry.id());
      }
    }
    return damaged;
  }

  private boolean isWhole(Manifest manifest) {
    try {
      return manifest.contents().stream().allMatch(this::has)
          && repository.objects(manifest).objects().stream().allMatch(this::has);
    } catch (ProblemException e) {
      return false;
    }
  }

  private boolean has(StoredObject object) {
    return listed.contains(text(object.digest(), object.size()));
  }

  private static byte[] text(Digest digest, long size) {
    return (digest.hex().substring(0, TELLING) + HexFormat.of().toHexDigits(size))
        .getBytes(StandardCharsets.US_ASCII);
  }
}
