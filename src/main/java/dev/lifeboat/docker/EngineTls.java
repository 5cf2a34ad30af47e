package dev.lifeboat.docker;

import java.nio.file.Path;
import java.util.Optional;

/**
 * The files, in PEM form, for an engine that is reached over TLS.
 *
 * @param authority whose certificates are trusted; without it those that Java trusts
 * @param certificate this client's certificate
 * @param key the private key of that certificate, in PKCS #8 or PKCS #1 form
 */
public record EngineTls(Optional<Path> authority, Optional<Path> certificate, Optional<Path> key) {
  public static final EngineTls NONE =
      new EngineTls(Optional.empty(), Optional.empty(), Optional.empty());

  public EngineTls {
    if (certificate.isPresent() != key.isPresent()) {
      throw new IllegalArgumentException("a certificate and its key go together");
    }
  }

  boolean isNone() {
    return authority.isEmpty() && certificate.isEmpty();
  }
}
