package dev.lifeboat.repository.crypto;

import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/** What {@code age -p} writes: an age file with one scrypt stanza, binary or armored. */
final class PassphraseFile {
  private static final String BINARY = "age-encryption.org/v1\n";
  private static final String BEGIN = "-----BEGIN AGE ENCRYPTED FILE-----";
  private static final String END = "-----END AGE ENCRYPTED FILE-----";

  private PassphraseFile() {}

  /** Whether the bytes begin as such a file does. */
  static boolean is(byte[] content) {
    String text = new String(content, StandardCharsets.ISO_8859_1);
    return text.startsWith(BINARY) || text.stripLeading().startsWith(BEGIN);
  }

  /**
   * @throws NoIdentityFitsException if the passphrase is another one
   */
  static byte[] open(byte[] content, String passphrase)
      throws DamagedObjectException, NoIdentityFitsException {
    return AgeFile.parse(MemorySegment.ofArray(binary(content)), new ScryptStanza(passphrase))
        .open();
  }

  private static byte[] binary(byte[] content) throws DamagedObjectException {
    String text = new String(content, StandardCharsets.ISO_8859_1).strip();
    if (!text.startsWith(BEGIN)) {
      return content;
    }
    if (!text.endsWith(END)) {
      throw new DamagedObjectException("it is cut off", null);
    }
    String body = text.substring(BEGIN.length(), text.length() - END.length());
    try {
      return Base64.getDecoder().decode(body.replaceAll("[\r\n]", ""));
    } catch (IllegalArgumentException e) {
      throw new DamagedObjectException("it isn't Base64 between its first and last line", null);
    }
  }
}
