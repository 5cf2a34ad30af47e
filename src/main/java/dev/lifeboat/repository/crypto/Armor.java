package dev.lifeboat.repository.crypto;

import java.util.Base64;

/** Base64 between a first and a last line, in lines of 70 characters, as OpenSSH writes it. */
final class Armor {
  private static final int WIDTH = 70;

  private Armor() {}

  static String write(String begin, byte[] content, String end) {
    // Java's own encoder only breaks lines after a multiple of four characters.
    String lines =
        Base64.getEncoder().encodeToString(content).replaceAll("(.{" + WIDTH + "})(?!$)", "$1\n");
    return begin + "\n" + lines + "\n" + end + "\n";
  }

  /**
   * @throws IllegalArgumentException with the fact, which repeats nothing of the text
   */
  static byte[] read(String begin, String text, String end) {
    String stripped = text.strip();
    if (!stripped.startsWith(begin)) {
      throw new IllegalArgumentException("it doesn't begin with '" + begin + "'");
    }
    if (!stripped.endsWith(end) || stripped.length() < begin.length() + end.length()) {
      throw new IllegalArgumentException("it doesn't end with '" + end + "'");
    }
    String body = stripped.substring(begin.length(), stripped.length() - end.length());
    try {
      return decode(body.replaceAll("[\r\n]", ""));
    } catch (IllegalArgumentException e) {
      // Without the cause, which quotes a character of the text.
      throw new IllegalArgumentException("it isn't Base64 between its first and last line");
    }
  }

  /** Reads Base64 with all its padding and no spare bits: bytes have one text only. */
  static byte[] decode(String base64) {
    byte[] content = Base64.getDecoder().decode(base64);
    if (!Base64.getEncoder().encodeToString(content).equals(base64)) {
      throw new IllegalArgumentException("not canonical");
    }
    return content;
  }
}
