package dev.lifeboat.config;

import java.nio.file.Path;
import java.util.Optional;

/**
 * How the daemon answers over HTTP.
 *
 * @param bind the address that it listens on
 * @param port the port
 * @param token lets in who shows it
 * @param login lets in who logs in as a person
 * @param tls answers over TLS
 */
public record HttpSettings(
    String bind,
    int port,
    Optional<GivenSecret> token,
    Optional<Login> login,
    Optional<Certified> tls) {
  public static final String DEFAULT_BIND = "127.0.0.1";
  public static final int DEFAULT_PORT = 8420;

  /** Basic authentication. */
  public record Login(String user, GivenSecret password) {}

  /**
   * What the server shows of itself, in PEM form.
   *
   * @param certificate its certificate, with those up to the authority
   * @param key the private key
   */
  public record Certified(Path certificate, Path key) {}

  public HttpSettings {
    if (token.isEmpty() && login.isEmpty()) {
      throw new IllegalArgumentException("nobody could be told from anybody");
    }
  }
}
