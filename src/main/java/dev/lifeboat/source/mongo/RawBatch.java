package dev.lifeboat.source.mongo;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/**
 * The documents in a server's reply to find or getMore, moved together in place so that they follow
 * one another without copies.
 *
 * @param buffer the reply's own bytes
 * @param offset where the first document begins
 * @param length of all documents
 * @param documents how many
 * @param cursor the cursor's id, 0 if there is nothing more
 * @param namespace what the server calls the collection
 */
@SuppressWarnings("ArrayRecordComponent") // A view of a buffer; nobody compares it.
record RawBatch(
    byte[] buffer, int offset, int length, int documents, long cursor, String namespace) {
  private static final VarHandle INT =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final byte DOCUMENT = 0x03;
  private static final byte ARRAY = 0x04;

  /** Takes over the buffer, in which one reply document begins at {@code at}. */
  static RawBatch of(byte[] buffer, int at) {
    int field = at + 4;
    while (buffer[field] != 0) {
      int name = field + 1;
      int value = afterName(buffer, name);
      if (buffer[field] == DOCUMENT && isNamed(buffer, name, "cursor")) {
        return ofCursor(buffer, value);
      }
      field = value + size(buffer, buffer[field], value);
    }
    throw new IllegalStateException("a reply without a cursor");
  }

  private static RawBatch ofCursor(byte[] buffer, int cursorAt) {
    int offset = 0;
    int end = 0;
    int documents = 0;
    long cursor = 0;
    String namespace = "";
    int field = cursorAt + 4;
    while (buffer[field] != 0) {
      int name = field + 1;
      int value = afterName(buffer, name);
      int next = value + size(buffer, buffer[field], value);
      if (isNamed(buffer, name, "id")) {
        cursor = (long) LONG.get(buffer, value);
      } else if (isNamed(buffer, name, "ns")) {
        namespace = new String(buffer, value + 4, int32(buffer, value) - 1, StandardCharsets.UTF_8);
      } else if (buffer[field] == ARRAY
          && (isNamed(buffer, name, "firstBatch") || isNamed(buffer, name, "nextBatch"))) {
        int element = value + 4;
        offset = element;
        end = element;
        while (buffer[element] != 0) {
          int document = afterName(buffer, element + 1);
          int length = int32(buffer, document);
          System.arraycopy(buffer, document, buffer, end, length);
          end += length;
          documents++;
          element = document + length;
        }
      }
      field = next;
    }
    return new RawBatch(buffer, offset, end - offset, documents, cursor, namespace);
  }

  private static int size(byte[] buffer, byte type, int at) {
    return switch (type) {
      case 0x01, 0x09, 0x11, 0x12 -> 8;
      case 0x02, 0x0d, 0x0e -> 4 + int32(buffer, at);
      case DOCUMENT, ARRAY -> int32(buffer, at);
      case 0x05 -> 5 + int32(buffer, at);
      case 0x07 -> 12;
      case 0x08 -> 1;
      case 0x0a, 0x06 -> 0;
      case 0x10 -> 4;
      case 0x13 -> 16;
      default -> throw new IllegalStateException("a reply with a field of type " + type);
    };
  }

  private static int int32(byte[] buffer, int at) {
    return (int) INT.get(buffer, at);
  }

  private static int afterName(byte[] buffer, int name) {
    int at = name;
    while (buffer[at] != 0) {
      at++;
    }
    return at + 1;
  }

  private static boolean isNamed(byte[] buffer, int at, String name) {
    for (int i = 0; i < name.length(); i++) {
      if (buffer[at + i] != name.charAt(i)) {
        return false;
      }
    }
    return buffer[at + name.length()] == 0;
  }
}
