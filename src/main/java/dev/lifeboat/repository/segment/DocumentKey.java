package dev.lifeboat.repository.segment;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * A hash of a BSON document's {@code _id}, which an update leaves as it is: cuts that go by it stay
 * where they were. A document that doesn't begin with an {@code _id} is hashed whole.
 */
final class DocumentKey {
  private static final VarHandle INT =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
  static final int HEADER = 4;
  // A type byte, then "_id" and its terminator.
  private static final int NAME_END = HEADER + 1 + 4;

  private DocumentKey() {}

  /** The hash of the document at {@code at}: FNV-1a with MurmurHash3's 64-bit finalizer. */
  static long hash(byte[] buffer, int at, int length) {
    int end = end(buffer, at, length);
    int from = end == 0 ? at : at + HEADER;
    int to = end == 0 ? at + length : at + end;
    long hash = 0xcbf29ce484222325L;
    for (int i = from; i < to; i++) {
      hash = (hash ^ (buffer[i] & 0xff)) * 0x100000001b3L;
    }
    return mix(hash);
  }

  /**
   * Where the {@code _id} ends, counted from the document's beginning; it begins after the header.
   * 0 if the document doesn't begin with one.
   */
  static int end(byte[] buffer, int at, int length) {
    if (length > NAME_END
        && buffer[at + HEADER + 1] == '_'
        && buffer[at + HEADER + 2] == 'i'
        && buffer[at + HEADER + 3] == 'd'
        && buffer[at + HEADER + 4] == 0) {
      int valueLength = valueLength(buffer[at + HEADER], buffer, at + NAME_END);
      if (valueLength >= 0 && valueLength <= length - NAME_END) {
        return NAME_END + valueLength;
      }
    }
    return 0;
  }

  /** MurmurHash3's 64-bit finalizer. */
  static long mix(long hash) {
    long mixed = (hash ^ (hash >>> 33)) * 0xff51afd7ed558ccdL;
    mixed = (mixed ^ (mixed >>> 33)) * 0xc4ceb9fe1a85ec53L;
    return mixed ^ (mixed >>> 33);
  }

  /** The length of a BSON value, by the types that an {@code _id} can have; -1 for others. */
  private static int valueLength(byte type, byte[] buffer, int at) {
    return switch (type) {
      case 0x01, 0x09, 0x11, 0x12 -> 8; // double, date, timestamp, int64
      case 0x02, 0x0d, 0x0e -> lengthAt(buffer, at, 4); // string, code, symbol
      case 0x03 -> lengthAt(buffer, at, 0); // document
      case 0x05 -> lengthAt(buffer, at, 5); // binary
      case 0x07 -> 12; // ObjectId
      case 0x08 -> 1; // boolean
      case 0x0a, 0x7f, (byte) 0xff -> 0; // null, MaxKey, MinKey
      case 0x10 -> 4; // int32
      case 0x13 -> 16; // decimal128
      default -> -1;
    };
  }

  private static int lengthAt(byte[] buffer, int at, int more) {
    if (buffer.length - at < 4) {
      return -1;
    }
    int length = (int) INT.get(buffer, at);
    return length < 0 || length > buffer.length ? -1 : length + more;
  }
}
