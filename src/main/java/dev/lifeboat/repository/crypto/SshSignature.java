package dev.lifeboat.repository.crypto;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;

/**
 * A signature in the form of {@code ssh-keygen -Y sign}, as OpenSSH's PROTOCOL.sshsig has it.
 *
 * @param signer the public key in the wire format of SSH
 * @param namespace what the signature is for
 * @param hash the hash that was signed, by name
 * @param type the signature's kind
 * @param value the signature itself
 */
@SuppressWarnings("ArrayRecordComponent") // lives for one check only, and is never compared
record SshSignature(byte[] signer, String namespace, String hash, String type, byte[] value) {
  static final String NAMESPACE = "lifeboat";
  static final String HASH = "sha512";
  private static final byte[] MAGIC = SshBytes.ascii("SSHSIG");
  private static final int VERSION = 1;
  private static final String BEGIN = "-----BEGIN SSH SIGNATURE-----";
  private static final String END = "-----END SSH SIGNATURE-----";

  /** The bytes that are really signed for a message. */
  static byte[] toSign(byte[] message) {
    try {
      return new SshBytes()
          .raw(MAGIC)
          .string(NAMESPACE)
          .string("")
          .string(HASH)
          .string(MessageDigest.getInstance("SHA-512").digest(message))
          .toArray();
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  byte[] armored() {
    byte[] blob =
        new SshBytes()
            .raw(MAGIC)
            .number(VERSION)
            .string(signer)
            .string(namespace)
            .string("")
            .string(hash)
            .string(new SshBytes().string(type).string(value).toArray())
            .toArray();
    return SshBytes.ascii(Armor.write(BEGIN, blob, END));
  }

  /**
   * Reads the armored form.
   *
   * @throws IllegalArgumentException with the fact, if it isn't one
   */
  static SshSignature parse(byte[] armored) {
    byte[] blob = Armor.read(BEGIN, new String(armored, StandardCharsets.ISO_8859_1), END);
    ByteBuffer fields = ByteBuffer.wrap(blob);
    try {
      byte[] magic = new byte[MAGIC.length];
      fields.get(magic);
      if (!Arrays.equals(magic, MAGIC)) {
        throw new IllegalArgumentException("it is not an SSH signature");
      }
      int version = fields.getInt();
      if (version != VERSION) {
        throw new IllegalArgumentException("its version is " + version + ", not 1");
      }
      byte[] signer = SshBytes.read(fields);
      String namespace = SshBytes.readText(fields);
      SshBytes.read(fields); // reserved
      String hash = SshBytes.readText(fields);
      ByteBuffer signature = ByteBuffer.wrap(SshBytes.read(fields));
      SshSignature parsed =
          new SshSignature(
              signer, namespace, hash, SshBytes.readText(signature), SshBytes.read(signature));
      if (fields.hasRemaining() || signature.hasRemaining()) {
        throw new IllegalArgumentException("it has surplus bytes");
      }
      return parsed;
    } catch (BufferUnderflowException e) {
      throw new IllegalArgumentException("it is cut off", e);
    }
  }
}
