package dev.lifeboat;

import dev.lifeboat.io.TempFolder;
import dev.lifeboat.repository.Keys;
import dev.lifeboat.repository.MemoryCatalogue;
import dev.lifeboat.repository.Repository;
import dev.lifeboat.repository.crypto.Identity;
import dev.lifeboat.repository.crypto.ObjectCipher;
import dev.lifeboat.repository.crypto.SigningKey;
import dev.lifeboat.repository.crypto.TrustedSigners;
import dev.lifeboat.storage.local.LocalStorage;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * A repository for as long as it is open, where the system keeps temporary files. Its keys are in
 * memory only: what a killed process leaves of it, nobody can read.
 */
record TemporaryRepository(TempFolder folder, Repository repository) implements AutoCloseable {
  static TemporaryRepository create(InstantSource clock) {
    TempFolder folder = TempFolder.create("lifeboat-prove-");
    try {
      LocalStorage storage = new LocalStorage(folder.path());
      Repository.create(storage, UUID.randomUUID().toString(), clock.instant());
      Identity identity = Identity.generate();
      SigningKey signing = SigningKey.generate();
      Keys keys =
          new Keys(
              ObjectCipher.age(List.of(identity.recipient()), List.of(identity)),
              new TrustedSigners(List.of(signing.signer())),
              Optional.of(signing));
      return new TemporaryRepository(
          folder,
          Repository.open(storage, keys, id -> new MemoryCatalogue(), clock, new SecureRandom()));
    } catch (RuntimeException e) {
      folder.close();
      throw e;
    }
  }

  @Override
  public void close() {
    folder.close();
  }
}
