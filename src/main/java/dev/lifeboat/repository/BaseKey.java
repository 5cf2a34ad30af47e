package dev.lifeboat.repository;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.lifeboat.source.Fingerprint;
import java.util.HexFormat;

/** What the shelf keeps, sealed, of a base whose object can be read cheaply. */
final class BaseKey {
  private final byte[] key;
  private final Fingerprint fingerprint;

  /**
   * @param key opens the object
   * @param fingerprint of its documents; the empty one if it isn't documents
   */
  BaseKey(byte[] key, Fingerprint fingerprint) {
    this.key = key.clone();
    this.fingerprint = fingerprint;
  }

  byte[] key() {
    return key.clone();
  }

  Fingerprint fingerprint() {
    return fingerprint;
  }

  byte[] print() {
    return String.join(
            " ",
            HexFormat.of().formatHex(key),
            fingerprint.sum(),
            String.valueOf(fingerprint.documents()),
            String.valueOf(fingerprint.bytes()))
        .getBytes(US_ASCII);
  }

  /**
   * Reads what {@link #print} gave.
   *
   * @throws IllegalArgumentException if it is something else
   */
  static BaseKey parse(byte[] printed) {
    String[] parts = new String(printed, US_ASCII).split(" ", -1);
    if (parts.length != 4) {
      throw new IllegalArgumentException("not the key of a base");
    }
    return new BaseKey(
        HexFormat.of().parseHex(parts[0]),
        new Fingerprint(parts[1], Long.parseLong(parts[2]), Long.parseLong(parts[3])));
  }
}
