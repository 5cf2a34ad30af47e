package dev.lifeboat.repository.zstd;

/** Bytes that are not one whole, intact zstd frame of the expected size. */
public final class DamagedFrameException extends Exception {
  private static final long serialVersionUID = 1L;

  /**
   * @param message the fact, in lower case and without the subject, which only the caller knows
   */
  DamagedFrameException(String message) {
    super(message);
  }
}
