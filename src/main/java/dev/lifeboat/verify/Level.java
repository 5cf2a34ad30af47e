package dev.lifeboat.verify;

/** How deep a verification goes. Each level includes those before it. */
public enum Level {
  /** Signature, chain, and the stored bytes of every object; needs no key. */
  STORED,
  /** Decrypts and decodes everything, and recomputes every fingerprint. */
  CONTENT
}
