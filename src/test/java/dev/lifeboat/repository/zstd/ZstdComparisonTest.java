package dev.lifeboat.repository.zstd;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class ZstdComparisonTest {
  private final byte[] plain = "all hands on deck, all hands".getBytes(StandardCharsets.UTF_8);

  @Test
  void tellsWhetherAFrameHoldsExactlyTheseBytes() throws DamagedFrameException {
    try (ZstdCompressor compressor = new ZstdCompressor(3);
        ZstdDecompressor decompressor = new ZstdDecompressor()) {
      byte[] frame = compressor.compress(plain, 4, 12);
      assertThat(decompressor.decompressesTo(frame, 0, frame.length, plain, 4, 12)).isTrue();
      assertThat(decompressor.decompressesTo(frame, 0, frame.length, plain, 4, 13)).isFalse();
      assertThat(decompressor.decompressesTo(frame, 0, frame.length, plain, 5, 12)).isFalse();
      assertThatThrownBy(() -> decompressor.decompressesTo(frame, 0, frame.length, plain, 4, 11))
          .isInstanceOf(DamagedFrameException.class);
    }
  }
}
