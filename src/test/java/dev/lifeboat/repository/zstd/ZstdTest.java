package dev.lifeboat.repository.zstd;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ZstdTest {
  private final ZstdCompressor compressor = new ZstdCompressor(3);
  private final ZstdDecompressor decompressor = new ZstdDecompressor();

  @AfterEach
  void close() {
    compressor.close();
    decompressor.close();
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 100, 65_536, 131_073, 5_000_000})
  void givesBackWhatWasCompressed(int length) throws DamagedFrameException {
    byte[] content = text(length);
    byte[] frame = compress(content);

    assertThat(ZstdDecompressor.contentSize(frame, 0, frame.length)).isEqualTo(length);
    assertThat(decompressor.decompress(frame, 0, frame.length, length)).isEqualTo(content);
  }

  @Test
  void makesTextSmallAndRandomBytesHardlyLarger() {
    byte[] random = new byte[1_000_000];
    new Random(1).nextBytes(random);

    assertThat(compress(text(1_000_000)).length).isLessThan(500_000);
    assertThat(compress(random).length).isBetween(random.length, random.length + 100);
    assertThat(ZstdCompressor.bound(random.length)).isBetween(random.length, 1_010_000);
  }

  @Test
  void worksOnRangesOfArrays() throws DamagedFrameException {
    byte[] content = text(10_000);
    byte[] frame = new byte[20_000];
    byte[] back = new byte[10_000];

    int size = compressor.compress(content, 1_000, 5_000, frame, 77);
    int length = decompressor.decompress(frame, 77, size, back, 3_000);

    assertThat(length).isEqualTo(5_000);
    assertThat(Arrays.copyOfRange(back, 3_000, 8_000))
        .isEqualTo(Arrays.copyOfRange(content, 1_000, 6_000));
    assertThat(back[2_999]).isZero();
    assertThat(back[8_000]).isZero();
  }

  @Test
  void givesTheSameBytesForTheSameContentWhateverCameBefore() {
    byte[] content = text(200_000);
    byte[] first = compress(content);
    compress(text(900_000));

    assertThat(compress(content)).isEqualTo(first);
  }

  @Test
  void refusesTargetsAndRangesThatAreTooSmall() {
    byte[] content = text(10_000);

    assertThatIllegalArgumentException()
        .isThrownBy(() -> compressor.compress(content, 0, 10_000, new byte[10], 0))
        .withMessageContaining("too small");
    assertThatExceptionOfType(IndexOutOfBoundsException.class)
        .isThrownBy(() -> compressor.compress(content, 1, 10_000, new byte[10], 0));
    assertThatExceptionOfType(IndexOutOfBoundsException.class)
        .isThrownBy(() -> compressor.compress(content, 0, 1, new byte[10], 11));
    assertThat(compress(content)).as("usable after an error").isNotEmpty();
  }

  @Test
  void refusesAnUnknownLevel() {
    assertThatIllegalArgumentException().isThrownBy(() -> new ZstdCompressor(0));
    assertThatIllegalArgumentException().isThrownBy(() -> new ZstdCompressor(20));
  }

  @Test
  void isOfNoUseOnceClosed() {
    byte[] frame = compress(text(10));
    compressor.close();
    compressor.close();
    decompressor.close();
    decompressor.close();

    assertThatIllegalStateException().isThrownBy(() -> compress(text(10)));
    assertThatIllegalStateException()
        .isThrownBy(() -> decompressor.decompress(frame, 0, frame.length, 10));
  }

  @Test
  void knowsWhereTheLibraryForEachPlatformIs() {
    for (String processor : new String[] {"amd64", "x86_64", "aarch64"}) {
      for (String system : new String[] {"Linux", "Mac OS X"}) {
        assertThat(getClass().getResource(NativeLibrary.resource(system, processor)))
            .as(system + " on " + processor)
            .isNotNull();
      }
    }
  }

  private byte[] compress(byte[] content) {
    byte[] target = new byte[ZstdCompressor.bound(content.length)];
    int size = compressor.compress(content, 0, content.length, target, 0);
    return Arrays.copyOf(target, size);
  }

  static byte[] text(int length) {
    Random random = new Random(length);
    byte[] content = new byte[length];
    String words = "backup restore verify drill segment manifest oplog stream base delta ";
    for (int at = 0; at < length; ) {
      int word = random.nextInt(words.length() - 9);
      for (int i = word; i < word + 8 && at < length; i++) {
        content[at++] = (byte) words.charAt(i);
      }
    }
    return content;
  }
}
