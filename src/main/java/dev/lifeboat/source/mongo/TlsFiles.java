package dev.lifeboat.source.mongo;

import java.nio.file.Path;
import java.util.Optional;

/**
 * PEM files for a connection by TLS.
 *
 * @param authority certificates of the authorities to trust instead of Java's own
 * @param certificateAndKey the certificate to show to the server, with its key
 * @param password what the key is encrypted with, if it is
 */
public record TlsFiles(
    Optional<Path> authority, Optional<Path> certificateAndKey, Optional<String> password) {
  /** Nothing beyond what Java trusts, and no certificate of our own. */
  public static final TlsFiles NONE = new TlsFiles(Optional.empty(), Optional.empty());

  /** Files whose key isn't encrypted. */
  public TlsFiles(Optional<Path> authority, Optional<Path> certificateAndKey) {
    this(authority, certificateAndKey, Optional.empty());
  }

  boolean isEmpty() {
    return authority.isEmpty() && certificateAndKey.isEmpty();
  }

  /** Without the password. */
  @Override
  public String toString() {
    return "TlsFiles[authority=" + authority + ", certificateAndKey=" + certificateAndKey + "]";
  }
}
