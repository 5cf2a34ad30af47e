package dev.lifeboat.repository.crypto;

/** What a signature is worth. Only {@link Valid} means that a trusted signer signed the message. */
public sealed interface Verdict {
  /**
   * The signature counts.
   *
   * @param signer the trusted key that signed exactly this message
   */
  record Valid(SignerKey signer) implements Verdict {}

  /** There is no signature. */
  record Unsigned() implements Verdict {}

  /**
   * Signed by somebody who is not trusted here.
   *
   * @param fingerprint the key that the signature names, of which nothing was checked
   */
  record UnknownSigner(String fingerprint) implements Verdict {}

  /**
   * Names a trusted key, which didn't sign this message.
   *
   * @param reason the fact, in lower case
   */
  record Forged(String reason) implements Verdict {}

  /**
   * It is no signature.
   *
   * @param reason why, in lower case
   */
  record Malformed(String reason) implements Verdict {}
}
