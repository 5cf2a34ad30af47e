package dev.lifeboat.config;

import java.nio.file.Path;
import java.util.Optional;

/**
 * Files for a TLS connection, all PEM. Naming any of them turns TLS on.
 *
 * @param caFile the authority that signed the server's certificate; else the JVM's own list
 * @param certificateFile the client's certificate and private key, in one file
 * @param certificatePassword the password of the private key
 */
public record Tls(
    Optional<Path> caFile, Optional<Path> certificateFile, Optional<Secret> certificatePassword) {
  public Tls {
    if (caFile.isEmpty() && certificateFile.isEmpty()) {
      throw new IllegalArgumentException("neither an authority nor a certificate");
    }
    if (certificateFile.isEmpty() && certificatePassword.isPresent()) {
      throw new IllegalArgumentException("a password without a certificate");
    }
  }
}
