package dev.lifeboat.source.mongo;

import dev.lifeboat.source.FingerprintSum;
import dev.lifeboat.source.mongo.LoadBuffers.Buffer;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.bson.BsonNull;
import org.bson.RawBsonDocument;
import org.jspecify.annotations.Nullable;

/** Cuts a stream of documents into batches. Used by one thread. */
final class LoadBatches {
  private static final int DOCUMENTS = 2000;
  private static final int BYTES = 2 << 20;

  /** What an array has before each document: its type, and its number as text. */
  private static final int KEY = 8;

  private final LoadBuffers buffers;
  private final Predicate<byte[]> leftOut;
  private final boolean anyLeftOut;
  private final Consumer<LoadBatch> to;
  private @Nullable Buffer buffer;
  private int end;
  private int documents;
  private long bytes;
  private List<LoadRepair> repairs = new ArrayList<>();

  /**
   * @param leftOut the {@code _id}s, as {@link LoadScanner#id} gives them, that aren't loaded
   */
  LoadBatches(
      LoadBuffers buffers, Consumer<LoadBatch> to, boolean anyLeftOut, Predicate<byte[]> leftOut) {
    this.buffers = buffers;
    this.to = to;
    this.anyLeftOut = anyLeftOut;
    this.leftOut = leftOut;
  }

  /** All documents are loaded. */
  LoadBatches(LoadBuffers buffers, Consumer<LoadBatch> to) {
    this(buffers, to, false, id -> false);
  }

  /** Takes whole documents, which follow one another. */
  void addAll(byte[] piece, int offset, int length) {
    int limit = offset + length;
    for (int at = offset; at < limit; ) {
      int size = FingerprintSum.documentLength(piece, at, limit);
      if (!anyLeftOut || !leftOut.test(LoadScanner.id(piece, at))) {
        add(piece, at, size);
      }
      at += size;
    }
  }

  void addAll(byte[] piece) {
    addAll(piece, 0, piece.length);
  }

  private void add(byte[] from, int at, int size) {
    if (documents == DOCUMENTS || bytes + size > BYTES) {
      flush();
    }
    if (buffer == null) {
      buffer = buffers.take();
      end = LoadBatch.ROOM;
    }
    buffer.reserve(end + KEY + size + 2);
    byte[] into = buffer.bytes();
    into[end++] = RawBson.DOCUMENT;
    end = RawBson.putKey(into, end, documents);
    System.arraycopy(from, at, into, end, size);
    end += size;
    documents++;
    bytes += size;
    var zeros = LoadScanner.zeroTimestamps(from, at);
    if (!zeros.isEmpty()) {
      var id = new RawBsonDocument(from, at, size).get("_id", BsonNull.VALUE);
      repairs.add(new LoadRepair(id, zeros));
    }
  }

  void flush() {
    if (buffer != null) {
      var batch = new LoadBatch(buffer, end, documents, bytes, repairs);
      buffer = null;
      documents = 0;
      bytes = 0;
      repairs = new ArrayList<>();
      to.accept(batch);
    }
  }
}
