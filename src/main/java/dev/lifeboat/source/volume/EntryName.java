package dev.lifeboat.source.volume;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/**
 * A path inside a volume, or what a link points to. On Linux that is any bytes but NUL, so it is
 * kept as bytes.
 *
 * @param raw one character of 0 to 255 for each byte
 */
record EntryName(String raw) implements Comparable<EntryName> {
  static EntryName of(byte[] bytes, int offset, int length) {
    return new EntryName(new String(bytes, offset, length, StandardCharsets.ISO_8859_1));
  }

  /** The name that a person typed. */
  static EntryName of(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    return of(bytes, 0, bytes.length);
  }

  byte[] bytes() {
    return raw.getBytes(StandardCharsets.ISO_8859_1);
  }

  /**
   * The path below the volume's root, without {@code ./} before it, {@code /} behind it and
   * whatever means nothing between; empty for the root itself.
   */
  EntryName normal() {
    if (isNormal()) {
      return this;
    }
    StringBuilder path = new StringBuilder(raw.length());
    for (String part : raw.split("/", -1)) {
      if (!part.isEmpty() && !part.equals(".")) {
        path.append(path.isEmpty() ? "" : "/").append(part);
      }
    }
    return new EntryName(path.toString());
  }

  private boolean isNormal() {
    return !raw.startsWith("/")
        && !raw.endsWith("/")
        && !raw.contains("//")
        && !raw.startsWith("./")
        && !raw.endsWith("/.")
        && !raw.contains("/./")
        && !raw.equals(".");
  }

  /** True for this path, and for what is in this folder; both normal. */
  boolean holds(EntryName other) {
    return raw.isEmpty()
        || (other.raw.startsWith(raw)
            && (other.raw.length() == raw.length() || other.raw.charAt(raw.length()) == '/'));
  }

  /** True if it would lead out of the volume. */
  boolean escapes() {
    return raw.equals("..") || raw.startsWith("../") || raw.endsWith("/..") || raw.contains("/../");
  }

  /** The order in which an engine walks a volume: a folder's content directly follows it. */
  @Override
  public int compareTo(EntryName other) {
    int shorter = Math.min(raw.length(), other.raw.length());
    for (int i = 0; i < shorter; i++) {
      char mine = raw.charAt(i);
      char theirs = other.raw.charAt(i);
      if (mine != theirs) {
        return rank(mine) - rank(theirs);
      }
    }
    return raw.length() - other.raw.length();
  }

  private static int rank(char character) {
    return character == '/' ? 0 : character;
  }

  /** As people see it; bytes that aren't UTF-8 are shown as Latin-1. */
  @Override
  public String toString() {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes())).toString();
    } catch (CharacterCodingException e) {
      return raw;
    }
  }
}
