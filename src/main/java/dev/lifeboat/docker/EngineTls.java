package dev.lifeboat.docker;

import java.nio.file.Path;
import java.util.Optional;
import javax.net.ssl.SSLContext;

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

  /**
   * What a server shows that has a certificate of its own.
   *
   * @throws dev.lifeboat.problem.ProblemException with {@code CONFIG_INVALID}, which names the file
   *     and never its content
   */
  public static SSLContext server(Path certificate, Path key) {
    return TlsFiles.context(
        new EngineTls(Optional.empty(), Optional.of(certificate), Optional.of(key)));
  }

  boolean isNone() {
    return authority.isEmpty() && certificate.isEmpty();
  }
}
