package dev.lifeboat.source.mongo;

import dev.lifeboat.source.FingerprintSum;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.bson.BsonNull;
import org.bson.RawBsonDocument;

/** Cuts a stream of documents into batches. Used by one thread. */
final class LoadBatches {
  private static final int DOCUMENTS = 2000;
  private static final int BYTES = 8 << 20;

  private final Predicate<byte[]> leftOut;
  private final boolean anyLeftOut;
  private final Consumer<LoadBatch> to;
  private List<RawBsonDocument> documents = new ArrayList<>();
  private List<LoadRepair> repairs = new ArrayList<>();
  private long bytes;

  /**
   * @param leftOut the {@code _id}s, as {@link LoadScanner#id} gives them, that aren't loaded
   */
  LoadBatches(Consumer<LoadBatch> to, boolean anyLeftOut, Predicate<byte[]> leftOut) {
    this.to = to;
    this.anyLeftOut = anyLeftOut;
    this.leftOut = leftOut;
  }

  /** Takes whole documents. */
  void add(byte[] piece) {
    for (int at = 0; at < piece.length; ) {
      int size = FingerprintSum.documentLength(piece, at, piece.length);
      if (!anyLeftOut || !leftOut.test(LoadScanner.id(piece, at))) {
        add(piece, at, size);
      }
      at += size;
    }
  }

  void add(byte[] buffer, int at, int size) {
    if (!documents.isEmpty() && (documents.size() == DOCUMENTS || bytes + size > BYTES)) {
      flush();
    }
    var document = new RawBsonDocument(buffer, at, size);
    documents.add(document);
    bytes += size;
    var zeros = LoadScanner.zeroTimestamps(buffer, at);
    if (!zeros.isEmpty()) {
      repairs.add(new LoadRepair(document.get("_id", BsonNull.VALUE), zeros));
    }
  }

  void flush() {
    if (!documents.isEmpty()) {
      to.accept(new LoadBatch(documents, repairs));
      documents = new ArrayList<>();
      repairs = new ArrayList<>();
      bytes = 0;
    }
  }
}
