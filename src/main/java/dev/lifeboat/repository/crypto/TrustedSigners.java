package dev.lifeboat.repository.crypto;

import dev.lifeboat.repository.manifest.Digest;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.bouncycastle.math.ec.rfc8032.Ed25519;

/** Whose signatures count. The list comes from the host's configuration. */
public final class TrustedSigners {
  private final Map<String, SignerKey> byFingerprint = new LinkedHashMap<>();
  private final Predicate<String> named;

  public TrustedSigners(List<SignerKey> signers) {
    this(signers, fingerprint -> false);
  }

  /**
   * Trusts keys by their fingerprints; the keys themselves are in the signatures.
   *
   * @param fingerprints each {@code SHA256:…}
   */
  public static TrustedSigners withFingerprints(Collection<String> fingerprints) {
    return new TrustedSigners(List.of(), Set.copyOf(fingerprints)::contains);
  }

  /**
   * Trusts one key by its fingerprint; the key itself is in each signature.
   *
   * @param fingerprint {@code SHA256:…}
   */
  public static TrustedSigners withFingerprint(String fingerprint) {
    return new TrustedSigners(List.of(), fingerprint::equals);
  }

  /**
   * Trusts whatever key a signature was made with. What is signed is then known to be unchanged
   * since, and nothing is known of who signed it: a person has to judge the fingerprint.
   */
  public static TrustedSigners whoever() {
    return new TrustedSigners(List.of(), fingerprint -> true);
  }

  private TrustedSigners(List<SignerKey> signers, Predicate<String> named) {
    this.named = named;
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

  /**
   * Stands for exactly these signers, for who remembers what they signed; empty if nobody chose
   * them one by one.
   */
  public Optional<String> id() {
    return byFingerprint.isEmpty()
        ? Optional.empty()
        : Optional.of(
            Digest.of(
                    String.join("\n", new TreeSet<>(byFingerprint.keySet()))
                        .getBytes(StandardCharsets.UTF_8))
                .hex()
                .substring(0, 16));
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
    if (signer == null && named.test(fingerprint)) {
      try {
        signer = SignerKey.ofBlob(parsed.signer());
      } catch (IllegalArgumentException e) {
        return new Verdict.Malformed(String.valueOf(e.getMessage()));
      }
    }
    return signer == null ? new Verdict.UnknownSigner(fingerprint) : check(message, parsed, signer);
  }

  /** The fingerprint of the key that a signature names; empty if it is no signature. */
  public static Optional<String> signer(byte[] signature) {
    try {
      return Optional.of(SignerKey.fingerprint(SshSignature.parse(signature).signer()));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
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
