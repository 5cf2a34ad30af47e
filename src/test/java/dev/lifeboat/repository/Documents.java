package dev.lifeboat.repository;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Random;

/** Makes BSON documents with an int32 {@code _id} and a binary {@code v}. */
public final class Documents {
  private static final int AROUND = 4 + 9 + 8 + 1;

  private Documents() {}

  /** The shortest document of this kind, in bytes. */
  public static final int SHORTEST = AROUND;

  /** One document of exactly the given length; its content depends on all arguments. */
  public static byte[] one(int id, int version, int length) {
    ByteBuffer document = ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
    document.putInt(length);
    document.put((byte) 0x10).put(new byte[] {'_', 'i', 'd', 0}).putInt(id);
    document.put((byte) 0x05).put(new byte[] {'v', 0});
    byte[] value = new byte[length - AROUND];
    // Compresses to about a half.
    Random random = new Random(id * 31L + version);
    random.nextBytes(value);
    for (int at = 0; at < value.length; at++) {
      value[at] &= 0x0f;
    }
    document.putInt(value.length).put((byte) 0).put(value).put((byte) 0);
    return document.array();
  }

  /** Documents with the ids from {@code first} on, each of the given length. */
  public static byte[] some(int first, int count, int length) {
    ByteArrayOutputStream all = new ByteArrayOutputStream(count * length);
    for (int id = first; id < first + count; id++) {
      all.writeBytes(one(id, 0, length));
    }
    return all.toByteArray();
  }

  /** Documents of about so many bytes together, of lengths around the given one. */
  public static byte[] about(Random random, long bytes, int length) {
    ByteArrayOutputStream all = new ByteArrayOutputStream((int) bytes + 2 * length);
    for (int id = random.nextInt(); all.size() < bytes; id++) {
      all.writeBytes(one(id, 0, SHORTEST + random.nextInt(2 * length)));
    }
    return all.toByteArray();
  }
}
