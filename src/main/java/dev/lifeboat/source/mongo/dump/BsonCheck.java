package dev.lifeboat.source.mongo.dump;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** Whether bytes are one well-formed document: every length fits, every type is known. */
final class BsonCheck {
  private static final VarHandle INT =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);

  /** Servers take documents up to 180 deep. */
  private static final int DEEPEST = 250;

  private static final int SHORTEST = 5;

  private BsonCheck() {}

  static boolean isDocument(byte[] buffer, int at, int length) {
    return length >= SHORTEST && document(buffer, at, at + length, 0) == at + length;
  }

  static int int32(byte[] buffer, int at) {
    return (int) INT.get(buffer, at);
  }

  /** Where the document that begins here ends, or -1 if it is none. */
  private static int document(byte[] buffer, int at, int limit, int depth) {
    if (limit - at < SHORTEST || depth > DEEPEST) {
      return -1;
    }
    int length = int32(buffer, at);
    if (length < SHORTEST || length > limit - at) {
      return -1;
    }
    int end = at + length - 1;
    if (buffer[end] != 0) {
      return -1;
    }
    int field = at + 4;
    while (field < end) {
      byte type = buffer[field];
      int value = text(buffer, field + 1, end);
      if (value < 0) {
        return -1;
      }
      field = value(buffer, type, value, end, depth);
      if (field < 0 || field > end) {
        return -1;
      }
    }
    return end + 1;
  }

  private static int value(byte[] buffer, byte type, int at, int end, int depth) {
    return switch (type) {
      case 0x06, 0x0a, 0x7f, (byte) 0xff -> at;
      case 0x08 -> at < end && (buffer[at] & 0xfe) == 0 ? at + 1 : -1;
      case 0x10 -> at + 4;
      case 0x01, 0x09, 0x11, 0x12 -> at + 8;
      case 0x07 -> at + 12;
      case 0x13 -> at + 16;
      case 0x02, 0x0d, 0x0e -> string(buffer, at, end);
      case 0x03, 0x04 -> document(buffer, at, end, depth + 1);
      case 0x05 -> binary(buffer, at, end);
      case 0x0b -> {
        int options = text(buffer, at, end);
        yield options < 0 ? -1 : text(buffer, options, end);
      }
      case 0x0c -> {
        int id = string(buffer, at, end);
        yield id < 0 ? -1 : id + 12;
      }
      case 0x0f -> codeWithScope(buffer, at, end, depth);
      default -> -1;
    };
  }

  private static int codeWithScope(byte[] buffer, int at, int end, int depth) {
    if (end - at < 4) {
      return -1;
    }
    int length = int32(buffer, at);
    if (length < 0 || length > end - at) {
      return -1;
    }
    int scope = string(buffer, at + 4, at + length);
    return scope >= 0 && document(buffer, scope, at + length, depth + 1) == at + length
        ? at + length
        : -1;
  }

  private static int string(byte[] buffer, int at, int end) {
    if (end - at < 5) {
      return -1;
    }
    int length = int32(buffer, at);
    return length > 0 && length <= end - at - 4 && buffer[at + 4 + length - 1] == 0
        ? at + 4 + length
        : -1;
  }

  private static int binary(byte[] buffer, int at, int end) {
    if (end - at < 5) {
      return -1;
    }
    int length = int32(buffer, at);
    return length >= 0 && length <= end - at - 5 ? at + 5 + length : -1;
  }

  /** Where a text that ends with a zero byte is over. */
  private static int text(byte[] buffer, int at, int end) {
    for (int i = at; i < end; i++) {
      if (buffer[i] == 0) {
        return i + 1;
      }
    }
    return -1;
  }
}
