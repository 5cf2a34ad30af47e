package dev.lifeboat.source.mongo;

import dev.lifeboat.problem.Code;
import dev.lifeboat.problem.Problem;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/** Makes a TLS context from PEM files, which Java can't read by itself. */
final class TlsContext {
  private static final Pattern BLOCK =
      Pattern.compile("-----BEGIN ([A-Z0-9 ]+)-----([A-Za-z0-9+/=\\s]+)-----END \\1-----");
  private static final String KEY = "PRIVATE KEY";
  private static final char[] NO_PASSWORD = {};

  private TlsContext() {}

  /**
   * @throws dev.lifeboat.problem.ProblemException with {@code CONFIG_INVALID}, which names the file
   *     and never its content
   */
  static SSLContext of(TlsFiles files) {
    try {
      var context = SSLContext.getInstance("TLS");
      var trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      var own = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
      if (files.authority().isPresent()) {
        trust.init(authorities(files.authority().get()));
      } else {
        trust.init((KeyStore) null);
      }
      if (files.certificateAndKey().isPresent()) {
        own.init(identity(files.certificateAndKey().get()), NO_PASSWORD);
      } else {
        own.init(empty(), NO_PASSWORD);
      }
      context.init(own.getKeyManagers(), trust.getTrustManagers(), null);
      return context;
    } catch (GeneralSecurityException | IOException e) {
      throw new IllegalStateException("this Java can't do TLS", e);
    }
  }

  private static KeyStore authorities(Path file) throws GeneralSecurityException, IOException {
    KeyStore store = empty();
    List<Certificate> certificates = certificates(file, read(file));
    for (int i = 0; i < certificates.size(); i++) {
      store.setCertificateEntry("authority" + i, certificates.get(i));
    }
    return store;
  }

  private static KeyStore identity(Path file) throws GeneralSecurityException, IOException {
    String text = read(file);
    KeyStore store = empty();
    store.setKeyEntry(
        "own", key(file, text), NO_PASSWORD, certificates(file, text).toArray(Certificate[]::new));
    return store;
  }

  private static List<Certificate> certificates(Path file, String text) {
    List<Certificate> certificates = new ArrayList<>();
    Matcher blocks = BLOCK.matcher(text);
    try {
      while (blocks.find()) {
        if (blocks.group(1).equals("CERTIFICATE")) {
          certificates.add(
              CertificateFactory.getInstance("X.509")
                  .generateCertificate(new ByteArrayInputStream(bytes(blocks))));
        }
      }
    } catch (GeneralSecurityException | IllegalArgumentException e) {
      throw invalid(file, "holds a damaged certificate").causedBy(e);
    }
    if (certificates.isEmpty()) {
      throw invalid(file, "holds no certificate in PEM form").exception();
    }
    return certificates;
  }

  private static PrivateKey key(Path file, String text) {
    Matcher blocks = BLOCK.matcher(text);
    while (blocks.find()) {
      if (blocks.group(1).equals(KEY)) {
        for (String algorithm : List.of("RSA", "EC", "Ed25519")) {
          try {
            return KeyFactory.getInstance(algorithm)
                .generatePrivate(new PKCS8EncodedKeySpec(bytes(blocks)));
          } catch (GeneralSecurityException | IllegalArgumentException e) {
            // Of another kind, then.
          }
        }
      }
    }
    throw Problem.of(
            Code.CONFIG_INVALID,
            "the TLS file '" + file + "' holds no private key in PKCS #8 form without password",
            "convert it: openssl pkcs8 -topk8 -nocrypt -in KEY -out NEW, then put certificate and"
                + " key into one file")
        .exception();
  }

  private static byte[] bytes(Matcher block) {
    return Base64.getMimeDecoder().decode(block.group(2));
  }

  private static String read(Path file) {
    try {
      return Files.readString(file, StandardCharsets.ISO_8859_1);
    } catch (IOException e) {
      throw invalid(file, "can't be read").causedBy(e);
    }
  }

  private static KeyStore empty() throws GeneralSecurityException, IOException {
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(null, NO_PASSWORD);
    return store;
  }

  private static Problem invalid(Path file, String fact) {
    return Problem.of(Code.CONFIG_INVALID, "the TLS file '" + file + "' " + fact);
  }
}
