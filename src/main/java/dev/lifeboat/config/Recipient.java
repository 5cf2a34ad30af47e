package dev.lifeboat.config;

import java.util.regex.Pattern;

/**
 * An age public key that backups are encrypted to. Its check sum is checked where it is used.
 *
 * @param value {@code age1} and 58 characters of Bech32
 */
public record Recipient(String value) {
  private static final Pattern FORM = Pattern.compile("age1[02-9ac-hj-np-z]{58}");

  public Recipient {
    if (!FORM.matcher(value).matches()) {
      throw new IllegalArgumentException("not an age recipient");
    }
  }

  @Override
  public String toString() {
    return value;
  }
}
