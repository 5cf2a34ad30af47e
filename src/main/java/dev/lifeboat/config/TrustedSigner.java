package dev.lifeboat.config;

import java.util.regex.Pattern;

/**
 * A public key whose signature makes a manifest trusted, as {@code ssh-keygen} writes it.
 *
 * @param value {@code ssh-ed25519}, the key in Base64, and an optional comment
 */
public record TrustedSigner(String value) {
  private static final Pattern FORM =
      Pattern.compile("ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAI[A-Za-z0-9+/]{43}( \\S.*)?");

  public TrustedSigner {
    if (!FORM.matcher(value).matches()) {
      throw new IllegalArgumentException("not an ssh-ed25519 public key");
    }
  }

  @Override
  public String toString() {
    return value;
  }
}
