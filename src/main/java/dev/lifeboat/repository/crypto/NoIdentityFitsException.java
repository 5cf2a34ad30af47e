package dev.lifeboat.repository.crypto;

import java.security.GeneralSecurityException;

/** None of the identities at hand opens any of a file's stanzas. */
final class NoIdentityFitsException extends GeneralSecurityException {
  private static final long serialVersionUID = 1L;

  NoIdentityFitsException() {
    super("no identity fits");
  }
}
