package dev.lifeboat.config;

import java.util.Map;
import java.util.Optional;

/**
 * Reads one env file by the rules of Compose, including its odd ones, so that Lifeboat sees the
 * values that the containers see. Messages never show a value.
 */
final class EnvParser {
  private final String file;
  private final String text;
  private final Map<String, String> environment;
  private final Map<String, String> values;
  private final ProblemLog problems;
  private int at;

  /**
   * @param environment wins over everything in the file
   * @param values those of earlier files; this file's are added and replace them
   */
  EnvParser(
      String file,
      String text,
      Map<String, String> environment,
      Map<String, String> values,
      ProblemLog problems) {
    this.file = file;
    this.text = text;
    this.environment = environment;
    this.values = values;
    this.problems = problems;
  }

  void parse() {
    while (skipToStatement()) {
      statement();
    }
  }

  /** Skips white space, empty lines and comments; false at the end of the file. */
  private boolean skipToStatement() {
    while (at < text.length()) {
      char c = text.charAt(at);
      if (c == '#') {
        at = lineEnd(at);
      } else if (isSpace(c) || c == '\n') {
        at++;
      } else {
        return true;
      }
    }
    return false;
  }

  private void statement() {
    int start = at;
    int end = lineEnd(at);
    if (text.startsWith("export", at) && at + 6 < end && isSpace(text.charAt(at + 6))) {
      at += 6;
      skipSpaces();
    }
    int from = at;
    while (at < end && text.charAt(at) != '=' && text.charAt(at) != ':') {
      at++;
    }
    String name = strip(text.substring(from, at));
    if (!name.codePoints().allMatch(EnvParser::isNameCharacter)) {
      problem(start, "expected NAME=VALUE", "put a value of several lines into quotes");
      at = end;
    } else if (at == end) {
      inherit(name);
    } else {
      at++;
      skipSpaces();
      String value = value(start, name);
      if (!name.isEmpty()) {
        values.put(name, value);
      }
    }
  }

  /**
   * A name alone takes its value from the environment or an earlier line; without one it is unset.
   */
  private void inherit(String name) {
    lookUp(name).ifPresent(value -> values.put(name, value));
  }

  private String value(int start, String name) {
    char first = at < text.length() ? text.charAt(at) : '\n';
    if (first == '"' || first == '\'') {
      return quoted(start, name, first);
    }
    int end = lineEnd(at);
    String raw = text.substring(at, end);
    at = end;
    // Only a space makes a comment: 'a#b', and also a value that begins with '#', are values.
    int comment = raw.indexOf(" #");
    return expand(start, strip(comment < 0 ? raw : raw.substring(0, comment)));
  }

  private String quoted(int start, String name, char quote) {
    StringBuilder raw = new StringBuilder();
    for (int i = at + 1; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == quote) {
        at = i + 1;
        return quote == '"' ? expand(start, EnvEscapes.resolve(raw.toString())) : raw.toString();
      }
      if (c == '\\' && i + 1 < text.length()) {
        i++;
        if (text.charAt(i) != quote) {
          raw.append('\\');
        }
        raw.append(text.charAt(i));
      } else {
        raw.append(c);
      }
    }
    at = text.length();
    problem(start, "the quoted value of '" + name + "' has no end", "close it with " + quote);
    return "";
  }

  private String expand(int start, String raw) {
    try {
      return Template.parse(raw).expand(new Lookup(start));
    } catch (IllegalArgumentException e) {
      problem(
          start,
          String.valueOf(e.getMessage()),
          "write '$$' for a dollar sign, or use single quotes");
      return "";
    }
  }

  private Optional<String> lookUp(String name) {
    String outer = environment.get(name);
    return Optional.ofNullable(outer != null ? outer : values.get(name));
  }

  private void problem(int start, String message, String hint) {
    int line = (int) text.substring(0, start).chars().filter(c -> c == '\n').count() + 1;
    problems.add(file, line, message, hint);
  }

  private int lineEnd(int from) {
    int end = text.indexOf('\n', from);
    return end < 0 ? text.length() : end;
  }

  private void skipSpaces() {
    while (at < text.length() && isSpace(text.charAt(at))) {
      at++;
    }
  }

  private static String strip(String raw) {
    int from = 0;
    int to = raw.length();
    while (to > from && isSpace(raw.charAt(to - 1))) {
      to--;
    }
    while (from < to && isSpace(raw.charAt(from))) {
      from++;
    }
    return raw.substring(from, to);
  }

  private static boolean isNameCharacter(int c) {
    return Character.isLetterOrDigit(c) || "_.-[]".indexOf(c) >= 0;
  }

  /** White space within a line. */
  private static boolean isSpace(char c) {
    return c == ' ' || c == '\t' || c == '\r' || c == '\f' || c == 0x0B || c == 0x85 || c == 0xA0;
  }

  /** A variable that isn't set is empty here, as in Compose. */
  private final class Lookup implements Variables {
    private final int start;

    Lookup(int start) {
      this.start = start;
    }

    @Override
    public Optional<String> value(String name) {
      return lookUp(name);
    }

    @Override
    public void unset(String name) {}

    @Override
    public void required(String name, String reason) {
      problem(start, Interpolation.requiredMessage(name, reason), "set '" + name + "' before it");
    }
  }
}
