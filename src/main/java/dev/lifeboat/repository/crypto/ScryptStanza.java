package dev.lifeboat.repository.crypto;

import com.exceptionfactory.jagged.FileKey;
import com.exceptionfactory.jagged.RecipientStanza;
import com.exceptionfactory.jagged.RecipientStanzaReader;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Iterator;
import java.util.List;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/** Opens the only stanza of a file that is protected by a passphrase. */
record ScryptStanza(String passphrase) implements RecipientStanzaReader {
  private static final String TYPE = "scrypt";
  private static final String LABEL = "age-encryption.org/v1/scrypt";

  /** As age: 1 GiB would be 20, and a file that asks for more is meant to harm. */
  private static final int MOST_WORK = 20;

  private static final int SALT = 16;

  @Override
  public FileKey getFileKey(Iterable<RecipientStanza> stanzas) throws GeneralSecurityException {
    Iterator<RecipientStanza> all = stanzas.iterator();
    RecipientStanza only = all.next();
    List<String> arguments = new ArrayList<>();
    only.getArguments().forEach(arguments::add);
    if (!only.getType().equals(TYPE) || arguments.size() != 2 || all.hasNext()) {
      throw new GeneralSecurityException("it is encrypted, but not with a passphrase alone");
    }
    byte[] salt = Base64.getDecoder().decode(arguments.get(0));
    int work = Integer.parseInt(arguments.get(1));
    if (salt.length != SALT || work < 1 || work > MOST_WORK) {
      throw new GeneralSecurityException("it asks for an unusual amount of work");
    }
    byte[] label = LABEL.getBytes(StandardCharsets.US_ASCII);
    byte[] seed = new byte[label.length + SALT];
    System.arraycopy(label, 0, seed, 0, label.length);
    System.arraycopy(salt, 0, seed, label.length, SALT);
    byte[] key = Scrypt.derive(passphrase, seed, work);
    try {
      Cipher cipher = Cipher.getInstance("ChaCha20-Poly1305");
      cipher.init(
          Cipher.DECRYPT_MODE,
          new SecretKeySpec(key, "ChaCha20"),
          new IvParameterSpec(new byte[12]));
      return new FileKey(cipher.doFinal(only.getBody()));
    } catch (AEADBadTagException e) {
      NoIdentityFitsException other = new NoIdentityFitsException();
      other.addSuppressed(e);
      throw other;
    }
  }

  @Override
  public String toString() {
    return "***";
  }
}
