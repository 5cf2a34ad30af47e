package dev.lifeboat.verify;

/** How deep a verification goes. Each level includes those before it. */
public enum Level {
  /** Signature, chain, and the stored bytes of every object; needs no key. */
  STORED,
  /** Decrypts and decodes everything, and recomputes every fingerprint. */
  CONTENT,
  /** Restores all of it into a throw-away server, and reads it back from there. */
  RESTORE
}
