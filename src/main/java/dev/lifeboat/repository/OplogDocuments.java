package dev.lifeboat.repository;

import dev.lifeboat.source.OplogTime;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Objects;

/** Finds its way in entries of an oplog, raw BSON one after the other, which may be hostile. */
final class OplogDocuments {
  private static final VarHandle INT =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final int SHORTEST = 5;
  private static final byte TIMESTAMP = 0x11;

  private OplogDocuments() {}

  /**
   * The length of the document at a place.
   *
   * @throws IllegalArgumentException if there is no whole one
   */
  static int length(byte[] bytes, int at) {
    int length = bytes.length - at < SHORTEST ? 0 : (int) INT.get(bytes, at);
    if (length < SHORTEST || length > bytes.length - at || bytes[at + length - 1] != 0) {
      throw new IllegalArgumentException("no whole document at byte " + at);
    }
    return length;
  }

  /**
   * The {@code ts} of the entry at a place.
   *
   * @throws IllegalArgumentException if there is none
   */
  static OplogTime time(byte[] bytes, int at) {
    int end = at + length(bytes, at);
    try {
      int field = at + Integer.BYTES;
      while (field < end - 1) {
        int value = text(bytes, field + 1);
        if (bytes[field] == TIMESTAMP
            && value - field == 4
            && bytes[field + 1] == 't'
            && bytes[field + 2] == 's') {
          return OplogTime.of((long) LONG.get(bytes, value));
        }
        int size = size(bytes, bytes[field], value);
        Objects.checkFromIndexSize(value, size, end - 1);
        field = value + size;
      }
    } catch (IndexOutOfBoundsException e) {
      throw new IllegalArgumentException("a damaged document at byte " + at, e);
    }
    throw new IllegalArgumentException("an entry without time at byte " + at);
  }

  private static int size(byte[] bytes, byte type, int at) {
    return switch (type) {
      case 0x01, 0x09, TIMESTAMP, 0x12 -> Long.BYTES;
      case 0x02, 0x0d, 0x0e -> 4 + (int) INT.get(bytes, at);
      case 0x03, 0x04, 0x0f -> (int) INT.get(bytes, at);
      case 0x05 -> 5 + (int) INT.get(bytes, at);
      case 0x06, 0x0a, -1, 0x7f -> 0;
      case 0x07 -> 12;
      case 0x08 -> 1;
      case 0x0b -> text(bytes, text(bytes, at)) - at;
      case 0x0c -> 16 + (int) INT.get(bytes, at);
      case 0x10 -> Integer.BYTES;
      case 0x13 -> 16;
      default -> throw new IllegalArgumentException("a field of the unknown type " + type);
    };
  }

  private static int text(byte[] bytes, int at) {
    int end = at;
    while (bytes[end] != 0) {
      end++;
    }
    return end + 1;
  }
}
