package dev.lifeboat.stack;

import java.util.regex.Pattern;

/**
 * The name of a stack: what a person types to confirm a dangerous act.
 *
 * @param value letters, digits, {@code -}, {@code _} and {@code .}, at most 63, the first a letter
 *     or digit
 */
public record StackName(String value) {
  private static final Pattern FORM = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,62}");

  public StackName {
    if (!FORM.matcher(value).matches()) {
      throw new IllegalArgumentException(
          "'" + value + "' is not a stack name: use up to 63 letters, digits, '-', '_' or '.'");
    }
  }

  @Override
  public String toString() {
    return value;
  }
}
