package dev.lifeboat.source;

/** What a stream's bytes are, as far as cutting and fingerprinting them need to know. */
public enum StreamShape {
  /** Raw BSON documents, one after the other. */
  DOCUMENTS,
  /** Anything else. */
  BYTES
}
