package dev.lifeboat.repository;

import dev.lifeboat.repository.manifest.BackupId;
import dev.lifeboat.repository.manifest.Digest;
import dev.lifeboat.storage.ObjectKey;

/** Where format 1 keeps what. */
final class Layout {
  static final ObjectKey HEAD = ObjectKey.of("lifeboat.json");
  static final String BACKUPS = "backups/";
  static final String TOMBSTONES = "tombstones/";
  static final String MANIFEST_SUFFIX = ".json";
  static final String SIGNATURE_SUFFIX = ".json.sig";

  private Layout() {}

  static ObjectKey object(Digest digest) {
    return ObjectKey.of("objects/" + digest.hex().substring(0, 2) + "/" + digest.hex());
  }

  static ObjectKey manifest(BackupId backup) {
    return ObjectKey.of(BACKUPS + backup + MANIFEST_SUFFIX);
  }

  static ObjectKey signature(BackupId backup) {
    return ObjectKey.of(BACKUPS + backup + SIGNATURE_SUFFIX);
  }

  static ObjectKey pending(BackupId backup) {
    return ObjectKey.of("pending/" + backup + MANIFEST_SUFFIX);
  }

  static ObjectKey revoked(BackupId backup) {
    return ObjectKey.of("revoked/" + backup + MANIFEST_SUFFIX);
  }
}
