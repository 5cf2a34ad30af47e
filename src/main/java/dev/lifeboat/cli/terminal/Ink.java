package dev.lifeboat.cli.terminal;

/**
 * Emphasis for text; the plain text where there is no colour.
 *
 * @param colored whether escape sequences are written
 */
public record Ink(boolean colored) {
  public static final Ink PLAIN = new Ink(false);

  public String bold(String text) {
    return paint("1", text);
  }

  public String dim(String text) {
    return paint("2", text);
  }

  public String good(String text) {
    return paint("32", text);
  }

  public String warning(String text) {
    return paint("33", text);
  }

  public String bad(String text) {
    return paint("1;31", text);
  }

  private String paint(String code, String text) {
    return colored && !text.isEmpty() ? "\033[" + code + "m" + text + "\033[0m" : text;
  }
}
