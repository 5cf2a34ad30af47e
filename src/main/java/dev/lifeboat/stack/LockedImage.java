package dev.lifeboat.stack;

import java.util.Optional;

/**
 * Which image a service ran.
 *
 * @param service the service's name
 * @param image what the service asked for, such as {@code mongo:7.0}
 * @param digest the image's digest in its registry; a locally built image has none
 * @param id the image's id on the engine
 */
public record LockedImage(String service, String image, Optional<String> digest, String id) {
  private static final int SHOWN = 12;

  /** True if it is the same image: by id, or by digest where both have one. */
  public boolean isSame(LockedImage other) {
    return id.equals(other.id) || (digest.isPresent() && digest.equals(other.digest));
  }

  /** The digest's or else the id's first digits, for people. */
  public String shown() {
    return digits(digest.orElse(id));
  }

  /** The first digits of a digest or an id, for people. */
  public static String digits(String digest) {
    String whole = digest.replaceFirst("^.*sha256:", "");
    return whole.substring(0, Math.min(SHOWN, whole.length()));
  }
}
