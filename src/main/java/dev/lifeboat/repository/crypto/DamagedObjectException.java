package dev.lifeboat.repository.crypto;

import org.jspecify.annotations.Nullable;

/** Sealed bytes that are cut off, altered or no age file at all. */
public final class DamagedObjectException extends Exception {
  private static final long serialVersionUID = 1L;

  /**
   * @param message the fact, in lower case and without the subject, which only the caller knows
   */
  DamagedObjectException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
