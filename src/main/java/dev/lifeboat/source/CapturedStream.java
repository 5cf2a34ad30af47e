package dev.lifeboat.source;

/** A stream that was written to its end. */
public interface CapturedStream {
  /** How many bytes were written. */
  long bytes();

  /**
   * The fingerprint of a stream of documents, {@link Fingerprint#EMPTY} for other shapes. Waits
   * until it is known, which doesn't depend on anything being written after it.
   */
  Fingerprint fingerprint();
}
