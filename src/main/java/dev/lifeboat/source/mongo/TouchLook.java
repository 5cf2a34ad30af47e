package dev.lifeboat.source.mongo;

import com.mongodb.MongoCommandException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import org.bson.BsonArray;
import org.bson.BsonBinary;
import org.bson.BsonDocument;
import org.bson.BsonTimestamp;
import org.bson.RawBsonDocument;

/** Looks at documents by their ids: at what they are, or were, at one moment. */
record TouchLook(
    MongoErrors errors,
    CollectionReader reader,
    TouchedReads reads,
    TouchScan scan,
    ClusterClock clock,
    GivenUp givenUp) {
  private static final int CHUNK = 1000;
  private static final int CHUNK_BYTES = 1 << 20;
  private static final int CAPPED_TRIES = 20;

  /** Looks at what is pending; false if more rounds are needed for it. */
  boolean look(PartList list, BsonTimestamp end) {
    Map<UUID, CollectionInfo> infos = list.byUuid();
    Map<UUID, Set<IdKey>> capped = new HashMap<>();
    boolean done = true;
    for (UUID uuid : reads.uuids()) {
      CollectionInfo info = infos.get(uuid);
      if (info == null) {
        continue; // Dropped, or about to be found again under another name.
      }
      WholeRead read = reads.get(uuid).orElseThrow();
      List<IdKey> pending = read.pending();
      if (pending.isEmpty()) {
        continue;
      }
      if (info.capped()) {
        done &= images(info, read, pending, end, new ReadMoment.Majority());
        capped.put(uuid, Set.copyOf(pending));
      } else {
        done &= images(info, read, pending, end, new ReadMoment.Snapshot(end));
      }
    }
    return stayed(capped, end) && done;
  }

  /**
   * Documents of capped collections were looked at as they are just now, which is what they were at
   * {@code end} only if the oplog has nothing of them since. One that is changed all the time must
   * not keep all others from a common moment: then its collection is given up.
   */
  private boolean stayed(Map<UUID, Set<IdKey>> looked, BsonTimestamp end) {
    if (looked.isEmpty()) {
      return true;
    }
    Set<UUID> changed = scan.changedSince(end, clock.majority(), looked);
    for (UUID uuid : changed) {
      Part part = reads.get(uuid).orElseThrow().part();
      givenUp.failed(
          part, CAPPED_TRIES, "it is capped, and its documents are changed in place all the time");
      if (givenUp.contains(part)) {
        reads.drop(uuid);
      }
    }
    return changed.isEmpty();
  }

  private boolean images(
      CollectionInfo info, WholeRead read, List<IdKey> ids, BsonTimestamp end, ReadMoment moment) {
    for (List<IdKey> chunk : chunks(ids)) {
      Set<IdKey> absent = new HashSet<>(chunk);
      boolean found =
          find(
              info,
              chunk,
              moment,
              (id, document) -> {
                absent.remove(id);
                reads.stream().image(info, end, id, document, info.capped());
                read.looked(id, Optional.of(image(document)));
              });
      if (!found) {
        return false;
      }
      for (IdKey id : absent) {
        reads.stream().gone(info, end, id);
        read.looked(id, Optional.empty());
      }
    }
    return true;
  }

  /** Gives documents as they were at a cluster time; false if that can't be read any more. */
  boolean earlier(
      CollectionInfo info, BsonTimestamp at, List<IdKey> ids, Consumer<Image> consumer) {
    for (List<IdKey> chunk : chunks(ids)) {
      boolean found =
          find(
              info,
              chunk,
              new ReadMoment.Snapshot(at),
              (id, document) -> consumer.accept(image(document)));
      if (!found) {
        return false;
      }
    }
    return true;
  }

  private static Image image(RawBsonDocument document) {
    var bytes = document.getByteBuffer();
    return Image.of(bytes.array(), bytes.position(), bytes.remaining());
  }

  /** Takes a document that was looked at. */
  @FunctionalInterface
  private interface Found {
    void accept(IdKey id, RawBsonDocument document);
  }

  /** False if the moment can't be read any more, or the collection is gone. */
  private boolean find(CollectionInfo info, List<IdKey> ids, ReadMoment moment, Found found) {
    var values = new BsonArray(ids.size());
    ids.forEach(id -> values.add(id.value()));
    try {
      reader.find(
          info.db(),
          new BsonBinary(info.uuid().orElseThrow()),
          new BsonDocument("_id", new BsonDocument("$in", values)),
          new BsonDocument(),
          moment,
          (buffer, offset, length) -> {
            for (int at = offset; at < offset + length; at += RawBson.int32(buffer, at)) {
              int size = RawBson.int32(buffer, at);
              found.accept(IdKey.of(buffer, at), new RawBsonDocument(buffer, at, size));
            }
          });
      return true;
    } catch (MongoCommandException e) {
      if (PartReader.isNotAtTheMoment(e)) {
        return false;
      }
      throw errors.problem("read '" + info.namespace() + "'", e);
    }
  }

  private static List<List<IdKey>> chunks(List<IdKey> ids) {
    List<List<IdKey>> chunks = new ArrayList<>();
    List<IdKey> chunk = new ArrayList<>();
    int bytes = 0;
    for (IdKey id : ids) {
      chunk.add(id);
      bytes += id.length();
      if (chunk.size() == CHUNK || bytes > CHUNK_BYTES) {
        chunks.add(chunk);
        chunk = new ArrayList<>();
        bytes = 0;
      }
    }
    if (!chunk.isEmpty()) {
      chunks.add(chunk);
    }
    return chunks;
  }
}
