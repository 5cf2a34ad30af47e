package dev.lifeboat;

import dev.lifeboat.config.Config;
import dev.lifeboat.config.ConfigFiles;
import dev.lifeboat.config.Encryption;
import dev.lifeboat.config.IdentityPlaces;
import dev.lifeboat.config.RepositoryLocation;
import dev.lifeboat.config.TrustedSigner;
import dev.lifeboat.problem.ProblemException;
import dev.lifeboat.repository.crypto.SignerKey;
import java.nio.file.Path;
import java.util.Optional;

/**
 * What this host's own configuration says for a repository that is named on the command line:
 * nothing in the repository can add to it.
 *
 * @param config empty on a host without one, or where it can't be read
 */
record Home(Optional<Config> config) {
  static Home of(ConfigFiles configs, Path file) {
    try {
      return new Home(Optional.of(configs.read(Optional.of(file))));
    } catch (ProblemException e) {
      // It isn't needed: a recovery begins without one.
      return new Home(Optional.empty());
    }
  }

  Encryption encryption() {
    return config.map(Config::encryption).orElseGet(Encryption.None::new);
  }

  IdentityPlaces identities() {
    return config.map(Config::identities).orElse(IdentityPlaces.NONE);
  }

  /** Whether it is where this host makes its backups. */
  boolean isAt(RepositoryLocation place) {
    return config.filter(own -> own.repository().toString().equals(place.toString())).isPresent();
  }

  /** Whether it trusts the key with this fingerprint. */
  boolean vouchesFor(String fingerprint) {
    return config.stream()
        .flatMap(own -> own.trustedSigners().stream())
        .map(TrustedSigner::value)
        .anyMatch(key -> SignerKey.parse(key).fingerprint().equals(fingerprint));
  }
}
