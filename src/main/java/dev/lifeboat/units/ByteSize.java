package dev.lifeboat.units;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A number of bytes, never negative. Printed in powers of 1000, as disks and networks are sold.
 *
 * @param bytes how many bytes
 */
public record ByteSize(long bytes) implements Comparable<ByteSize> {
  private static final Pattern FORM =
      Pattern.compile("(\\d+(?:\\.\\d+)?)\\s*([KMGTP]?)(I?)B?", Pattern.CASE_INSENSITIVE);
  private static final String PREFIXES = "KMGTP";

  public ByteSize {
    if (bytes < 0) {
      throw new IllegalArgumentException("negative size: " + bytes);
    }
  }

  public static ByteSize of(long bytes) {
    return new ByteSize(bytes);
  }

  /**
   * Reads {@code 512}, {@code 10 GB}, {@code 1.5g} or {@code 64MiB}.
   *
   * @throws IllegalArgumentException with a message for people, if the text has another form
   */
  public static ByteSize parse(String text) {
    Matcher matcher = FORM.matcher(text.strip());
    if (!matcher.matches()) {
      throw new IllegalArgumentException("'" + text + "' is not a size such as 10GB or 64MiB");
    }
    String prefix = matcher.group(2).toUpperCase(Locale.ROOT);
    double unit = matcher.group(3).isEmpty() ? 1000 : 1024;
    int power = prefix.isEmpty() ? 0 : PREFIXES.indexOf(prefix) + 1;
    return new ByteSize(Math.round(Double.parseDouble(matcher.group(1)) * Math.pow(unit, power)));
  }

  @Override
  public int compareTo(ByteSize other) {
    return Long.compare(bytes, other.bytes);
  }

  /** Such as {@code 0 B}, {@code 999 B}, {@code 1.5 MB} or {@code 24 GB}. */
  @Override
  public String toString() {
    if (bytes < 1000) {
      return bytes + " B";
    }
    double value = bytes;
    int power = -1;
    while (value >= 999.5 && power < PREFIXES.length() - 1) {
      value /= 1000;
      power++;
    }
    String form = value < 9.95 ? "%.1f %sB" : "%.0f %sB";
    String prefix = power == 0 ? "k" : String.valueOf(PREFIXES.charAt(power));
    return String.format(Locale.ROOT, form, value, prefix);
  }
}
