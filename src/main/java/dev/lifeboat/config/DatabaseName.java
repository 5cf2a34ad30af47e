package dev.lifeboat.config;

import java.nio.charset.StandardCharsets;

/**
 * The name of a MongoDB database.
 *
 * @param value 1 to 63 bytes, without the characters that MongoDB forbids
 */
public record DatabaseName(String value) {
  private static final String FORBIDDEN = "/\\. \"$\0";

  public DatabaseName {
    boolean clean = value.chars().noneMatch(c -> FORBIDDEN.indexOf(c) >= 0);
    if (value.isEmpty() || value.getBytes(StandardCharsets.UTF_8).length > 63 || !clean) {
      throw new IllegalArgumentException("not a database name");
    }
  }

  @Override
  public String toString() {
    return value;
  }
}
