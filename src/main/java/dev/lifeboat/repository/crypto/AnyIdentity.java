package dev.lifeboat.repository.crypto;

import com.exceptionfactory.jagged.FileKey;
import com.exceptionfactory.jagged.RecipientStanza;
import com.exceptionfactory.jagged.RecipientStanzaReader;
import com.exceptionfactory.jagged.UnsupportedRecipientStanzaException;
import java.security.GeneralSecurityException;
import java.util.List;

/** Tries one identity after the other. */
record AnyIdentity(List<RecipientStanzaReader> identities) implements RecipientStanzaReader {
  @Override
  public FileKey getFileKey(Iterable<RecipientStanza> stanzas) throws GeneralSecurityException {
    NoIdentityFitsException noneFits = new NoIdentityFitsException();
    for (RecipientStanzaReader identity : identities) {
      try {
        return identity.getFileKey(stanzas);
      } catch (UnsupportedRecipientStanzaException e) {
        noneFits.addSuppressed(e);
      }
    }
    throw noneFits;
  }
}
