package dev.lifeboat.source.mongo;

import dev.lifeboat.source.mongo.LoadBuffers.Buffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.bson.BsonDocument;
import org.bson.RawBsonDocument;
import org.bson.codecs.BsonDocumentCodec;

/**
 * Operations that one {@code applyOps} applies, as the bytes of that command. Used by one thread at
 * a time.
 */
final class ReplayBatch {
  static final int OPERATIONS = 1000;
  static final int BYTES = 12 << 20;

  private static final byte[] ARRAY = {RawBson.ARRAY, 'a', 'p', 'p', 'l', 'y', 'O', 'p', 's', 0};
  private static final int FIRST = 4 + ARRAY.length + 4;

  /** What an operation has beside its name and documents. */
  private static final int FRAME = 64;

  private final Buffer buffer;
  private final List<Integer> starts = new ArrayList<>();
  private int end = FIRST;

  ReplayBatch(Buffer buffer) {
    this.buffer = buffer;
  }

  int size() {
    return starts.size();
  }

  boolean isEmpty() {
    return starts.isEmpty();
  }

  /** True if it takes one more operation whose entry has that many bytes. */
  boolean takes(int length) {
    return isEmpty() || (size() < OPERATIONS && end + length + FRAME <= BYTES);
  }

  /** Adds an operation, on another collection than its entry says. */
  void add(ReplayEntry entry, byte[] namespace) {
    add(entry.op, namespace, entry.buffer, entry.document(), entry.op == 'u' ? entry.key() : -1);
  }

  /** Adds an update of the document that an entry writes. */
  void addUpdate(byte[] namespace, BsonDocument key, BsonDocument update) {
    var codec = new BsonDocumentCodec();
    var all =
        new RawBsonDocument(new BsonDocument("o", update).append("o2", key), codec).getByteBuffer();
    var bytes = new byte[all.remaining()];
    all.get(bytes);
    add(
        'u',
        namespace,
        bytes,
        RawBson.value(bytes, RawBson.find(bytes, 0, "o")),
        RawBson.value(bytes, RawBson.find(bytes, 0, "o2")));
  }

  private void add(char op, byte[] namespace, byte[] from, int document, int key) {
    int documentSize = RawBson.int32(from, document);
    int keySize = key < 0 ? 0 : RawBson.int32(from, key);
    buffer.reserve(end + documentSize + keySize + namespace.length + 2 * FRAME);
    byte[] to = buffer.bytes();
    to[end++] = RawBson.DOCUMENT;
    end = RawBson.putKey(to, end, starts.size());
    int start = end;
    starts.add(start);
    end += 4;
    end = putString(to, end, new byte[] {'o', 'p'}, new byte[] {(byte) op});
    end = putString(to, end, new byte[] {'n', 's'}, namespace);
    to[end++] = RawBson.DOCUMENT;
    to[end++] = 'o';
    to[end++] = 0;
    System.arraycopy(from, document, to, end, documentSize);
    end += documentSize;
    if (key >= 0) {
      to[end++] = RawBson.DOCUMENT;
      to[end++] = 'o';
      to[end++] = '2';
      to[end++] = 0;
      System.arraycopy(from, key, to, end, keySize);
      end += keySize;
    }
    to[end++] = 0;
    RawBson.putInt32(to, start, end - start);
  }

  private static int putString(byte[] to, int at, byte[] name, byte[] value) {
    int next = at;
    to[next++] = RawBson.STRING;
    System.arraycopy(name, 0, to, next, name.length);
    next += name.length;
    to[next++] = 0;
    RawBson.putInt32(to, next, value.length + 1);
    next += 4;
    System.arraycopy(value, 0, to, next, value.length);
    next += value.length;
    to[next++] = 0;
    return next;
  }

  /**
   * The command: a view of the buffer. Nothing can be added after this.
   *
   * @param options its other fields
   */
  RawBsonDocument command(BsonDocument options) {
    var tail = new RawBsonDocument(options, new BsonDocumentCodec()).getByteBuffer();
    // Its own length is left out; its end ends the command.
    int size = tail.remaining() - 4;
    buffer.reserve(end + 1 + size);
    byte[] to = buffer.bytes();
    System.arraycopy(ARRAY, 0, to, 4, ARRAY.length);
    RawBson.putInt32(to, FIRST - 4, end + 1 - (FIRST - 4));
    to[end] = 0;
    tail.position(4);
    tail.get(to, end + 1, size);
    RawBson.putInt32(to, 0, end + 1 + size);
    return new RawBsonDocument(to, 0, end + 1 + size);
  }

  /** One of its operations, decoded. */
  BsonDocument operation(int n) {
    int start = starts.get(n);
    return new RawBsonDocument(buffer.bytes(), start, RawBson.int32(buffer.bytes(), start))
        .decode(new BsonDocumentCodec());
  }

  Buffer buffer() {
    return buffer;
  }

  static byte[] bytes(String namespace) {
    return namespace.getBytes(StandardCharsets.UTF_8);
  }
}
