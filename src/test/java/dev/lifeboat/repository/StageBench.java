package dev.lifeboat.repository;

import dev.lifeboat.bench.BenchContent;
import dev.lifeboat.repository.crypto.Identity;
import dev.lifeboat.repository.crypto.ObjectCipher;
import dev.lifeboat.repository.crypto.Sealed;
import dev.lifeboat.repository.manifest.Digest;
import dev.lifeboat.repository.zstd.DamagedFrameException;
import dev.lifeboat.repository.zstd.ZstdCompressor;
import dev.lifeboat.repository.zstd.ZstdDecompressor;
import dev.lifeboat.source.StreamShape;
import java.io.PrintStream;
import java.lang.foreign.MemorySegment;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Prints what each stage of storing a segment costs, in processor seconds for each GB of documents.
 * Run it by {@code bench/stages}; it is no test.
 */
final class StageBench {
  private static final int SEGMENT = 16 << 20;
  private static final int SEGMENTS = 16;
  private static final int ROUNDS = 3;

  private final Map<String, Double> costs = new LinkedHashMap<>();
  private final ObjectCipher cipher =
      ObjectCipher.age(List.of(Identity.generate().recipient()), List.of());
  private long since;

  private StageBench() {}

  public static void main(String[] arguments) throws DamagedFrameException {
    List<byte[]> segments = segments();
    PrintStream out = System.out;
    for (int round = 1; round <= ROUNDS; round++) {
      var bench = new StageBench();
      bench.run(segments);
      out.println("round " + round + ", processor seconds for each GB");
      bench.costs.forEach(
          (stage, seconds) -> out.printf(Locale.ROOT, "%8.2f  %s%n", seconds, stage));
    }
  }

  private static List<byte[]> segments() {
    var content = new BenchContent(1, BenchContent.Kind.CHAT);
    List<byte[]> segments = new ArrayList<>();
    for (int i = 0; i < SEGMENTS; i++) {
      byte[] segment = new byte[SEGMENT + (1 << 20)];
      int length = 0;
      while (length < SEGMENT) {
        byte[] document = content.next().getByteBuffer().array();
        System.arraycopy(document, 0, segment, length, document.length);
        length += document.length;
      }
      segments.add(java.util.Arrays.copyOf(segment, length));
    }
    return segments;
  }

  private void run(List<byte[]> segments) throws DamagedFrameException {
    for (byte[] segment : segments) {
      since = now();
      var _ = StreamCutter.sum(StreamShape.DOCUMENTS, segment, 0, segment.length);
      add("fingerprint: SHA-256 of each document", segment);
      var _ = Digest.of(segment);
      add("SHA-256 of the segment", segment);
    }
    for (int level = 1; level <= 3; level++) {
      try (var compressor = new ZstdCompressor(level);
          var decompressor = new ZstdDecompressor()) {
        for (byte[] segment : segments) {
          var _ = compressed(segment, "zstd, level " + level, compressor, decompressor);
        }
      }
    }
    try (var compressor = ZstdCompressor.forSegments();
        var decompressor = new ZstdDecompressor()) {
      for (byte[] segment : segments) {
        sealed(segment, compressed(segment, "zstd, as segments", compressor, decompressor));
      }
    }
  }

  private byte[] compressed(
      byte[] segment, String how, ZstdCompressor compressor, ZstdDecompressor decompressor)
      throws DamagedFrameException {
    since = now();
    byte[] frame = compressor.compress(segment, 0, segment.length);
    add(how, segment);
    var _ = decompressor.decompress(frame, 0, frame.length, segment.length);
    add(how + ", decompressed", segment);
    return frame;
  }

  private void sealed(byte[] segment, byte[] frame) {
    Sealed sealed = cipher.seal(frame, 0, frame.length);
    add("age, encrypted", segment);
    if (!sealed.opensTo(MemorySegment.ofArray(frame))) {
      throw new IllegalStateException("does not decrypt");
    }
    add("age, decrypted and compared", segment);
    var _ = Digest.of(sealed.bytes().asByteBuffer());
    add("SHA-256 of what is stored", segment);
  }

  private void add(String stage, byte[] segment) {
    long now = now();
    costs.merge(stage, (now - since) / (double) (SEGMENTS * (long) segment.length), Double::sum);
    since = now();
  }

  /** In nanoseconds; so divided by bytes they are seconds for each GB. */
  private static long now() {
    return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
  }
}
