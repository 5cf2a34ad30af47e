package dev.lifeboat.docker;

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
import java.util.Base64;
import java.util.Collection;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/** Makes a TLS context from PEM files. */
final class TlsFiles {
  private static final Pattern KEY =
      Pattern.compile("-----BEGIN PRIVATE KEY-----([A-Za-z0-9+/=\\s]+)-----END PRIVATE KEY-----");
  private static final Pattern CERTIFICATE =
      Pattern.compile("-----BEGIN CERTIFICATE-----.*?-----END CERTIFICATE-----", Pattern.DOTALL);
  private static final char[] NO_PASSWORD = {};

  private TlsFiles() {}

  /**
   * Reads them.
   *
   * @throws dev.lifeboat.problem.ProblemException with {@code CONFIG_INVALID}, which names the file
   *     and never its content
   */
  static SSLContext context(EngineTls files) {
    try {
      var trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      if (files.authority().isPresent()) {
        KeyStore store = empty();
        int number = 0;
        for (Certificate each : certificates(files.authority().get())) {
          store.setCertificateEntry("authority" + number++, each);
        }
        trust.init(store);
      } else {
        trust.init((KeyStore) null);
      }
      var own = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
      KeyStore store = empty();
      if (files.certificate().isPresent()) {
        store.setKeyEntry(
            "own",
            key(files.key().orElseThrow()),
            NO_PASSWORD,
            certificates(files.certificate().get()).toArray(Certificate[]::new));
      }
      own.init(store, NO_PASSWORD);
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(own.getKeyManagers(), trust.getTrustManagers(), null);
      return context;
    } catch (GeneralSecurityException | IOException e) {
      throw new IllegalStateException("this Java can't do TLS", e);
    }
  }

  private static KeyStore empty() throws GeneralSecurityException, IOException {
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(null, NO_PASSWORD);
    return store;
  }

  private static Collection<? extends Certificate> certificates(Path file) {
    try {
      // The key may be in the same file.
      String blocks =
          CERTIFICATE
              .matcher(Files.readString(file, StandardCharsets.ISO_8859_1))
              .results()
              .map(MatchResult::group)
              .collect(Collectors.joining("\n"));
      Collection<? extends Certificate> found =
          CertificateFactory.getInstance("X.509")
              .generateCertificates(
                  new ByteArrayInputStream(blocks.getBytes(StandardCharsets.ISO_8859_1)));
      if (!found.isEmpty()) {
        return found;
      }
    } catch (IOException e) {
      throw invalid(file, "can't be read").causedBy(e);
    } catch (GeneralSecurityException e) {
      throw invalid(file, "holds a damaged certificate").causedBy(e);
    }
    throw invalid(file, "holds no certificate in PEM form").exception();
  }

  private static PrivateKey key(Path file) {
    try {
      Matcher block = KEY.matcher(Files.readString(file, StandardCharsets.ISO_8859_1));
      if (block.find()) {
        var spec = new PKCS8EncodedKeySpec(Base64.getMimeDecoder().decode(block.group(1)));
        for (String algorithm : List.of("RSA", "EC", "Ed25519")) {
          try {
            return KeyFactory.getInstance(algorithm).generatePrivate(spec);
          } catch (GeneralSecurityException e) {
            // Of another kind, then.
          }
        }
      }
    } catch (IOException e) {
      throw invalid(file, "can't be read").causedBy(e);
    }
    throw invalid(
            file,
            "holds no private key in PKCS #8 form",
            "convert it: openssl pkcs8 -topk8 -nocrypt -in KEY -out NEW")
        .exception();
  }

  private static Problem invalid(Path file, String fact, String... hints) {
    return Problem.of(Code.CONFIG_INVALID, "the TLS file '" + file + "' " + fact, hints);
  }
}
