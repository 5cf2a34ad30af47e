package dev.lifeboat.source.mongo;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/** Finds its way in BSON bytes without decoding them. */
final class RawBson {
  static final byte STRING = 0x02;
  static final byte DOCUMENT = 0x03;
  static final byte ARRAY = 0x04;

  private static final VarHandle INT =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  private RawBson() {}

  static int int32(byte[] buffer, int at) {
    return (int) INT.get(buffer, at);
  }

  static void putInt32(byte[] buffer, int at, int value) {
    INT.set(buffer, at, value);
  }

  /**
   * Writes the key of an array's n-th element.
   *
   * @return where it ends
   */
  static int putKey(byte[] buffer, int at, int n) {
    int digits = n < 10 ? 1 : n < 100 ? 2 : n < 1000 ? 3 : 4;
    if (n < 0 || n > 9999) {
      throw new IllegalArgumentException("too many elements: " + n);
    }
    int rest = n;
    for (int i = digits - 1; i >= 0; i--) {
      buffer[at + i] = (byte) ('0' + rest % 10);
      rest /= 10;
    }
    buffer[at + digits] = 0;
    return at + digits + 1;
  }

  static long int64(byte[] buffer, int at) {
    return (long) LONG.get(buffer, at);
  }

  static String string(byte[] buffer, int at) {
    return new String(buffer, at + 4, int32(buffer, at) - 1, StandardCharsets.UTF_8);
  }

  /** Where the first field of the document begins: at its type, its name after that. */
  static int firstField(int document) {
    return document + 4;
  }

  /** Where the field's value begins. */
  static int value(byte[] buffer, int field) {
    int at = field + 1;
    while (buffer[at] != 0) {
      at++;
    }
    return at + 1;
  }

  /** Where the next field begins; its type is 0 at the end of the document. */
  static int nextField(byte[] buffer, int field) {
    int value = value(buffer, field);
    return value + size(buffer, buffer[field], value);
  }

  static boolean isNamed(byte[] buffer, int field, String name) {
    for (int i = 0; i < name.length(); i++) {
      if (buffer[field + 1 + i] != name.charAt(i)) {
        return false;
      }
    }
    return buffer[field + 1 + name.length()] == 0;
  }

  /** The first field of this name, or -1. */
  static int find(byte[] buffer, int document, String name) {
    int field = firstField(document);
    while (buffer[field] != 0) {
      if (isNamed(buffer, field, name)) {
        return field;
      }
      field = nextField(buffer, field);
    }
    return -1;
  }

  /** How many bytes a value of this type takes. */
  static int size(byte[] buffer, byte type, int at) {
    return switch (type) {
      case 0x01, 0x09, 0x11, 0x12 -> 8;
      case STRING, 0x0d, 0x0e -> 4 + int32(buffer, at);
      case DOCUMENT, ARRAY, 0x0f -> int32(buffer, at);
      case 0x05 -> 5 + int32(buffer, at);
      case 0x06, 0x0a, -1, 0x7f -> 0;
      case 0x07 -> 12;
      case 0x08 -> 1;
      case 0x0b -> text(buffer, text(buffer, at)) - at;
      case 0x0c -> 4 + int32(buffer, at) + 12;
      case 0x10 -> 4;
      case 0x13 -> 16;
      default -> throw new IllegalStateException("a BSON field of the unknown type " + type);
    };
  }

  private static int text(byte[] buffer, int at) {
    int end = at;
    while (buffer[end] != 0) {
      end++;
    }
    return end + 1;
  }
}
