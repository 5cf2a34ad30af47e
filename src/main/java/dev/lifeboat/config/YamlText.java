package dev.lifeboat.config;

import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Writes values so that YAML and {@link Template} read the same texts back. */
final class YamlText {
  private static final Pattern PLAIN = Pattern.compile("[A-Za-z/][A-Za-z0-9._/+-]*");
  private static final Pattern WORD = Pattern.compile("(?i)true|false|null|yes|no|on|off|y|n");

  private YamlText() {}

  /** A value that stands for itself: its dollar signs are doubled. */
  static String literal(String text) {
    return scalar(text.replace("$", "$$"));
  }

  /** A value in which <code>${NAME}</code> is a reference, and any other dollar sign is itself. */
  static String withReferences(String text) {
    return scalar(text.replaceAll("\\$(?!\\{)", "\\$\\$"));
  }

  static String list(List<?> values) {
    return values.stream()
        .map(value -> literal(value.toString()))
        .collect(Collectors.joining(", ", "[", "]"));
  }

  private static String scalar(String text) {
    if (PLAIN.matcher(text).matches() && !WORD.matcher(text).matches()) {
      return text;
    }
    if (text.chars().allMatch(c -> c >= ' ' && c != 0x7F && !(c >= 0x80 && c < 0xA0))) {
      return "'" + text.replace("'", "''") + "'";
    }
    StringBuilder quoted = new StringBuilder("\"");
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '"' || c == '\\') {
        quoted.append('\\').append(c);
      } else if (c < ' ' || (c >= 0x7F && c < 0xA0)) {
        quoted.append(String.format("\\x%02X", (int) c));
      } else {
        quoted.append(c);
      }
    }
    return quoted.append('"').toString();
  }
}
