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
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.crypto.Cipher;
import javax.crypto.EncryptedPrivateKeyInfo;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/** Makes a TLS context from PEM files, which Java can't read by itself. */
final class TlsContext {
  private static final Pattern BLOCK =
      Pattern.compile("-----BEGIN ([A-Z0-9 ]+)-----([A-Za-z0-9+/=\\s]+)-----END \\1-----");
  private static final String KEY = "PRIVATE KEY";
  private static final String ENCRYPTED_KEY = "ENCRYPTED PRIVATE KEY";
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
        own.init(identity(files.certificateAndKey().get(), files.password()), NO_PASSWORD);
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

  private static KeyStore identity(Path file, Optional<String> password)
      throws GeneralSecurityException, IOException {
    String text = read(file);
    KeyStore store = empty();
    store.setKeyEntry(
        "own",
        key(file, text, password),
        NO_PASSWORD,
        certificates(file, text).toArray(Certificate[]::new));
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

  private static PrivateKey key(Path file, String text, Optional<String> password) {
    Matcher blocks = BLOCK.matcher(text);
    while (blocks.find()) {
      Optional<PKCS8EncodedKeySpec> spec = spec(file, blocks, password);
      if (spec.isPresent()) {
        for (String algorithm : List.of("RSA", "EC", "Ed25519")) {
          try {
            return KeyFactory.getInstance(algorithm).generatePrivate(spec.get());
          } catch (GeneralSecurityException e) {
            // Of another kind, then.
          }
        }
      }
    }
    throw Problem.of(
            Code.CONFIG_INVALID,
            "the TLS file '" + file + "' holds no private key in PKCS #8 form that can be used",
            "convert it: openssl pkcs8 -topk8 -nocrypt -in KEY -out NEW, then put certificate and"
                + " key into one file",
            "if it is encrypted, set 'mongo.tls.certificate-password'")
        .exception();
  }

  /** The key of a block, if it is one; an encrypted one needs the password. */
  private static Optional<PKCS8EncodedKeySpec> spec(
      Path file, Matcher block, Optional<String> password) {
    try {
      if (block.group(1).equals(KEY)) {
        return Optional.of(new PKCS8EncodedKeySpec(bytes(block)));
      }
      return block.group(1).equals(ENCRYPTED_KEY) && password.isPresent()
          ? Optional.of(decrypted(bytes(block), password.get()))
          : Optional.empty();
    } catch (GeneralSecurityException | IOException | IllegalArgumentException e) {
      // Without the cause, which may know something of the key.
      throw invalid(file, "holds a key that can't be decrypted: is the password right?")
          .exception();
    }
  }

  private static PKCS8EncodedKeySpec decrypted(byte[] encrypted, String password)
      throws GeneralSecurityException, IOException {
    var info = new EncryptedPrivateKeyInfo(encrypted);
    // For PBES2 the parameters' text form is the name under which Java has the cipher.
    String algorithm = String.valueOf(info.getAlgParameters());
    var key =
        SecretKeyFactory.getInstance(algorithm)
            .generateSecret(new PBEKeySpec(password.toCharArray()));
    var cipher = Cipher.getInstance(algorithm);
    cipher.init(Cipher.DECRYPT_MODE, key, info.getAlgParameters());
    return info.getKeySpec(cipher);
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
