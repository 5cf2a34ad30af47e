package dev.lifeboat.repository;

import dev.lifeboat.repository.manifest.Digest;
import java.nio.charset.StandardCharsets;

/**
 * A set of digests that takes 64 bytes or less for each, so that the objects of large repositories
 * fit into memory.
 */
final class DigestSet {
  /** How many hexadecimal digits a digest has. */
  static final int DIGITS = 64;

  private static final int LONGS = 4;

  /** Four numbers for each; four zeros are a free place, since nothing has that digest. */
  private long[] table = new long[LONGS * 1024];

  private int size;

  int size() {
    return size;
  }

  boolean add(Digest digest) {
    return add(digest.hex().getBytes(StandardCharsets.US_ASCII), 0);
  }

  /**
   * Adds a digest that is part of a text.
   *
   * @throws IllegalArgumentException if there are no 64 hexadecimal digits at that place
   */
  boolean add(byte[] text, int at) {
    long a = number(text, at);
    long b = number(text, at + 16);
    long c = number(text, at + 32);
    long d = number(text, at + 48);
    int place = place(a, b, c, d);
    if (isTaken(place)) {
      return false;
    }
    put(place, a, b, c, d);
    size++;
    if (size * LONGS * 2 > table.length) {
      grow();
    }
    return true;
  }

  boolean contains(Digest digest) {
    return contains(digest.hex().getBytes(StandardCharsets.US_ASCII));
  }

  boolean contains(byte[] text) {
    return isTaken(place(number(text, 0), number(text, 16), number(text, 32), number(text, 48)));
  }

  private void grow() {
    long[] old = table;
    table = new long[old.length * 2];
    for (int i = 0; i < old.length; i += LONGS) {
      if ((old[i] | old[i + 1] | old[i + 2] | old[i + 3]) != 0) {
        put(
            place(old[i], old[i + 1], old[i + 2], old[i + 3]),
            old[i],
            old[i + 1],
            old[i + 2],
            old[i + 3]);
      }
    }
  }

  private void put(int place, long a, long b, long c, long d) {
    table[place] = a;
    table[place + 1] = b;
    table[place + 2] = c;
    table[place + 3] = d;
  }

  /** Where the digest is, or else where it belongs. Its own bits are as good as any hash. */
  private int place(long a, long b, long c, long d) {
    int mask = table.length - 1;
    int place = ((int) a & (mask / LONGS)) * LONGS;
    while (isTaken(place)
        && (table[place] != a
            || table[place + 1] != b
            || table[place + 2] != c
            || table[place + 3] != d)) {
      place = (place + LONGS) & mask;
    }
    return place;
  }

  private boolean isTaken(int place) {
    return (table[place] | table[place + 1] | table[place + 2] | table[place + 3]) != 0;
  }

  private static long number(byte[] text, int at) {
    if (at + 16 > text.length) {
      throw new IllegalArgumentException("a digest breaks off");
    }
    long number = 0;
    for (int i = at; i < at + 16; i++) {
      int digit = text[i] <= '9' ? text[i] - '0' : text[i] - 'a' + 10;
      if (digit < 0 || digit > 15 || (text[i] > '9' && text[i] < 'a')) {
        throw new IllegalArgumentException("a digest has digits other than 0-9 and a-f");
      }
      number = number << 4 | digit;
    }
    return number;
  }
}
