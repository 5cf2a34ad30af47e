package dev.lifeboat.repository.crypto;

import dev.lifeboat.problem.ProblemException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.List;
import org.bouncycastle.crypto.digests.SHA256Digest;
import org.bouncycastle.crypto.generators.HKDFBytesGenerator;
import org.bouncycastle.crypto.params.Ed25519PrivateKeyParameters;
import org.bouncycastle.crypto.params.HKDFParameters;
import org.bouncycastle.crypto.params.X25519PrivateKeyParameters;
import org.bouncycastle.crypto.util.OpenSSHPrivateKeyUtil;
import org.bouncycastle.math.ec.rfc8032.Ed25519;

/** An Ed25519 key of OpenSSH that signs manifests. It never shows its secret as text. */
public final class SigningKey {
  private static final String WHAT = "signing key";
  private static final String BEGIN = "-----BEGIN OPENSSH PRIVATE KEY-----";
  private static final String END = "-----END OPENSSH PRIVATE KEY-----";

  private static final int MAGIC_LENGTH = "openssh-key-v1\0".length();

  private final Ed25519PrivateKeyParameters key;
  private final SignerKey signer;

  private SigningKey(Ed25519PrivateKeyParameters key) {
    this.key = key;
    this.signer = SignerKey.of(key.generatePublicKey());
  }

  /** A new key, from the system's secure random source. */
  public static SigningKey generate() {
    return new SigningKey(new Ed25519PrivateKeyParameters(new SecureRandom()));
  }

  /**
   * Reads an unencrypted private key file of OpenSSH.
   *
   * @throws ProblemException KEY_MISSING, KEY_DAMAGED, or FILE_MODE if others may read the file
   */
  public static SigningKey read(Path file) {
    String text = SecretFile.read(file, WHAT);
    byte[] blob;
    try {
      blob = Armor.read(BEGIN, text, END);
    } catch (IllegalArgumentException e) {
      throw SecretFile.damaged(file, WHAT, String.valueOf(e.getMessage()));
    }
    try {
      if (OpenSSHPrivateKeyUtil.parsePrivateKeyBlob(blob)
          instanceof Ed25519PrivateKeyParameters ed25519) {
        SigningKey key = new SigningKey(ed25519);
        // Nobody would trust what a damaged seed signs, so better to know now.
        if (Arrays.equals(statedPublicKey(blob), key.signer.blob())) {
          return key;
        }
        throw SecretFile.damaged(file, WHAT, "its two halves don't belong together");
      }
    } catch (ProblemException e) {
      throw e;
    } catch (RuntimeException e) {
      // Without the cause: a parser's message may repeat what it read.
      throw SecretFile.damaged(file, WHAT, "it is damaged or has a passphrase");
    } finally {
      Arrays.fill(blob, (byte) 0);
    }
    throw SecretFile.damaged(file, WHAT, "it is not an Ed25519 key");
  }

  /** The public key that stands, in clear, before the private one. */
  private static byte[] statedPublicKey(byte[] blob) {
    ByteBuffer fields = ByteBuffer.wrap(blob).position(MAGIC_LENGTH);
    SshBytes.read(fields); // cipher
    SshBytes.read(fields); // key derivation
    SshBytes.read(fields); // its options
    fields.getInt(); // number of keys: the parser has seen that it is one
    return SshBytes.read(fields);
  }

  /**
   * Creates a file that only its owner can read, in OpenSSH's form.
   *
   * @throws ProblemException FILE_EXISTS if there is a file already: none is overwritten
   */
  public void write(Path file) {
    try {
      SecretFile.create(file, Armor.write(BEGIN, OpenSSHPrivateKeyUtil.encodePrivateKey(key), END));
    } catch (IOException e) {
      throw new IllegalStateException("cannot encode a private key", e);
    }
  }

  /** The public key, for {@link TrustedSigners}. */
  public SignerKey signer() {
    return signer;
  }

  /** {@code ssh-ed25519 AAAA… lifeboat}: a line for a {@code .pub} file. */
  public String publicKey() {
    return signer + " lifeboat";
  }

  /** {@code SHA256:…}, as {@code ssh-keygen -l} prints it. */
  public String fingerprint() {
    return signer.fingerprint();
  }

  /**
   * Signs a message for the namespace {@code lifeboat}.
   *
   * @return the armored text that {@code ssh-keygen -Y verify} takes
   */
  public byte[] sign(byte[] message) {
    byte[] data = SshSignature.toSign(message);
    byte[] value = new byte[Ed25519PrivateKeyParameters.SIGNATURE_SIZE];
    key.sign(Ed25519.Algorithm.Ed25519, null, data, 0, data.length, value, 0);
    return new SshSignature(
            signer.blob(), SshSignature.NAMESPACE, SshSignature.HASH, SignerKey.TYPE, value)
        .armored();
  }

  /**
   * Seals what stays on this host, for whoever has this key: the secret is derived from it, so that
   * there is none to be kept besides.
   */
  public ObjectCipher hostCipher() {
    HKDFBytesGenerator derivation = new HKDFBytesGenerator(new SHA256Digest());
    derivation.init(
        new HKDFParameters(
            key.getEncoded(), null, "lifeboat host cipher 1".getBytes(StandardCharsets.US_ASCII)));
    byte[] secret = new byte[X25519PrivateKeyParameters.KEY_SIZE];
    derivation.generateBytes(secret, 0, secret.length);
    Identity identity = Identity.of(secret);
    return ObjectCipher.age(List.of(identity.recipient()), List.of(identity));
  }

  @Override
  public String toString() {
    return "signing key " + fingerprint();
  }
}
