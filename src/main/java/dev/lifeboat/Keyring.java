package dev.lifeboat;

import dev.lifeboat.cli.Conduct;
import dev.lifeboat.cli.KeyServices;
import dev.lifeboat.config.Config;
import dev.lifeboat.config.ConfigFiles;
import dev.lifeboat.config.Encryption;
import dev.lifeboat.config.IdentityPlaces;
import dev.lifeboat.config.TrustedSigner;
import dev.lifeboat.problem.ProblemException;
import dev.lifeboat.repository.Backups;
import dev.lifeboat.repository.Repository;
import dev.lifeboat.repository.crypto.Identity;
import dev.lifeboat.repository.crypto.IdentityText;
import dev.lifeboat.repository.crypto.ObjectCipher;
import dev.lifeboat.repository.crypto.Recipient;
import dev.lifeboat.repository.crypto.SignerKey;
import dev.lifeboat.repository.crypto.SigningKey;
import dev.lifeboat.repository.manifest.Manifest;
import dev.lifeboat.setup.ConnectReport;
import dev.lifeboat.setup.ConnectRequest;
import dev.lifeboat.setup.KeyChange;
import dev.lifeboat.setup.KeyChanges;
import dev.lifeboat.setup.KeyListing;
import dev.lifeboat.setup.KeyRotation;
import dev.lifeboat.setup.KitFacts;
import dev.lifeboat.setup.KitPage;
import dev.lifeboat.setup.RecoveryKit;
import dev.lifeboat.storage.StorageException;
import dev.lifeboat.verify.KeyTest;
import dev.lifeboat.verify.KeyTestReport;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** What is done with keys. */
record Keyring(ConfigFiles configs, Map<String, String> environment, InstantSource clock)
    implements KeyServices {
  @Override
  public KeyListing list(Conduct conduct) {
    Wiring wiring = wiring(conduct);
    Config config = wiring.config();
    List<KeyListing.Held> identities = identities(config.identities());
    Set<String> here = new LinkedHashSet<>();
    identities.forEach(held -> held.key().ifPresent(here::add));
    return new KeyListing(
        config.encryption() instanceof Encryption.Age,
        recipients(config).stream()
            .map(key -> new KeyListing.Holder(key, here.contains(key)))
            .toList(),
        identities,
        config
            .signingKey()
            .filter(Files::exists)
            .map(
                file ->
                    new KeyListing.Held(
                        file.toString(),
                        Optional.of(file),
                        Optional.of(SigningKey.read(file).fingerprint()))),
        signers(config).stream().map(SignerKey::fingerprint).toList(),
        looked(conduct, wiring, repository -> sets(config, repository)));
  }

  @Override
  public KeyChange add(Conduct conduct, String recipient) {
    return changed(conduct, recipient, changes(conduct).add(recipient));
  }

  @Override
  public KeyChange remove(Conduct conduct, String recipient) {
    return changed(conduct, recipient, changes(conduct).remove(recipient));
  }

  @Override
  public KeyRotation rotate(Conduct conduct, Optional<Path> file) {
    Config before = wiring(conduct).config();
    List<Identity> own = loader(conduct).source(before.identities()).identities();
    KeyChanges.Rotated rotated = changes(conduct).rotate(own, file);
    List<Identity> all = new ArrayList<>(List.of(rotated.identity()));
    all.addAll(own);
    Wiring wiring = wiring(conduct);
    return new KeyRotation(
        changed(conduct, rotated.identity().recipient().publicKey(), rotated.config()),
        rotated.replaced(),
        rotated.file(),
        looked(conduct, wiring, repository -> kit(wiring.config(), repository, all)));
  }

  @Override
  public KeyTestReport test(Conduct conduct, String backup, Optional<Path> identity) {
    Wiring wiring = wiring(conduct);
    // Somebody who names a file means that one, so it has to be there.
    Wiring chosen =
        identity
            .map(IdentityPlaces::of)
            .map(places -> wiring.with(wiring.config().with(places)))
            .orElse(wiring);
    identity.ifPresent(loader(conduct)::requireThere);
    Repository repository = chosen.repository();
    Manifest manifest = Backups.expectingTheNewest(repository).select(backup).trusted();
    return new KeyTest(repository, clock, conduct.progress()).run(manifest);
  }

  @Override
  public ConnectReport connect(Conduct conduct, ConnectRequest request) {
    return new Connection(configs, environment, clock).connect(conduct, request);
  }

  @Override
  public RecoveryKit kit(Conduct conduct) {
    Wiring wiring = wiring(conduct);
    List<Identity> own = loader(conduct).source(wiring.config().identities()).identities();
    return kit(wiring.config(), wiring.repository(), own);
  }

  private RecoveryKit kit(Config config, Repository repository, List<Identity> own) {
    Set<String> today = Set.copyOf(recipients(config));
    List<Identity> sorted =
        own.stream()
            .sorted(
                (a, b) ->
                    Boolean.compare(
                        today.contains(b.recipient().publicKey()),
                        today.contains(a.recipient().publicKey())))
            .toList();
    return KitPage.write(
        new KitFacts(
            config.stack().value(),
            repository.location(),
            repository.id(),
            config.encryption() instanceof Encryption.Age,
            sorted,
            signers(config),
            clock.instant()));
  }

  /** What backups in a repository are for. */
  private static KeyListing.Sets sets(Config config, Repository repository) {
    String now =
        switch (config.encryption()) {
          case Encryption.None _ -> ObjectCipher.none().recipientsId();
          case Encryption.Age _ ->
              ObjectCipher.age(recipients(config).stream().map(Recipient::new).toList(), List.of())
                  .recipientsId();
        };
    List<Manifest> manifests =
        repository.backups().stream().flatMap(entry -> entry.manifest().stream()).toList();
    int today = (int) manifests.stream().filter(m -> m.recipients().equals(now)).count();
    return new KeyListing.Sets(today, manifests.size() - today);
  }

  private KeyChange changed(Conduct conduct, String key, Config now) {
    List<String> recipients = recipients(now);
    boolean opens =
        identities(now.identities()).stream()
            .anyMatch(held -> held.key().filter(recipients::contains).isPresent());
    return new KeyChange(
        now.file(),
        key,
        recipients,
        opens,
        looked(conduct, wiring(conduct), repository -> repository.backups().size()));
  }

  /** Keys are of use without the repository too: one that can't be looked at is no failure. */
  private static <T> Optional<T> looked(
      Conduct conduct, Wiring wiring, Function<Repository, T> look) {
    try {
      return Optional.of(look.apply(wiring.repository()));
    } catch (ProblemException | StorageException e) {
      conduct.progress().warn("the repository was not looked at: " + e.getMessage());
      return Optional.empty();
    }
  }

  private static List<KeyListing.Held> identities(IdentityPlaces places) {
    List<KeyListing.Held> held = new ArrayList<>();
    for (Path file : places.ownFiles()) {
      if (!Files.exists(file)) {
        continue;
      }
      IdentityText text = IdentityText.in(file);
      if (text.sealed()) {
        held.add(
            new KeyListing.Held(file + ", with a passphrase", Optional.of(file), Optional.empty()));
      } else {
        text.open()
            .forEach(
                identity ->
                    held.add(
                        new KeyListing.Held(
                            file.toString(),
                            Optional.of(file),
                            Optional.of(identity.recipient().publicKey()))));
      }
    }
    if (places.files().contains(IdentityPlaces.STANDARD_INPUT)) {
      held.add(new KeyListing.Held("standard input", Optional.empty(), Optional.empty()));
    }
    places
        .command()
        .ifPresent(
            line ->
                held.add(
                    new KeyListing.Held("a command: " + line, Optional.empty(), Optional.empty())));
    return held;
  }

  private static List<String> recipients(Config config) {
    return config.encryption() instanceof Encryption.Age age
        ? age.recipients().stream().map(key -> key.value()).toList()
        : List.of();
  }

  private static List<SignerKey> signers(Config config) {
    Set<SignerKey> signers = new LinkedHashSet<>();
    config
        .signingKey()
        .filter(Files::exists)
        .ifPresent(file -> signers.add(SigningKey.read(file).signer()));
    config.trustedSigners().stream()
        .map(TrustedSigner::value)
        .map(SignerKey::parse)
        .forEach(signers::add);
    return List.copyOf(signers);
  }

  private KeyChanges changes(Conduct conduct) {
    return new KeyChanges(configs, conduct.config(), clock);
  }

  private Wiring wiring(Conduct conduct) {
    return new Wiring(configs.read(Optional.of(conduct.config())), clock, loader(conduct));
  }

  private IdentityLoader loader(Conduct conduct) {
    return new IdentityLoader(conduct.secrets(), environment);
  }
}
