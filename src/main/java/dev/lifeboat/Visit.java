package dev.lifeboat;

import dev.lifeboat.cli.Elsewhere;
import dev.lifeboat.config.ConfigFiles;
import dev.lifeboat.config.GivenUri;
import dev.lifeboat.repository.BackupEntry;
import dev.lifeboat.repository.Repository;
import dev.lifeboat.repository.manifest.Manifest;
import dev.lifeboat.stack.StackName;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Looks at a repository that is named on the command line, such as before a restore on a host that
 * has no configuration.
 *
 * @param own what this host's configuration says for it
 * @param warn takes what people shall know of whom the backups are by
 */
record Visit(
    ConfigFiles configs,
    IdentityLoader identities,
    Home own,
    Elsewhere elsewhere,
    InstantSource clock,
    Consumer<String> warn) {
  /** Nothing of it is ever connected to. */
  private static final String NO_SERVER = "mongodb://localhost/";

  Wiring wiring() {
    Wiring any = wiring(new StackName("any"));
    Repository repository = any.repository();
    List<BackupEntry> backups = repository.backups();
    if (elsewhere.signers().isEmpty() && elsewhere.trustSigner().isEmpty()) {
      backups.stream()
          .flatMap(backup -> repository.signer(backup.id()).stream())
          .distinct()
          .filter(key -> !own.vouchesFor(key))
          .forEach(
              key ->
                  warn.accept(
                      "backups here were signed by %s, and nobody vouches for that key: compare it"
                              .formatted(key)
                          + " with the recovery kit, then name it with --trust-signer"));
    }
    repository.behind(backups).ifPresent(warn);
    // Which stack's backups they are, they say themselves.
    return backups.reversed().stream()
        .map(BackupEntry::manifest)
        .flatMap(Optional::stream)
        .findFirst()
        .map(Manifest::stack)
        .map(StackName::new)
        .map(this::wiring)
        .orElse(any);
  }

  private Wiring wiring(StackName stack) {
    return Place.bare(
            configs, identities, own, elsewhere, GivenUri.of(NO_SERVER, Map.of()), stack, clock)
        .trusting(Place.signers(elsewhere));
  }
}
