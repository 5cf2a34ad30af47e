package dev.lifeboat.config;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The escapes that Compose knows between double quotes; others stay as they are. */
final class EnvEscapes {
  private static final Pattern ESCAPE = Pattern.compile("\\\\([abcfnrtv$\"\\\\]|0\\d{0,3})");

  private EnvEscapes() {}

  /** Replaces the escapes. A literal dollar sign becomes {@code $$}, for {@link Template}. */
  static String resolve(String raw) {
    return ESCAPE
        .matcher(raw)
        .replaceAll(found -> Matcher.quoteReplacement(resolveOne(found.group(1), found.group())));
  }

  private static String resolveOne(String escape, String whole) {
    return switch (escape.charAt(0)) {
      case 'a' -> "\u0007";
      case 'b' -> "\b";
      case 'f' -> "\f";
      case 'n' -> "\n";
      case 'r' -> "\r";
      case 't' -> "\t";
      case 'v' -> "\u000B";
      case '$' -> "$$";
      case '"', '\\' -> escape;
      case '0' -> octal(escape.substring(1));
      default -> whole;
    };
  }

  /**
   * One character from exactly three octal digits up to 377; else only the zero goes, as in
   * Compose.
   */
  private static String octal(String digits) {
    if (digits.matches("[0-3][0-7]{2}")) {
      return String.valueOf((char) Integer.parseInt(digits, 8));
    }
    return "\\" + digits;
  }
}
