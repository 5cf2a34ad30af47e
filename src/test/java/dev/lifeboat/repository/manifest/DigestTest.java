package dev.lifeboat.repository.manifest;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DigestTest {
  @ParameterizedTest
  @ValueSource(ints = {0, 1, 65_535, 65_536, 65_537, 131_072, 200_001})
  void isOfAllBytesHoweverMany(int length) throws NoSuchAlgorithmException {
    byte[] bytes = new byte[length + 7];
    new Random(length).nextBytes(bytes);
    byte[] range = Arrays.copyOfRange(bytes, 3, 3 + length);
    String expected = HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(range));

    assertThat(Digest.of(bytes, 3, length).hex()).isEqualTo(expected);
    ByteBuffer direct = ByteBuffer.allocateDirect(length).put(range).flip();
    assertThat(Digest.of(direct).hex()).isEqualTo(expected);
    assertThat(direct.hasRemaining()).isFalse();
  }
}
