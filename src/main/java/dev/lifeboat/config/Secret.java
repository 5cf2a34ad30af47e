package dev.lifeboat.config;

/**
 * A text that must not be seen. It prints as {@code ***}, so that no log, error or record shows it.
 *
 * @param reveal the text itself
 */
public record Secret(String reveal) {
  @Override
  public String toString() {
    return "***";
  }
}
