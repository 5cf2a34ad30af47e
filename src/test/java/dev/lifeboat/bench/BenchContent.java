package dev.lifeboat.bench;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.SplittableRandom;
import org.bson.RawBsonDocument;

/**
 * Makes raw documents like those of a chat application, about a kilobyte each, the same for the
 * same seed.
 */
public final class BenchContent {
  /** What the texts are made of. */
  public enum Kind {
    /** Words that gzip makes 2.2 to 2.6 times smaller. */
    CHAT,
    /** Bytes that nothing makes smaller. */
    NOISE
  }

  private static final int VOCABULARY = 8_192;
  private static final int FOLLOWERS = 8;
  private static final int FOLLOWED_PERCENT = 40;
  private static final long EPOCH = 1_767_225_600_000L;
  private static final int LONGEST = 4_096;
  private static final byte[] ID = name("_id");
  private static final byte[] SESSION = name("session");
  private static final byte[] ROLE = name("role");
  private static final byte[] AT = name("at");
  private static final byte[] TOKENS = name("tokens");
  private static final byte[] TEXT = name("text");
  private static final byte[] USER = name("user");
  private static final byte[] ASSISTANT = name("assistant");

  private final SplittableRandom random;
  private final Kind kind;
  private final byte[][] vocabulary = new byte[VOCABULARY][];
  private final int[] followers = new int[VOCABULARY * FOLLOWERS];
  private final ByteBuffer buffer = ByteBuffer.allocate(LONGEST).order(ByteOrder.LITTLE_ENDIAN);
  private long made;

  public BenchContent(long seed, Kind kind) {
    this.random = new SplittableRandom(seed);
    this.kind = kind;
    for (int i = 0; i < VOCABULARY; i++) {
      vocabulary[i] = word();
    }
    for (int i = 0; i < followers.length; i++) {
      followers[i] = rank();
    }
  }

  /** The next document. */
  public RawBsonDocument next() {
    buffer.clear().position(4);
    id(ID, 1, made);
    id(SESSION, 2, random.nextLong(1 + made / 20));
    text(ROLE, random.nextBoolean() ? USER : ASSISTANT);
    element(0x09, AT).putLong(EPOCH + 1_000 * made);
    element(0x10, TOKENS).putInt(random.nextInt(2_000));
    switch (kind) {
      case CHAT -> words(40 + random.nextInt(220));
      case NOISE -> noise(300 + random.nextInt(1_400));
    }
    buffer.put((byte) 0).putInt(0, buffer.position());
    made++;
    byte[] document = new byte[buffer.position()];
    buffer.flip().get(document);
    return new RawBsonDocument(document);
  }

  private void words(int count) {
    element(0x02, TEXT);
    int length = buffer.position();
    buffer.putInt(0);
    int word = 0;
    for (int i = 0; i < count; i++) {
      // Some words are common and most are rare, and a word is often followed by the same few.
      word =
          random.nextInt(100) < FOLLOWED_PERCENT
              ? followers[FOLLOWERS * word + random.nextInt(FOLLOWERS)]
              : rank();
      buffer.put(vocabulary[word]).put((byte) ' ');
    }
    buffer.put((byte) 0).putInt(length, buffer.position() - length - 4);
  }

  private int rank() {
    double dice = random.nextDouble();
    return (int) (dice * dice * dice * VOCABULARY);
  }

  private void noise(int length) {
    byte[] bytes = new byte[length];
    random.nextBytes(bytes);
    element(0x05, TEXT).putInt(length).put((byte) 0).put(bytes);
  }

  private void text(byte[] name, byte[] value) {
    element(0x02, name).putInt(value.length).put(value);
  }

  private void id(byte[] name, int type, long number) {
    element(0x07, name).order(ByteOrder.BIG_ENDIAN).putInt(0x65000000 + type).putLong(number);
    buffer.order(ByteOrder.LITTLE_ENDIAN);
  }

  private ByteBuffer element(int type, byte[] name) {
    return buffer.put((byte) type).put(name);
  }

  private byte[] word() {
    byte[] word = new byte[2 + random.nextInt(8)];
    for (int i = 0; i < word.length; i++) {
      word[i] = (byte) ('a' + random.nextInt(26));
    }
    return word;
  }

  private static byte[] name(String name) {
    return (name + "\0").getBytes(StandardCharsets.US_ASCII);
  }
}
