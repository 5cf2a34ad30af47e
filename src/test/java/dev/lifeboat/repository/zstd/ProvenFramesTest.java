package dev.lifeboat.repository.zstd;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static org.assertj.core.api.Assertions.assertThat;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ProvenFramesTest {
  @Test
  void framesHoldWhatWasCompressed() throws DamagedFrameException {
    try (ProvenFrames frames = new ProvenFrames();
        ZstdDecompressor decompressor = new ZstdDecompressor()) {
      // The memory is used again by each; the last two don't fit into what was there first.
      for (int length : new int[] {0, 1, 100, 1_000_000, 7, 40_000_000, 0, 40_000_001}) {
        byte[] plain = noise(length + 9);
        byte[] frame = frames.compress(plain, 4, length).toArray(JAVA_BYTE);

        assertThat(decompressor.decompress(frame, 0, frame.length, length))
            .isEqualTo(Arrays.copyOfRange(plain, 4, 4 + length));
      }
    }
  }

  @Test
  void leavesAFrameAloneWhenItsRoomIsUsed() throws DamagedFrameException {
    try (ProvenFrames frames = new ProvenFrames()) {
      var frame = frames.compress(noise(300_000), 0, 300_000);
      byte[] before = frame.toArray(JAVA_BYTE);
      var _ = frames.room(50_000_000).fill((byte) 1);

      assertThat(frame.toArray(JAVA_BYTE)).isEqualTo(before);
    }
  }

  @Test
  void afterADeltaThatWasTooLongComesAnother() throws DamagedFrameException {
    byte[] base = noise(300_000);
    try (ProvenFrames frames = new ProvenFrames();
        Arena arena = Arena.ofConfined()) {
      MemorySegment memory = arena.allocateFrom(JAVA_BYTE, base);
      for (int length : new int[] {0, 1, 500, 100_000, 299_999}) {
        for (int limit : new int[] {1, 20, 1_000, 50_000}) {
          byte[] other = noise(300_001);
          assertThat(frames.compress(other, 0, other.length, limit, memory, Optional.empty()))
              .isEmpty();
          assertThat(frames.compress(base, 0, length, 1_000, memory, Optional.empty())).isPresent();
        }
      }
    }
  }

  private static byte[] noise(int length) {
    byte[] bytes = new byte[length];
    new Random(length).nextBytes(bytes);
    return bytes;
  }
}
