package dev.lifeboat.source.mongo;

import dev.lifeboat.source.CapturedStreams;
import dev.lifeboat.source.FingerprintSum;
import dev.lifeboat.source.StreamName;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.bson.RawBsonDocument;

/**
 * The final images of documents that changed while a backup was read, as synthetic oplog entries: a
 * delete by {@code _id}, an insert or a replacement with the final image. It isn't replayed: what
 * is touched is left out of the load, then the final images are inserted.
 */
final class LoadTouchUp {
  private static final StreamName OPLOG = new StreamName("oplog.bson");

  private final CapturedStreams from;

  // By namespace and _id: the number of the document's last entry, which is the one that counts.
  private final Map<String, Map<Id, Integer>> touched = new HashMap<>();

  /** The bytes of an {@code _id}. */
  private record Id(ByteBuffer bytes) {
    static Id of(byte[] bytes) {
      return new Id(ByteBuffer.wrap(bytes));
    }
  }

  /** The {@code _id}s of one collection. */
  record Touched(Set<Id> ids) {
    boolean isEmpty() {
      return ids.isEmpty();
    }

    boolean contains(byte[] id) {
      return ids.contains(Id.of(id));
    }
  }

  /** Reads which documents are touched. */
  LoadTouchUp(CapturedStreams from) {
    this.from = from;
    entries(
        (number, entry) ->
            touched
                .computeIfAbsent(entry.getString("ns").getValue(), key -> new HashMap<>())
                .put(Id.of(id(entry)), number));
  }

  Touched touched(RestoreItem item) {
    return new Touched(touched.getOrDefault(namespace(item), Map.of()).keySet());
  }

  /** Inserts the final images into the staged collections. */
  void apply(Map<String, RestoreItem> byNamespace, StagedCollections staged, LoadWriters writers) {
    if (touched.isEmpty()) {
      return;
    }
    var batches = new HashMap<String, LoadBatches>();
    entries(
        (number, entry) -> {
          var item = byNamespace.get(entry.getString("ns").getValue());
          if (item == null || !isImage(number, entry)) {
            return;
          }
          var image = (RawBsonDocument) entry.getDocument("o");
          var bytes = image.getByteBuffer();
          var copy = new byte[bytes.remaining()];
          bytes.get(copy);
          batches
              .computeIfAbsent(
                  namespace(item),
                  key ->
                      new LoadBatches(
                          writers.buffers(),
                          batch ->
                              writers.insert(
                                  item.database(),
                                  staged.documentsOf(item),
                                  batch,
                                  item.isCapped())))
              .addAll(copy);
        });
    batches.values().forEach(LoadBatches::flush);
  }

  /** Passes the final images of one collection on. */
  void images(RestoreItem item, Consumer<byte[]> to) {
    var namespace = namespace(item);
    entries(
        (number, entry) -> {
          if (entry.getString("ns").getValue().equals(namespace) && isImage(number, entry)) {
            var bytes = ((RawBsonDocument) entry.getDocument("o")).getByteBuffer();
            var copy = new byte[bytes.remaining()];
            bytes.get(copy);
            to.accept(copy);
          }
        });
  }

  /** A document may have been looked at several times, when a common moment took several tries. */
  private boolean isImage(int number, RawBsonDocument entry) {
    var last = touched.getOrDefault(entry.getString("ns").getValue(), Map.of());
    return !entry.getString("op").getValue().equals("d")
        && Integer.valueOf(number).equals(last.get(Id.of(id(entry))));
  }

  /** The namespace that the entries name: for time-series that of the buckets. */
  static String namespace(RestoreItem item) {
    return item.sourceDatabase()
        + "."
        + (item.kind() == StagedKind.TIMESERIES
            ? StagedNames.buckets(item.sourceCollection())
            : item.sourceCollection());
  }

  @FunctionalInterface
  private interface Entries {
    void take(int number, RawBsonDocument entry);
  }

  private void entries(Entries to) {
    if (!from.contains(OPLOG)) {
      return;
    }
    var number = new int[1];
    from.read(
        OPLOG,
        piece -> {
          for (int at = 0; at < piece.length; ) {
            int size = FingerprintSum.documentLength(piece, at, piece.length);
            to.take(number[0]++, new RawBsonDocument(piece, at, size));
            at += size;
          }
        });
  }

  private static byte[] id(RawBsonDocument entry) {
    // An update's "o" may lack the _id; its "o2" names it.
    var key = entry.getString("op").getValue().equals("u") ? "o2" : "o";
    var bytes = ((RawBsonDocument) entry.getDocument(key)).getByteBuffer();
    return LoadScanner.id(bytes.array(), bytes.asNIO().arrayOffset() + bytes.position());
  }
}
