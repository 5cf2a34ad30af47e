package dev.lifeboat.source.mongo;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Objects;
import org.bson.BsonValue;
import org.bson.RawBsonDocument;

/** A document's {@code _id} as its bytes are: 1 and 1.0 are two. */
final class IdKey {
  private static final byte[] NAME = {'_', 'i', 'd', 0};

  // The type, then the value.
  private final byte[] bytes;

  private IdKey(byte[] bytes) {
    this.bytes = bytes;
  }

  /**
   * The {@code _id} of the document that begins there.
   *
   * @throws IllegalStateException if it has none
   */
  static IdKey of(byte[] buffer, int document) {
    int field = RawBson.find(buffer, document, "_id");
    if (field < 0) {
      throw new IllegalStateException("a document without an _id");
    }
    int value = RawBson.value(buffer, field);
    byte[] bytes = new byte[1 + RawBson.size(buffer, buffer[field], value)];
    bytes[0] = buffer[field];
    System.arraycopy(buffer, value, bytes, 1, bytes.length - 1);
    return new IdKey(bytes);
  }

  int length() {
    return bytes.length;
  }

  /** The document {@code {_id: …}}. */
  RawBsonDocument document() {
    byte[] document =
        ByteBuffer.allocate(4 + bytes.length + NAME.length + 1)
            .order(ByteOrder.LITTLE_ENDIAN)
            .putInt(4 + bytes.length + NAME.length + 1)
            .put(bytes[0])
            .put(NAME)
            .put(bytes, 1, bytes.length - 1)
            .put((byte) 0)
            .array();
    return new RawBsonDocument(document);
  }

  BsonValue value() {
    return Objects.requireNonNull(document().get("_id"));
  }

  /** A hash of 64 bits, the same in every run. */
  long hash64() {
    long hash = 0xcbf29ce484222325L;
    for (byte b : bytes) {
      hash = (hash ^ (b & 0xff)) * 0x100000001b3L;
    }
    hash = (hash ^ (hash >>> 33)) * 0xff51afd7ed558ccdL;
    return hash ^ (hash >>> 33);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof IdKey key && Arrays.equals(bytes, key.bytes);
  }

  @Override
  public int hashCode() {
    return Long.hashCode(hash64());
  }

  @Override
  public String toString() {
    return HexFormat.of().formatHex(bytes);
  }
}
