package dev.lifeboat.source.mongo;

import dev.lifeboat.process.Command;
import dev.lifeboat.sandbox.Tls;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Certificates that one authority signed, made by openssl. Needs it: skips the test where it isn't
 * installed, and fails it with {@code CI=true}.
 */
public record Certificates(Path folder) {
  private static final int VALID = 2;

  public static Certificates in(Path folder) {
    var made = new Certificates(folder);
    openssl("req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2")
        .with("-subj", "/CN=Authority", "-keyout", made.key("ca"), "-out", made.certificate("ca"))
        .output();
    return made;
  }

  /** A certificate of a server at 127.0.0.1. */
  Tls server() {
    return new Tls(
        signed("server", "/CN=127.0.0.1", "subjectAltName=IP:127.0.0.1", VALID), authority());
  }

  /**
   * A file with certificate and key of a server with these names.
   *
   * @param names as an extension has them, such as {@code DNS:localhost}
   */
  public Path server(String names) {
    return signed("named", "/CN=server", "subjectAltName=" + names, VALID);
  }

  /** What a server at 127.0.0.1 shows whose certificate has expired. */
  TlsFiles expiredServer() {
    return new TlsFiles(
        Optional.of(authority()),
        Optional.of(signed("expired", "/CN=127.0.0.1", "subjectAltName=IP:127.0.0.1", -1)));
  }

  /** What a client needs that shows a certificate with this subject, such as {@code /CN=app}. */
  TlsFiles client(String name, String subject) {
    return new TlsFiles(
        Optional.of(authority()),
        Optional.of(signed(name, subject, "extendedKeyUsage=clientAuth", VALID)));
  }

  /** What a client needs that has no certificate. */
  TlsFiles trustOnly() {
    return new TlsFiles(Optional.of(authority()), Optional.empty());
  }

  public Path authority() {
    return Path.of(certificate("ca"));
  }

  /** A file with a certificate and its key. */
  private Path signed(String name, String subject, String extension, int days) {
    Path request = folder.resolve(name + ".csr");
    Path both = folder.resolve(name + ".pem");
    openssl("req", "-newkey", "rsa:2048", "-nodes", "-subj", subject)
        .with("-keyout", key(name), "-out", request.toString())
        .output();
    try {
      Path extensions = Files.writeString(folder.resolve(name + ".ext"), extension + "\n");
      openssl("x509", "-req", "-days", String.valueOf(days))
          .with("-set_serial", String.valueOf(name.hashCode() & 0xffff))
          .with("-CA", certificate("ca"), "-CAkey", key("ca"))
          .with("-in", request.toString(), "-extfile", extensions.toString())
          .with("-out", certificate(name))
          .output();
      return Files.writeString(
          both,
          Files.readString(Path.of(certificate(name))) + Files.readString(Path.of(key(name))));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Command openssl(String... words) {
    return InstalledTools.tool("openssl").with(words);
  }

  private String key(String name) {
    return folder.resolve(name + ".key").toString();
  }

  private String certificate(String name) {
    return folder.resolve(name + ".crt").toString();
  }
}
