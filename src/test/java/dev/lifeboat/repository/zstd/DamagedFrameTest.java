package dev.lifeboat.repository.zstd;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Whatever the bytes are, the answer is their content or a typed error. */
class DamagedFrameTest {
  private static final int LIMIT = 1 << 20;

  private final ZstdDecompressor decompressor = new ZstdDecompressor();

  @AfterEach
  void close() {
    decompressor.close();
  }

  @Test
  void noFrameThatIsCutOffOpens() {
    byte[] frame = frame(ZstdTest.text(3_000));
    for (int length = 0; length < frame.length; length++) {
      assertThat(open(Arrays.copyOf(frame, length))).as("cut at " + length).isEmpty();
    }
  }

  @Test
  void noFlippedBitGivesOtherContent() {
    byte[] content = ZstdTest.text(700);
    byte[] frame = frame(content);
    int opened = 0;
    for (int bit = 0; bit < frame.length * 8; bit++) {
      byte[] flipped = frame.clone();
      flipped[bit / 8] ^= (byte) (1 << (bit % 8));
      Optional<byte[]> result = open(flipped);
      if (result.isPresent()) {
        assertThat(result.get()).as("bit " + bit).isEqualTo(content);
        opened++;
      }
    }
    // Some bits mean nothing, such as the unused one of the header.
    assertThat(opened).isLessThan(frame.length / 2);
  }

  @Test
  void survivesRandomDamage() {
    byte[] content = ZstdTest.text(300_000);
    byte[] frame = frame(content);
    Random random = new Random(42);
    for (int round = 0; round < 500; round++) {
      byte[] damaged = frame.clone();
      int first = random.nextInt(frame.length);
      for (int i = first; i < Math.min(frame.length, first + 1 + random.nextInt(64)); i++) {
        damaged[i] = (byte) random.nextInt();
      }
      Optional<byte[]> result = open(damaged);
      if (result.isPresent()) {
        assertThat(result.get()).as("round " + round).isEqualTo(content);
      }
    }
    assertThat(open(frame)).as("usable after errors").hasValue(content);
  }

  @Test
  void survivesRandomBytesBehindAValidMagicNumber() {
    Random random = new Random(43);
    for (int round = 0; round < 20_000; round++) {
      byte[] bytes = new byte[4 + random.nextInt(60)];
      random.nextBytes(bytes);
      System.arraycopy(hex("28b52ffd"), 0, bytes, 0, 4);
      Optional<byte[]> result = open(bytes);
      if (result.isPresent()) {
        assertThat(result.get().length).isLessThanOrEqualTo(LIMIT);
      }
    }
  }

  @Test
  void saysWhatIsWrong() {
    byte[] frame = frame(ZstdTest.text(100));

    refused("is not a zstd frame", new byte[0]);
    refused("is not a zstd frame", hex("1f8b080000000000"));
    refused("is not a zstd frame", hex("502a4d1803000000616263")); // a skippable frame
    refused("is a zstd frame without content size", hex("28b52ffd0058190000616263"));
    refused("has bytes after the zstd frame", Arrays.copyOf(frame, frame.length + 1));
    refused("has bytes after the zstd frame", twice(frame));
    refused("is damaged: src size is incorrect", Arrays.copyOf(frame, frame.length - 1));
  }

  @Test
  void neverBelievesAHugeSize() {
    for (String size : new String[] {"0000008000000000", "ffffffffffffff7f", "fdffffffffffffff"}) {
      byte[] hostile = hex("28b52ffde0" + size + "190000616263");

      assertThat(open(hostile)).as(size).isEmpty();
      assertThatExceptionOfType(DamagedFrameException.class)
          .isThrownBy(() -> decompressor.decompress(hostile, 0, hostile.length, new byte[9], 0))
          .withMessageContaining("claims");
    }
  }

  @Test
  void keepsWithinTheRoomThatIsGiven() {
    byte[] frame = frame(ZstdTest.text(100));

    assertThatExceptionOfType(DamagedFrameException.class)
        .isThrownBy(() -> decompressor.decompress(frame, 0, frame.length, 99))
        .withMessage("claims 100 bytes of content where at most 99 are expected");
    assertThatExceptionOfType(DamagedFrameException.class)
        .isThrownBy(() -> decompressor.decompress(frame, 0, frame.length, new byte[150], 51));
  }

  private void refused(String reason, byte[] bytes) {
    assertThatExceptionOfType(DamagedFrameException.class)
        .isThrownBy(() -> decompressor.decompress(bytes, 0, bytes.length, LIMIT))
        .withMessage(reason);
  }

  private Optional<byte[]> open(byte[] bytes) {
    try {
      return Optional.of(decompressor.decompress(bytes, 0, bytes.length, LIMIT));
    } catch (DamagedFrameException e) {
      assertThat(e).hasMessageMatching("(is|has|claims) .*");
      return Optional.empty();
    }
  }

  private static byte[] frame(byte[] content) {
    byte[] frame = new byte[ZstdCompressor.bound(content.length)];
    try (ZstdCompressor compressor = new ZstdCompressor(1)) {
      return Arrays.copyOf(frame, compressor.compress(content, 0, content.length, frame, 0));
    }
  }

  private static byte[] twice(byte[] frame) {
    return ByteBuffer.allocate(2 * frame.length).put(frame).put(frame).array();
  }

  private static byte[] hex(String digits) {
    return HexFormat.of().parseHex(digits);
  }
}
