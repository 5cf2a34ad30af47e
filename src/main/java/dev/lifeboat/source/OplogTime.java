package dev.lifeboat.source;

import java.time.Instant;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The time of an oplog entry: no two entries of a replica set have the same, and later ones have
 * greater ones. Both numbers are unsigned.
 *
 * @param seconds since 1970
 * @param increment which of that second's entries, from 1; 0 comes before all of them
 */
public record OplogTime(int seconds, int increment) implements Comparable<OplogTime> {
  private static final Pattern FORM = Pattern.compile("(\\d{1,10}):(\\d{1,10})");

  /**
   * Reads what {@link #toString} writes.
   *
   * @param text such as {@code 1763900000:3}
   * @throws IllegalArgumentException if it has another form, or a number over 32 bits
   */
  public static OplogTime parse(String text) {
    Matcher parts = FORM.matcher(text);
    if (!parts.matches()) {
      throw new IllegalArgumentException(
          "'%s' is no oplog time: it must be SECONDS:INCREMENT".formatted(text));
    }
    return new OplogTime(
        Integer.parseUnsignedInt(parts.group(1)), Integer.parseUnsignedInt(parts.group(2)));
  }

  /** From a BSON timestamp: seconds in the upper half. */
  public static OplogTime of(long bson) {
    return new OplogTime((int) (bson >>> 32), (int) bson);
  }

  /**
   * The greatest time whose second is before a moment: {@code upTo} of a restore "at" this moment.
   */
  public static OplogTime lastBefore(Instant moment) {
    long second = moment.getNano() == 0 ? moment.getEpochSecond() - 1 : moment.getEpochSecond();
    return new OplogTime((int) Math.clamp(second, 0L, 0xffff_ffffL), -1);
  }

  /** As a BSON timestamp. */
  public long toLong() {
    return (long) seconds << 32 | Integer.toUnsignedLong(increment);
  }

  /** The beginning of the second. */
  public Instant second() {
    return Instant.ofEpochSecond(Integer.toUnsignedLong(seconds));
  }

  public boolean isBefore(OplogTime other) {
    return compareTo(other) < 0;
  }

  public boolean isAfter(OplogTime other) {
    return compareTo(other) > 0;
  }

  @Override
  public int compareTo(OplogTime other) {
    return Long.compareUnsigned(toLong(), other.toLong());
  }

  @Override
  public String toString() {
    return Integer.toUnsignedString(seconds) + ":" + Integer.toUnsignedString(increment);
  }
}
