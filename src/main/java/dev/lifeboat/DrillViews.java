package dev.lifeboat;

import dev.lifeboat.config.Encryption;
import dev.lifeboat.drill.Mutants;
import dev.lifeboat.repository.Catalogue;
import dev.lifeboat.repository.MemoryCatalogue;
import dev.lifeboat.repository.Repository;
import dev.lifeboat.repository.crypto.Identity;
import dev.lifeboat.repository.crypto.IdentitySource;
import dev.lifeboat.repository.crypto.ObjectCipher;
import dev.lifeboat.storage.Storage;
import java.util.List;
import java.util.Optional;

/**
 * Opens views of a repository for mutants.
 *
 * @param newest the newest backup that there is, which the host knows of
 */
record DrillViews(Wiring wiring, Optional<Catalogue.Newest> newest) implements Mutants.Opener {
  @Override
  public Repository open(Storage view) {
    return wiring.view(view, wiring.cipher(), catalogue());
  }

  @Override
  public Repository withWrongKey(Storage view) {
    Encryption.Age age = (Encryption.Age) wiring.config().encryption();
    ObjectCipher cipher =
        ObjectCipher.age(wiring.recipients(age), IdentitySource.of(List.of(Identity.generate())));
    return wiring.view(view, cipher, catalogue());
  }

  private Catalogue catalogue() {
    MemoryCatalogue known = new MemoryCatalogue();
    newest.ifPresent(known::remember);
    return known;
  }
}
