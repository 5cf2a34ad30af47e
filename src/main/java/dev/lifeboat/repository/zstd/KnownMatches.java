package dev.lifeboat.repository.zstd;

import java.util.Arrays;

/**
 * Which parts of a content stand in its base as well, and what the base has in place of the others.
 * Positions are counted from the beginning of each. Not thread-safe.
 */
public final class KnownMatches {
  /** Shorter ones aren't worth a match of their own; the rest is searched anyway. */
  static final int SHORTEST = 32;

  private int[] at = new int[64];
  private int[] baseAt = new int[64];
  private int[] lengths = new int[64];
  private int count;
  private int matched;
  private int[] formerAt = new int[64];
  private int[] formerLengths = new int[64];
  private int formers;
  private int formerLength;

  /** Bytes that are equal; those after it are added later. */
  public void equal(int where, int inBase, int length) {
    if (length < SHORTEST) {
      return;
    }
    if (count == at.length) {
      at = Arrays.copyOf(at, 2 * count);
      baseAt = Arrays.copyOf(baseAt, 2 * count);
      lengths = Arrays.copyOf(lengths, 2 * count);
    }
    at[count] = where;
    baseAt[count] = inBase;
    lengths[count] = length;
    count++;
    matched += length;
  }

  /** Bytes of the base that something else stands for, which is likely to resemble them. */
  public void former(int inBase, int length) {
    if (length < SHORTEST) {
      return;
    }
    if (formers == formerAt.length) {
      formerAt = Arrays.copyOf(formerAt, 2 * formers);
      formerLengths = Arrays.copyOf(formerLengths, 2 * formers);
    }
    formerAt[formers] = inBase;
    formerLengths[formers] = length;
    formers++;
    formerLength += length;
  }

  int count() {
    return count;
  }

  int at(int match) {
    return at[match];
  }

  int baseAt(int match) {
    return baseAt[match];
  }

  int length(int match) {
    return lengths[match];
  }

  /** How many bytes are equal. */
  public int matched() {
    return matched;
  }

  int formers() {
    return formers;
  }

  int formerAt(int former) {
    return formerAt[former];
  }

  int formerLength(int former) {
    return formerLengths[former];
  }

  /** How many bytes the formers have together. */
  int formerLength() {
    return formerLength;
  }
}
