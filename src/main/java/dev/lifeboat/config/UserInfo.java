package dev.lifeboat.config;

import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

/**
 * Puts variables into a MongoDB connection string. A value that lands in the user name or password
 * is percent-encoded, because a password with {@code @}, {@code :} or {@code /} would otherwise
 * change what the string means.
 */
final class UserInfo {
  private static final Pattern ENCODED =
      Pattern.compile("(?=.*%[0-9A-Fa-f]{2})(?:[A-Za-z0-9._~!$&'()*+,;=-]|%[0-9A-Fa-f]{2})*");
  private static final Pattern LITERAL_PASSWORD =
      Pattern.compile(
          "://[^/?@]*:[^@]+@|[?&,=][^=&]*(?:password|token|secret)[^=&:]*[=:][^&]",
          Pattern.CASE_INSENSITIVE);
  // Stands for a value while the string is searched; XML and YAML don't allow it, so no file has
  // it.
  private static final char MARK = '\uFFFF';

  private UserInfo() {}

  static String expand(Template uri, Variables variables) {
    StringBuilder shape = new StringBuilder();
    for (Template.Part part : uri.parts()) {
      shape.append(part instanceof Template.Literal(String text) ? text : MARK);
    }
    int from = shape.indexOf("://") + 3;
    int to = from < 3 ? -1 : lastAt(shape, from);
    boolean split = to > from && shape.substring(from, to).indexOf(":") >= 0;
    StringBuilder result = new StringBuilder();
    int position = 0;
    for (Template.Part part : uri.parts()) {
      String value = part.expand(variables);
      if (part instanceof Template.Literal) {
        position += value.length();
      } else {
        boolean inside = position >= from && position < to;
        value = inside ? (split ? encode(value) : encodePair(value)) : value;
        position++;
      }
      result.append(value);
    }
    return result.toString();
  }

  private static int lastAt(StringBuilder shape, int from) {
    int end = from;
    while (end < shape.length() && shape.charAt(end) != '/' && shape.charAt(end) != '?') {
      end++;
    }
    return shape.substring(0, end).lastIndexOf('@');
  }

  /** One variable may hold the whole of {@code user:password}. */
  private static String encodePair(String value) {
    int colon = value.indexOf(':');
    return colon < 0
        ? encode(value)
        : encode(value.substring(0, colon)) + ":" + encode(value.substring(colon + 1));
  }

  /** Encodes a value, unless it has a percent-encoded character and nothing that needs encoding. */
  static String encode(String value) {
    if (ENCODED.matcher(value).matches()) {
      return value;
    }
    StringBuilder encoded = new StringBuilder();
    for (byte b : value.getBytes(StandardCharsets.UTF_8)) {
      char c = (char) (b & 0xFF);
      if (c < 0x80 && (Character.isLetterOrDigit(c) || "-._~".indexOf(c) >= 0)) {
        encoded.append(c);
      } else {
        encoded.append(String.format("%%%02X", (int) c));
      }
    }
    return encoded.toString();
  }

  /** Whether the password itself, not only a reference to it, stands in the file. */
  static boolean holdsPassword(Template uri) {
    return LITERAL_PASSWORD.matcher(uri.literalText()).find();
  }
}
