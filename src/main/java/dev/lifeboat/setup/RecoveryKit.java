package dev.lifeboat.setup;

/**
 * What a person needs when the host is gone, as a page of text: the identity, the signer's
 * fingerprint, where the repository is, and what to do.
 *
 * @param text the page; it holds a secret
 * @param code the same as an identity file, short enough for a QR code; it holds a secret
 */
public record RecoveryKit(String text, String code) {
  @Override
  public String toString() {
    return "***";
  }
}
