package dev.lifeboat.sandbox;

import java.nio.file.Path;

/**
 * What a server needs to speak TLS only.
 *
 * @param certificateAndKey a PEM file with the server's certificate and its private key, made out
 *     to 127.0.0.1
 * @param authority a PEM file with the certificate of the authority that signed it, and that signs
 *     those of clients
 * @param demanding true if clients must show a certificate, as mongod has it by default; then the
 *     server's own, with an RSA key in PKCS #8 form, is shown to set it up
 */
public record Tls(Path certificateAndKey, Path authority, boolean demanding) {
  /** For clients with and without a certificate. */
  public Tls(Path certificateAndKey, Path authority) {
    this(certificateAndKey, authority, false);
  }

  /** The same for clients with a certificate only. */
  public Tls demandingCertificates() {
    return new Tls(certificateAndKey, authority, true);
  }
}
