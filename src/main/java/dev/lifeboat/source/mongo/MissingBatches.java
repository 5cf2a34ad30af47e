package dev.lifeboat.source.mongo;

import dev.lifeboat.source.FingerprintSum;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.bson.BsonValue;
import org.bson.RawBsonDocument;

/** Cuts a stream of documents into batches, without those that come from elsewhere. */
final class MissingBatches {
  private static final int DOCUMENTS = 1000;
  private static final int BYTES = 8 << 20;

  private final Consumer<MissingBatch> to;
  private final LoadTouchUp.Touched leftOut;
  private List<RawBsonDocument> documents = new ArrayList<>();
  private Set<BsonValue> zeros = new HashSet<>();
  private long bytes;

  MissingBatches(Consumer<MissingBatch> to, LoadTouchUp.Touched leftOut) {
    this.to = to;
    this.leftOut = leftOut;
  }

  /** Takes whole documents, which stay as they are. */
  void addAll(byte[] piece) {
    for (int at = 0; at < piece.length; ) {
      int size = FingerprintSum.documentLength(piece, at, piece.length);
      if (leftOut.isEmpty() || !leftOut.contains(LoadScanner.id(piece, at))) {
        add(piece, at, size);
      }
      at += size;
    }
  }

  /** Takes one document, also one that is left out otherwise. */
  void add(byte[] piece, int at, int size) {
    if (!documents.isEmpty() && (documents.size() == DOCUMENTS || bytes + size > BYTES)) {
      flush();
    }
    var document = new RawBsonDocument(piece, at, size);
    documents.add(document);
    bytes += size;
    if (!LoadScanner.zeroTimestamps(piece, at).isEmpty()) {
      zeros.add(MissingIds.id(document));
    }
  }

  void flush() {
    if (!documents.isEmpty()) {
      to.accept(new MissingBatch(documents, zeros));
      documents = new ArrayList<>();
      zeros = new HashSet<>();
      bytes = 0;
    }
  }
}
