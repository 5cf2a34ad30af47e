package dev.lifeboat.repository.crypto;

import com.exceptionfactory.jagged.FileKey;
import com.exceptionfactory.jagged.RecipientStanza;
import com.exceptionfactory.jagged.RecipientStanzaReader;
import com.exceptionfactory.jagged.RecipientStanzaWriter;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.List;

/**
 * Writes the stanzas of all recipients, and keeps the key of the one file that they are for, so
 * that this file can be opened again without an identity.
 */
final class KeptFileKey implements RecipientStanzaWriter, RecipientStanzaReader {
  private final List<RecipientStanzaWriter> recipients;
  private byte[] key;

  KeptFileKey(List<RecipientStanzaWriter> recipients) {
    this(recipients, new byte[0]);
  }

  private KeptFileKey(List<RecipientStanzaWriter> recipients, byte[] key) {
    this.recipients = recipients;
    this.key = key;
  }

  /** One that was kept earlier. */
  static KeptFileKey of(byte[] key) {
    return new KeptFileKey(List.of(), key.clone());
  }

  /** A copy of the key, once the stanzas were written. */
  byte[] key() {
    return key.clone();
  }

  @Override
  public Iterable<RecipientStanza> getRecipientStanzas(FileKey fileKey)
      throws GeneralSecurityException {
    key = fileKey.getEncoded();
    List<RecipientStanza> stanzas = new ArrayList<>();
    for (RecipientStanzaWriter recipient : recipients) {
      recipient.getRecipientStanzas(fileKey).forEach(stanzas::add);
    }
    return stanzas;
  }

  /** A copy of the key, because jagged wipes what it gets. */
  @Override
  public FileKey getFileKey(Iterable<RecipientStanza> stanzas) {
    return new FileKey(key.clone());
  }
}
