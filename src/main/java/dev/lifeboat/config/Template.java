package dev.lifeboat.config;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A text with references to variables, by the rules of Compose: {@code $NAME}, <code>${NAME}</code>
 * , <code>${NAME:-default}</code>, {@code -}, {@code :?}, {@code ?}, {@code :+} and {@code +},
 * nested, and {@code $$} for a dollar sign. A dollar sign before anything else stands for itself.
 *
 * @param parts literal texts and references, in their order
 */
record Template(List<Part> parts) {
  static final Template EMPTY = new Template(List.of());

  /** A piece of a template. */
  sealed interface Part permits Literal, Reference {
    String expand(Variables variables);

    String literalText();
  }

  /** A piece that stands for itself. */
  record Literal(String text) implements Part {
    @Override
    public String expand(Variables variables) {
      return text;
    }

    @Override
    public String literalText() {
      return text;
    }
  }

  Template {
    parts = List.copyOf(parts);
  }

  static Template literal(String text) {
    return new Template(List.of(new Literal(text)));
  }

  /**
   * @throws IllegalArgumentException with a message for people, if a reference is malformed
   */
  static Template parse(String text) {
    List<Part> parts = new ArrayList<>();
    StringBuilder literal = new StringBuilder();
    int at = 0;
    while (at < text.length()) {
      char c = text.charAt(at);
      int end = at + 1;
      if (c != '$' || end == text.length()) {
        literal.append(c);
      } else if (text.charAt(end) == '$') {
        literal.append('$');
        end++;
      } else if (text.charAt(end) == '{') {
        int close = closingBrace(text, end);
        flush(literal, parts);
        parts.add(Reference.parse(text.substring(end + 1, close)));
        end = close + 1;
      } else {
        end = nameEnd(text, end);
        if (end == at + 1) {
          literal.append('$');
        } else {
          flush(literal, parts);
          parts.add(Reference.plain(text.substring(at + 1, end)));
        }
      }
      at = end;
    }
    flush(literal, parts);
    return new Template(parts);
  }

  private static void flush(StringBuilder literal, List<Part> parts) {
    if (!literal.isEmpty()) {
      parts.add(new Literal(literal.toString()));
      literal.setLength(0);
    }
  }

  private static int closingBrace(String text, int open) {
    int depth = 0;
    for (int i = open; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '{') {
        depth++;
      } else if (c == '}' && --depth == 0) {
        return i;
      }
    }
    throw new IllegalArgumentException("'${' has no closing '}'");
  }

  private static int nameEnd(String text, int from) {
    int end = from;
    while (end < text.length() && isName(text.charAt(end), end == from)) {
      end++;
    }
    return end;
  }

  private static boolean isName(char c, boolean first) {
    return c == '_'
        || (c >= 'a' && c <= 'z')
        || (c >= 'A' && c <= 'Z')
        || (!first && c >= '0' && c <= '9');
  }

  /** Whether a variable can change this text. */
  boolean hasReferences() {
    return parts.stream().anyMatch(Reference.class::isInstance);
  }

  String expand(Variables variables) {
    return parts.stream().map(part -> part.expand(variables)).collect(Collectors.joining());
  }

  /** What of the text stands in the file itself, also as a default value. */
  String literalText() {
    return parts.stream().map(Part::literalText).collect(Collectors.joining());
  }
}
