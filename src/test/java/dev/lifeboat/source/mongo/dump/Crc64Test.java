package dev.lifeboat.source.mongo.dump;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;

class Crc64Test {
  @Test
  void theCheckValueOfTheAlgorithm() {
    assertThat(of("123456789".getBytes(StandardCharsets.US_ASCII))).isEqualTo(0x995DC9BBDF1939FAL);
  }

  @Test
  void ofNothingItIsZero() {
    assertThat(of(new byte[0])).isZero();
  }

  @Test
  void piecesGiveTheSameAsTheWhole() {
    var random = new Random(1);
    var bytes = new byte[1000];
    random.nextBytes(bytes);
    for (int i = 0; i < 200; i++) {
      var crc = new Crc64();
      int first = random.nextInt(bytes.length);
      int second = first + random.nextInt(bytes.length - first);
      crc.update(bytes, 0, first);
      crc.update(bytes, first, second - first);
      crc.update(bytes, second, bytes.length - second);
      assertThat(crc.value()).isEqualTo(of(bytes));
    }
  }

  private static long of(byte[] bytes) {
    var crc = new Crc64();
    crc.update(bytes, 0, bytes.length);
    return crc.value();
  }
}
