package dev.lifeboat.repository;

import dev.lifeboat.problem.Code;
import dev.lifeboat.problem.Problem;
import dev.lifeboat.repository.manifest.BackupId;
import dev.lifeboat.repository.manifest.Contents;
import dev.lifeboat.repository.manifest.StreamEntry;
import dev.lifeboat.source.StreamShape;
import dev.lifeboat.storage.Storage;
import dev.lifeboat.storage.StorageException;
import java.time.Instant;
import java.util.List;

/** What makes a backup that is written again the same backup. */
final class Rewriting {
  private Rewriting() {}

  /** Contents whose streams are stored in other objects. */
  static Contents contents(Contents original, List<StreamEntry> streams) {
    return new Contents(
        original.backup(),
        original.source(),
        original.consistency(),
        original.details(),
        original.items(),
        streams,
        original.missing(),
        original.warnings(),
        original.anomalies(),
        original.samples(),
        original.configuration());
  }

  /**
   * Compares what was written with what the original says it has.
   *
   * @throws dev.lifeboat.problem.ProblemException CONTENT_MISMATCH
   */
  static void requireSame(StreamEntry original, StreamEntry written) {
    boolean same =
        original.bytes() == written.bytes()
            && (original.shape() != StreamShape.DOCUMENTS
                || original.fingerprint().equals(written.fingerprint()));
    if (!same) {
      throw Problem.of(
              Code.CONTENT_MISMATCH,
              "stream '%s' is not what the backup says".formatted(original.name()),
              "see which backups are whole: lifeboat verify all --level content")
          .exception();
    }
  }

  /**
   * Announces a backup under a name that it has already elsewhere.
   *
   * @throws dev.lifeboat.problem.ProblemException BUSY, if somebody else writes it, or a prune gave
   *     it up
   */
  static void announce(Storage storage, BackupId id, String host, Instant now) {
    if (storage.stat(Layout.revoked(id)).isPresent()) {
      throw Problem.of(
              Code.BUSY,
              "a prune in '%s' gave up an earlier copy of it that took too long"
                  .formatted(storage.location()),
              "copy to an empty place")
          .exception();
    }
    try {
      new Announcements(storage, host).add(id, now);
    } catch (StorageException e) {
      if (e.kind() != StorageException.Kind.ALREADY_EXISTS) {
        throw e;
      }
      throw meanwhile(storage).causedBy(e);
    }
    if (storage.stat(Layout.manifest(id)).isPresent()) {
      BackupWriter.withdraw(storage, id);
      throw meanwhile(storage).exception();
    }
    // Of a copy that was cut off between the two, and of other bytes than there will be.
    storage.delete(Layout.signature(id));
  }

  private static Problem meanwhile(Storage storage) {
    return Problem.of(
        Code.BUSY,
        "somebody is copying it to '%s' just now".formatted(storage.location()),
        "run the copy again when that is over");
  }
}
