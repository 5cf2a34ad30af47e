package dev.lifeboat.storage;

import java.util.regex.Pattern;

/**
 * The name of something stored: parts of letters, digits, {@code .}, {@code _} and {@code -},
 * joined by {@code /}. No part starts with a dot, so no key can leave its storage's root or meet a
 * temporary file.
 *
 * @param value such as {@code backups/20261122T091500Z-3f9a2c.json}
 */
public record ObjectKey(String value) implements Comparable<ObjectKey> {
  private static final Pattern FORM =
      Pattern.compile("[A-Za-z0-9_-][A-Za-z0-9._-]*(/[A-Za-z0-9_-][A-Za-z0-9._-]*)*");

  public ObjectKey {
    if (value.length() > 1024 || !FORM.matcher(value).matches()) {
      throw new IllegalArgumentException("not an object key: '" + value + "'");
    }
  }

  public static ObjectKey of(String value) {
    return new ObjectKey(value);
  }

  @Override
  public int compareTo(ObjectKey other) {
    return value.compareTo(other.value);
  }

  @Override
  public String toString() {
    return value;
  }
}
