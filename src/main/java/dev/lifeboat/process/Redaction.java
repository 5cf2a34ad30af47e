package dev.lifeboat.process;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Blots secrets out of text. */
final class Redaction {
  private final List<String> secrets;

  private Redaction(List<String> secrets) {
    this.secrets = secrets;
  }

  static Redaction none() {
    return new Redaction(List.of());
  }

  Redaction and(String secret) {
    if (secret.isEmpty()) {
      return this;
    }
    var all = new ArrayList<>(secrets);
    all.add(secret);
    // The longest first, or the rest of a secret that contains another one would stay.
    all.sort(Comparator.comparingInt(String::length).reversed());
    return new Redaction(List.copyOf(all));
  }

  String apply(String text) {
    var clean = text;
    for (var secret : secrets) {
      clean = clean.replace(secret, "***");
    }
    return clean;
  }
}
