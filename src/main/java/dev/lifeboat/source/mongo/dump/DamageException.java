package dev.lifeboat.source.mongo.dump;

import java.io.IOException;

/** Bytes that can't be had, because a compressed or encrypted file is damaged. In words. */
final class DamageException extends IOException {
  private static final long serialVersionUID = 1L;

  DamageException(String what) {
    super(what);
  }

  DamageException(String what, Throwable cause) {
    super(what, cause);
  }

  String what() {
    return String.valueOf(getMessage());
  }
}
