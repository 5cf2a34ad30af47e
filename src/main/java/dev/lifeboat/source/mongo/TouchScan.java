package dev.lifeboat.source.mongo;

import dev.lifeboat.problem.Code;
import dev.lifeboat.problem.Problem;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.bson.BsonTimestamp;
import org.bson.RawBsonDocument;

/**
 * Follows the oplog, piece by piece, to learn which documents were touched. What it finds out goes
 * to the collections that it concerns.
 *
 * <p>For use by one thread.
 */
final class TouchScan {
  // What one remembered document takes in the heap, generously.
  private static final int BYTES_PER_TOUCHED = 400;

  private final Oplog oplog;
  private final CollectionReader reader;
  private final TouchedReads reads;
  private final long most = Runtime.getRuntime().maxMemory() / 4 / BYTES_PER_TOUCHED;

  private BsonTimestamp position;

  /**
   * @param start the entry to begin with
   */
  TouchScan(Oplog oplog, CollectionReader reader, TouchedReads reads, BsonTimestamp start) {
    this.oplog = oplog;
    this.reader = reader;
    this.reads = reads;
    this.position = start;
  }

  /** Makes the next scan begin with this entry, if it would begin later. */
  void reachBackTo(BsonTimestamp entry) {
    if (entry.compareTo(position) < 0) {
      position = entry;
    }
  }

  /**
   * Goes on up to {@code end}.
   *
   * @throws dev.lifeboat.problem.ProblemException with {@code MONGO_FAILED} if the oplog doesn't
   *     reach back far enough, or if too many documents were touched to remember them
   */
  void scan(PartList list, BsonTimestamp end) {
    Map<UUID, CollectionInfo> infos = list.byUuid();
    oplog.scan(
        reader,
        position,
        end,
        new Oplog.Changes() {
          @Override
          public void changed(
              char op, UUID uuid, BsonTimestamp ts, IdKey id, byte[] buffer, int o) {
            Optional<WholeRead> found = reads.get(uuid);
            if (found.isEmpty() || ts.compareTo(found.get().from()) < 0) {
              return;
            }
            WholeRead read = found.get();
            if (read.part().info().capped()) {
              inOrder(read, infos.getOrDefault(uuid, read.part().info()), op, ts, id, buffer, o);
            } else {
              read.touch(id);
            }
          }

          @Override
          public void emptied(UUID uuid, BsonTimestamp ts) {
            reads.drop(uuid);
          }
        });
    position = end;
    if (reads.touched() > most) {
      throw Problem.of(
              Code.MONGO_FAILED,
              "more than " + most + " documents changed while the backup ran",
              "keep one moment readable for the whole backup: db.adminCommand({setParameter: 1,"
                  + " minSnapshotHistoryWindowInSeconds: 3600})")
          .exception();
    }
  }

  /** Which collections had one of these documents changed after {@code end}. */
  Set<UUID> changedSince(BsonTimestamp end, BsonTimestamp now, Map<UUID, Set<IdKey>> documents) {
    Set<UUID> changed = new HashSet<>();
    oplog.scan(
        reader,
        end,
        now,
        new Oplog.Changes() {
          @Override
          public void changed(
              char op, UUID uuid, BsonTimestamp ts, IdKey id, byte[] buffer, int o) {
            if (ts.compareTo(end) > 0 && documents.getOrDefault(uuid, Set.of()).contains(id)) {
              changed.add(uuid);
            }
          }

          @Override
          public void emptied(UUID uuid, BsonTimestamp ts) {
            if (ts.compareTo(end) > 0 && documents.containsKey(uuid)) {
              changed.add(uuid);
            }
          }
        });
    return changed;
  }

  /** Capped collections can't be read at a moment, and their order counts. */
  private void inOrder(
      WholeRead read,
      CollectionInfo info,
      char op,
      BsonTimestamp ts,
      IdKey id,
      byte[] buffer,
      int o) {
    switch (op) {
      case 'i' -> {
        int length = RawBson.int32(buffer, o);
        reads.stream().image(info, ts, id, new RawBsonDocument(buffer, o, length), false);
        read.looked(id, Optional.of(Image.of(buffer, o, length)));
      }
      case 'd' -> {
        reads.stream().gone(info, ts, id);
        read.looked(id, Optional.empty());
      }
      default -> read.touch(id);
    }
  }
}
