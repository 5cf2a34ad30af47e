package dev.lifeboat.repository;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;

import dev.lifeboat.repository.manifest.Digest;
import dev.lifeboat.repository.segment.Cutter;
import dev.lifeboat.repository.zstd.DamagedFrameException;
import dev.lifeboat.repository.zstd.PrefixMemory;
import dev.lifeboat.repository.zstd.ZstdDecompressor;
import java.lang.foreign.MemorySegment;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * The content of the bases that were needed last, since the next delta often needs them again. The
 * first of two ends in the middle of the memory and the second begins there, so that together they
 * are what a delta refers to. Not thread-safe.
 */
final class LoadedBases {
  private static final int HALF = Cutter.LONGEST;

  private final MemorySegment memory = PrefixMemory.allocate(2L * HALF);
  private Optional<Loaded> first = Optional.empty();
  private Optional<Loaded> second = Optional.empty();

  /**
   * The content of one or two bases, one after the other; valid until the next call.
   *
   * @param frames gives the frame that holds a base
   */
  MemorySegment load(List<Digest> bases, Function<Digest, byte[]> frames)
      throws DamagedFrameException {
    if (bases.size() == 1) {
      Digest base = bases.getFirst();
      if (is(first, base)) {
        return part(first.orElseThrow().length, 0);
      }
      loadSecond(base, frames);
      return part(0, second.orElseThrow().length);
    }
    if (!is(first, bases.getFirst())) {
      loadFirst(bases.getFirst(), frames);
    }
    loadSecond(bases.getLast(), frames);
    return part(first.orElseThrow().length, second.orElseThrow().length);
  }

  private void loadFirst(Digest base, Function<Digest, byte[]> frames)
      throws DamagedFrameException {
    first = Optional.empty();
    if (is(second, base)) {
      int length = second.orElseThrow().length;
      MemorySegment.copy(memory, JAVA_BYTE, HALF, memory, JAVA_BYTE, HALF - length, length);
      first = Optional.of(new Loaded(base, length));
      return;
    }
    byte[] frame = frames.apply(base);
    int length = length(frame);
    decompress(frame, part(length, 0));
    first = Optional.of(new Loaded(base, length));
  }

  private void loadSecond(Digest base, Function<Digest, byte[]> frames)
      throws DamagedFrameException {
    if (is(second, base)) {
      return;
    }
    second = Optional.empty();
    byte[] frame = frames.apply(base);
    int length = length(frame);
    decompress(frame, part(0, length));
    second = Optional.of(new Loaded(base, length));
  }

  private static int length(byte[] frame) throws DamagedFrameException {
    // Where the memory isn't enough, decompressing says so.
    return (int) Math.min(ZstdDecompressor.contentSize(frame, 0, frame.length), HALF);
  }

  private static void decompress(byte[] frame, MemorySegment to) throws DamagedFrameException {
    try (ZstdDecompressor decompressor = new ZstdDecompressor()) {
      var _ = decompressor.decompress(frame, to);
    }
  }

  /** So many bytes before the middle and so many after it. */
  private MemorySegment part(int before, int after) {
    return memory.asSlice(HALF - before, (long) before + after);
  }

  private static boolean is(Optional<Loaded> loaded, Digest base) {
    return loaded.map(Loaded::base).equals(Optional.of(base));
  }

  private record Loaded(Digest base, int length) {}
}
