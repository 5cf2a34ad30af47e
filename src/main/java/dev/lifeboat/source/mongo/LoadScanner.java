package dev.lifeboat.source.mongo;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Looks through a raw document's own fields, decoding nothing. */
public final class LoadScanner {
  private static final VarHandle INT =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final byte TIMESTAMP = 0x11;

  private LoadScanner() {}

  /** The names of the fields, {@code _id} left out, that are {@code Timestamp(0, 0)}. */
  static List<String> zeroTimestamps(byte[] bytes, int offset) {
    List<String> found = List.of();
    int at = offset + 4;
    while (bytes[at] != 0) {
      byte type = bytes[at];
      int name = at + 1;
      int value = afterString(bytes, name);
      if (type == TIMESTAMP && (long) LONG.get(bytes, value) == 0) {
        var text = new String(bytes, name, value - 1 - name, StandardCharsets.UTF_8);
        if (!text.equals("_id")) {
          found = found.isEmpty() ? new ArrayList<>() : found;
          found.add(text);
        }
      }
      at = value + length(bytes, type, value);
    }
    return found;
  }

  /**
   * The value of {@code _id} as stored, its type first; empty if there is none. Equal bytes mean
   * the same {@code _id}.
   */
  public static byte[] id(byte[] bytes, int offset) {
    int at = offset + 4;
    while (bytes[at] != 0) {
      byte type = bytes[at];
      int name = at + 1;
      int value = afterString(bytes, name);
      int end = value + length(bytes, type, value);
      if (value - name == 4
          && bytes[name] == '_'
          && bytes[name + 1] == 'i'
          && bytes[name + 2] == 'd') {
        var id = new byte[1 + end - value];
        id[0] = type;
        System.arraycopy(bytes, value, id, 1, end - value);
        return id;
      }
      at = end;
    }
    return new byte[0];
  }

  private static int afterString(byte[] bytes, int at) {
    int end = at;
    while (bytes[end] != 0) {
      end++;
    }
    return end + 1;
  }

  private static int length(byte[] bytes, byte type, int at) {
    return switch (type) {
      case 0x06, 0x0a, 0x7f, (byte) 0xff -> 0;
      case 0x08 -> 1;
      case 0x10 -> 4;
      case 0x01, 0x09, 0x11, 0x12 -> 8;
      case 0x07 -> 12;
      case 0x13 -> 16;
      case 0x02, 0x0d, 0x0e -> 4 + (int) INT.get(bytes, at);
      case 0x03, 0x04, 0x0f -> (int) INT.get(bytes, at);
      case 0x05 -> 5 + (int) INT.get(bytes, at);
      case 0x0b -> afterString(bytes, afterString(bytes, at)) - at;
      case 0x0c -> 4 + (int) INT.get(bytes, at) + 12;
      default -> throw new IllegalArgumentException("no BSON type: " + type);
    };
  }
}
