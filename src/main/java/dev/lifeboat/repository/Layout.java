package dev.lifeboat.repository;

import dev.lifeboat.repository.manifest.BackupId;
import dev.lifeboat.repository.manifest.Digest;
import dev.lifeboat.storage.ObjectKey;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import java.util.regex.Pattern;

/** Where format 1 keeps what. */
final class Layout {
  static final ObjectKey HEAD = ObjectKey.of("lifeboat.json");
  static final String BACKUPS = "backups/";
  static final String OBJECTS = "objects/";
  static final String PENDING = "pending/";
  static final String QUARANTINE = "quarantine/";
  static final String TOMBSTONES = "tombstones/";
  static final String REVOKED = "revoked/";
  static final String REMOVED = "removed/";
  static final String ACCEPTED = "accepted/";
  static final String HOLDS = "holds/";
  static final String AUDIT = "audit/";
  static final String OPLOG = "oplog/";
  static final String MANIFEST_SUFFIX = ".json";
  static final String SIGNATURE_SUFFIX = ".json.sig";

  /**
   * What people said about a backup, which ones were removed, and what was written in an audit log,
   * and its signature.
   */
  private static final Pattern SAID =
      Pattern.compile(
          "(?:(?:accepted|holds)/[0-9]{8}T[0-9]{6}Z-[0-9a-f]{6}\\.[0-9a-f]+"
              + "|removed/[0-9]{8}T[0-9]{6}Z-[0-9a-f]{6}"
              + "|audit/[0-9a-f]{16}/[0-9]{12}-[0-9]{12})\\.json(?:\\.sig)?");

  private static final DateTimeFormatter MOMENT =
      DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);

  private Layout() {}

  static ObjectKey object(Digest digest) {
    return ObjectKey.of(OBJECTS + digest.hex().substring(0, 2) + "/" + digest.hex());
  }

  static ObjectKey manifest(BackupId backup) {
    return ObjectKey.of(BACKUPS + backup + MANIFEST_SUFFIX);
  }

  static ObjectKey signature(BackupId backup) {
    return ObjectKey.of(BACKUPS + backup + SIGNATURE_SUFFIX);
  }

  /**
   * Where what was at a place is kept when it is damaged: by the time, in UTC, when it was moved.
   */
  static ObjectKey quarantine(Instant moved, ObjectKey place) {
    String name = place.value().substring(place.value().lastIndexOf('/') + 1);
    return ObjectKey.of(QUARANTINE + MOMENT.format(moved) + "-" + name);
  }

  static ObjectKey pending(BackupId backup) {
    return ObjectKey.of(PENDING + backup + MANIFEST_SUFFIX);
  }

  static ObjectKey revoked(BackupId backup) {
    return ObjectKey.of(REVOKED + backup + MANIFEST_SUFFIX);
  }

  static ObjectKey removal(BackupId prune) {
    return ObjectKey.of(REMOVED + prune + MANIFEST_SUFFIX);
  }

  static ObjectKey removalSignature(BackupId prune) {
    return ObjectKey.of(REMOVED + prune + SIGNATURE_SUFFIX);
  }

  static ObjectKey tombstone(BackupId prune) {
    return ObjectKey.of(TOMBSTONES + prune + MANIFEST_SUFFIX);
  }

  /** The digest in the key of an object, or empty if it is the key of something else. */
  static Optional<Digest> digest(ObjectKey key) {
    String hex = key.value().substring(key.value().lastIndexOf('/') + 1);
    try {
      Digest digest = new Digest(hex);
      return key.equals(object(digest)) ? Optional.of(digest) : Optional.empty();
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  /**
   * Whether a key is of the format, and means something outside its own repository, but belongs to
   * no single backup's data.
   */
  static boolean isShared(ObjectKey key) {
    return key.equals(HEAD)
        || BreakGlass.FILES.contains(key.value())
        || SAID.matcher(key.value()).matches();
  }

  /** The id in a key such as {@code pending/<id>.json}, or empty if it has another form. */
  static Optional<BackupId> id(String folder, ObjectKey key, String suffix) {
    String value = key.value();
    if (!value.startsWith(folder) || !value.endsWith(suffix)) {
      return Optional.empty();
    }
    return BackupId.parse(value.substring(folder.length(), value.length() - suffix.length()));
  }
}
