package dev.lifeboat.web;

import dev.lifeboat.config.GivenSecret;
import dev.lifeboat.config.HttpSettings;
import dev.lifeboat.config.Secret;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.Locale;
import java.util.Optional;

/** Tells who may come in. Compares in a time that says nothing of the secret. Safe for threads. */
final class Gate {
  static final String CHALLENGE = "Bearer realm=\"lifeboat\", Basic realm=\"lifeboat\"";

  private final Optional<byte[]> token;
  private final Optional<byte[]> login;

  private Gate(Optional<byte[]> token, Optional<byte[]> login) {
    this.token = token;
    this.login = login;
  }

  /**
   * Reads the secrets.
   *
   * @throws dev.lifeboat.problem.ProblemException CONFIG_INVALID or FILE_MODE
   */
  static Gate of(HttpSettings settings) {
    return new Gate(
        settings.token().map(GivenSecret::get).map(Secret::reveal).map(Gate::digest),
        settings
            .login()
            .map(person -> digest(person.user() + ":" + person.password().get().reveal())));
  }

  /** Whether a request with this header, {@code Authorization}, may see what is not for all. */
  boolean admits(Optional<String> header) {
    if (header.isEmpty()) {
      return false;
    }
    String[] words = header.get().strip().split(" +", 2);
    if (words.length < 2) {
      return false;
    }
    return switch (words[0].toLowerCase(Locale.ROOT)) {
      case "bearer" -> same(token, words[1].strip());
      case "basic" -> decoded(words[1].strip()).filter(text -> same(login, text)).isPresent();
      default -> false;
    };
  }

  /** Digests have one length, so that not even that of the secret shows. */
  private static boolean same(Optional<byte[]> expected, String given) {
    return expected.filter(digest -> MessageDigest.isEqual(digest, digest(given))).isPresent();
  }

  private static Optional<String> decoded(String text) {
    try {
      return Optional.of(new String(Base64.getDecoder().decode(text), StandardCharsets.UTF_8));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private static byte[] digest(String text) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
