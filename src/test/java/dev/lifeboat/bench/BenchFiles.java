package dev.lifeboat.bench;

import java.nio.charset.StandardCharsets;
import java.util.SplittableRandom;

/**
 * Files as a volume has them: from 1 kB to some 200 kB, 50 kB on average, which gzip makes half as
 * large. The same seed gives the same files.
 */
public final class BenchFiles {
  private static final String[] WORDS =
      ("session user request upload answer model token error cache index worker queue thread reply"
              + " document chat created updated version source target status")
          .split(" ");
  private static final int LEAST = 1000;
  private static final int MEAN = 55_000;

  private final long seed;

  public BenchFiles(long seed) {
    this.seed = seed;
  }

  /** The path of a file, in a folder of a hundred. */
  public static String path(int number) {
    return "d%03d/f%05d.dat".formatted(number / 100, number);
  }

  /** The content of a file. Another version has the same length and other bytes throughout. */
  public byte[] content(int number, int version) {
    SplittableRandom length = random(number, 0);
    byte[] content =
        new byte[LEAST + (int) (-Math.log(1 - length.nextDouble() * 0.98) * (MEAN - LEAST))];
    SplittableRandom random = random(number, version + 1);
    int at = 0;
    while (at < content.length) {
      byte[] piece = piece(random);
      int taken = Math.min(piece.length, content.length - at);
      System.arraycopy(piece, 0, content, at, taken);
      at += taken;
    }
    return content;
  }

  private SplittableRandom random(int number, int version) {
    // Seeds that lie near each other would give the same numbers, moved a little.
    long mixed = new SplittableRandom(seed + 31L * number + 1_000_003_001L * version).nextLong();
    return new SplittableRandom(mixed);
  }

  /** A line of a log, or bytes that don't compress. */
  private static byte[] piece(SplittableRandom random) {
    if (random.nextInt(100) < 38) {
      byte[] noise = new byte[96];
      random.nextBytes(noise);
      return noise;
    }
    StringBuilder line = new StringBuilder();
    for (int word = 0; word < 9; word++) {
      line.append(WORDS[random.nextInt(WORDS.length)]).append(' ');
      line.append(random.nextInt(10_000)).append(' ');
    }
    return line.append('\n').toString().getBytes(StandardCharsets.US_ASCII);
  }
}
