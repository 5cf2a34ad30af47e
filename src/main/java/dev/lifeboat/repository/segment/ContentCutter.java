package dev.lifeboat.repository.segment;

/**
 * Cuts by content with a gear hash (Xia et al., "FastCDC", 2016): after a byte at which the upper
 * 23 bits of the rolling hash are zero, which happens every 8 MiB on average.
 */
final class ContentCutter implements Cutter {
  private static final int BITS = 23;
  private static final long[] GEAR = gear();

  private long hash;
  private boolean cut;

  @Override
  public int take(byte[] buffer, int offset, int length, int filled) {
    cut = false;
    int room = Math.min(length, LONGEST - filled);
    long rolling = filled == 0 ? 0 : hash;
    // The hash forgets what is more than 64 bytes back, so most of the shortest part needn't be
    // read.
    int start = Math.clamp((long) SHORTEST - 64 - filled, 0, room);
    for (int i = start; i < room; i++) {
      rolling = (rolling << 1) + GEAR[buffer[offset + i] & 0xff];
      if (rolling >>> (Long.SIZE - BITS) == 0 && filled + i + 1 >= SHORTEST) {
        cut = true;
        return i + 1;
      }
    }
    hash = rolling;
    cut = filled + room == LONGEST;
    return room;
  }

  @Override
  public boolean cut() {
    return cut;
  }

  /** The numbers that stand for bytes; not to be changed. */
  static long[] gears() {
    return GEAR;
  }

  /** 256 numbers by SplitMix64 from the seed 0: part of the format's advice, so never changed. */
  private static long[] gear() {
    long[] gear = new long[256];
    long state = 0;
    for (int i = 0; i < gear.length; i++) {
      state += 0x9e3779b97f4a7c15L;
      long z = state;
      z = (z ^ (z >>> 30)) * 0xbf58476d1ce4e5b9L;
      z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
      gear[i] = z ^ (z >>> 31);
    }
    return gear;
  }
}
