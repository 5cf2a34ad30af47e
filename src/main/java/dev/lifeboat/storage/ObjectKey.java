package dev.lifeboat.storage;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The name of something stored: parts of letters, digits, {@code .}, {@code _} and {@code -},
 * joined by {@code /}; a part has at most 255 characters, and the whole 1024. No part starts with a
 * dot, so no key can leave its storage's root or meet a temporary file.
 *
 * @param value such as {@code backups/20261122T091500Z-3f9a2c.json}
 */
public record ObjectKey(String value) implements Comparable<ObjectKey> {
  private static final int LONGEST = 1024;

  /** A part is at most 255 long: as much as a file name can be. */
  private static final String PART = "[A-Za-z0-9_-][A-Za-z0-9._-]{0,254}+";

  private static final Pattern FORM = Pattern.compile(PART + "(?:/" + PART + ")*+");

  public ObjectKey {
    if (!valid(value)) {
      throw new IllegalArgumentException("not an object key: '" + value + "'");
    }
  }

  public static ObjectKey of(String value) {
    return new ObjectKey(value);
  }

  /** The key with this name, or empty if no key can have it. */
  public static Optional<ObjectKey> parse(String value) {
    return valid(value) ? Optional.of(new ObjectKey(value)) : Optional.empty();
  }

  private static boolean valid(String value) {
    return value.length() <= LONGEST && FORM.matcher(value).matches();
  }

  /** The order of the names' characters, which are all ASCII. */
  @Override
  public int compareTo(ObjectKey other) {
    return value.compareTo(other.value);
  }

  @Override
  public String toString() {
    return value;
  }
}
