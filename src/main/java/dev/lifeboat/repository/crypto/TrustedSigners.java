package dev.lifeboat.repository.crypto;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.bouncycastle.math.ec.rfc8032.Ed25519;

/** Whose signatures count. The list comes from the host's configuration. */
public final class TrustedSigners {
  private final Map<String, SignerKey> byFingerprint = new LinkedHashMap<>();

  public TrustedSigners(List<SignerKey> signers) {
    signers.forEach(signer -> byFingerprint.put(signer.fingerprint(), signer));
  }

  /**
   * Reads lines of the form {@code ssh-ed25519 AAAA… comment}.
   *
   * @throws IllegalArgumentException if one isn't of that form; the message is for people
   */
  public static TrustedSigners of(List<String> publicKeys) {
    return new TrustedSigners(publicKeys.stream().map(SignerKey::parse).toList());
  }

  /** Judges a message's signature, which may be hostile. */
  public Verdict check(byte[] message, Optional<byte[]> signature) {
    if (signature.isEmpty()) {
      return new Verdict.Unsigned();
    }
    SshSignature parsed;
    try {
      parsed = SshSignature.parse(signature.get());
    } catch (IllegalArgumentException e) {
      return new Verdict.Malformed(String.valueOf(e.getMessage()));
    }
    String fingerprint = SignerKey.fingerprint(parsed.signer());
    SignerKey signer = byFingerprint.get(fingerprint);
    return signer == null ? new Verdict.UnknownSigner(fingerprint) : check(message, parsed, signer);
  }

  private static Verdict check(byte[] message, SshSignature signature, SignerKey signer) {
    if (!signature.type().equals(SignerKey.TYPE)
        || signature.value().length != Ed25519.SIGNATURE_SIZE) {
      return new Verdict.Malformed("it is not an Ed25519 signature");
    }
    if (!signature.hash().equals(SshSignature.HASH)) {
      return new Verdict.Malformed("it signs a hash other than " + SshSignature.HASH);
    }
    if (!signature.namespace().equals(SshSignature.NAMESPACE)) {
      return new Verdict.Forged("it was made for something other than Lifeboat");
    }
    byte[] data = SshSignature.toSign(message);
    boolean valid =
        signer
            .publicKey()
            .verify(Ed25519.Algorithm.Ed25519, null, data, 0, data.length, signature.value(), 0);
    return valid
        ? new Verdict.Valid(signer)
        : new Verdict.Forged("the signed content was changed, or the signature was");
  }
}
