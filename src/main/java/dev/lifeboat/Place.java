package dev.lifeboat;

import dev.lifeboat.cli.Elsewhere;
import dev.lifeboat.cli.Named;
import dev.lifeboat.cli.RestoreChoice;
import dev.lifeboat.config.Config;
import dev.lifeboat.config.ConfigFiles;
import dev.lifeboat.config.Encryption;
import dev.lifeboat.config.GivenUri;
import dev.lifeboat.config.IdentityPlaces;
import dev.lifeboat.config.MongoSettings;
import dev.lifeboat.config.MongoUri;
import dev.lifeboat.config.Recipient;
import dev.lifeboat.config.RepositoryLocation;
import dev.lifeboat.problem.Code;
import dev.lifeboat.problem.Problem;
import dev.lifeboat.repository.BackupEntry;
import dev.lifeboat.repository.Backups;
import dev.lifeboat.repository.Repository;
import dev.lifeboat.repository.crypto.TrustedSigners;
import dev.lifeboat.source.CapturedStreams;
import dev.lifeboat.stack.StackName;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * What a restore reads and where it writes: as the configuration has it, with another server, or
 * with no configuration at all.
 *
 * @param wiring what is built
 * @param repository where the backup is
 * @param backup which one
 * @param passedOver which suspicious backups the choice passed over, and that the place is behind,
 *     in words
 * @param stranger the fingerprint of the key that signed it, if nobody vouches for that key
 * @param rolling how it is rolled forward, if it is
 */
record Place(
    Wiring wiring,
    Repository repository,
    BackupEntry backup,
    List<String> passedOver,
    Optional<String> stranger,
    Optional<Rolling> rolling) {
  /** Finds the backup that is chosen, and where it goes. */
  static Place of(
      ConfigFiles configs,
      IdentityLoader identities,
      Path configFile,
      RestoreChoice choice,
      InstantSource clock) {
    Elsewhere elsewhere = choice.elsewhere();
    List<String> passed = new ArrayList<>();
    if (elsewhere.repository().isEmpty()) {
      Wiring wiring = withConfig(configs, identities, configFile, elsewhere, clock);
      Repository repository = wiring.repository();
      Optional<Rolling> rolling =
          rolling(repository, Optional.of(wiring.config().stack()), choice, passed::add);
      BackupEntry backup =
          rolling.map(Rolling::base).orElseGet(() -> select(repository, choice, passed::add));
      return new Place(wiring, repository, backup, List.copyOf(passed), Optional.empty(), rolling);
    }
    MongoUri uri = uri(elsewhere, identities.environment()).orElseThrow();
    // Which stack's backups they are, they say themselves.
    Home own = Home.of(configs, configFile);
    Wiring any = bare(configs, identities, own, elsewhere, uri, new StackName("any"), clock);
    boolean vouched = elsewhere.signers().isPresent() || elsewhere.trustSigner().isPresent();
    Repository repository = any.repository(signers(elsewhere));
    Optional<Rolling> rolling = rolling(repository, Optional.empty(), choice, passed::add);
    BackupEntry backup =
        rolling.map(Rolling::base).orElseGet(() -> select(repository, choice, passed::add));
    repository.behind(repository.backups()).ifPresent(passed::add);
    Optional<String> stranger =
        vouched
            ? Optional.empty()
            : repository.signer(backup.id()).filter(key -> !own.vouchesFor(key));
    if (!elsewhere.attended()) {
      stranger.ifPresent(key -> refuse(backup, key));
    }
    StackName stack = new StackName(backup.trusted().stack());
    Wiring wiring = bare(configs, identities, own, elsewhere, uri, stack, clock);
    return new Place(wiring, repository, backup, List.copyOf(passed), stranger, rolling);
  }

  /** The configuration, with another server if one is named. */
  static Wiring withConfig(
      ConfigFiles configs,
      IdentityLoader identities,
      Path configFile,
      Elsewhere elsewhere,
      InstantSource clock) {
    Config config = configs.read(Optional.of(configFile));
    return new Wiring(
        uri(elsewhere, identities.environment())
            .map(uri -> config.with(MongoSettings.of(uri)))
            .orElse(config),
        clock,
        identities);
  }

  /** What an undo needs: the configuration, or a server and whose restore it is. */
  static Wiring forUndo(
      ConfigFiles configs,
      IdentityLoader identities,
      Path configFile,
      Elsewhere elsewhere,
      InstantSource clock) {
    if (elsewhere.stack().isEmpty()) {
      return withConfig(configs, identities, configFile, elsewhere, clock);
    }
    MongoUri uri = uri(elsewhere, identities.environment()).orElseThrow();
    Home none = new Home(Optional.empty());
    StackName stack = new StackName(elsewhere.stack().get());
    return bare(configs, identities, none, elsewhere, uri, stack, clock);
  }

  /** What confirms an act on another server; empty if it is the configuration's. */
  static Optional<Named> server(Elsewhere elsewhere, Map<String, String> environment) {
    return uri(elsewhere, environment)
        .map(uri -> new Named("server", uri.toString().replaceFirst("^[^:]*://", "")));
  }

  private static Optional<MongoUri> uri(Elsewhere elsewhere, Map<String, String> environment) {
    return elsewhere
        .mongoUri()
        .map(text -> GivenUri.of(text, environment))
        .or(() -> elsewhere.mongoUriFile().map(file -> GivenUri.in(file, environment)));
  }

  private static Optional<Rolling> rolling(
      Repository repository,
      Optional<StackName> stack,
      RestoreChoice choice,
      Consumer<String> notice) {
    if (choice.at().isEmpty() && choice.exactly().isEmpty()) {
      return Optional.empty();
    }
    return Rolling.find(
        repository, stack, choice, Backups.expectingTheNewest(repository).telling(notice));
  }

  /** The backup's content, or that of the moment that was asked for. */
  CapturedStreams roll(CapturedStreams streams) {
    return rolling.map(found -> found.roll(streams)).orElse(streams);
  }

  private static BackupEntry select(
      Repository repository, RestoreChoice choice, Consumer<String> notice) {
    Backups backups = Backups.expectingTheNewest(repository).telling(notice);
    return OfDatabase.select(backups, choice.backup(), choice.at());
  }

  /** What there is for a repository that is named on the command line. */
  static Wiring bare(
      ConfigFiles configs,
      IdentityLoader identities,
      Home own,
      Elsewhere elsewhere,
      MongoUri uri,
      StackName stack,
      InstantSource clock) {
    Path here = configs.locate(Optional.of(Path.of(".")));
    RepositoryLocation place = configs.repository(elsewhere.repository().orElse("."), here);
    Wiring wiring =
        new Wiring(
            Config.bare(
                here,
                stack,
                uri,
                place,
                elsewhere.identity().isPresent()
                    ? encryption(identities, elsewhere.identity())
                    : own.encryption(),
                elsewhere.identity().map(IdentityPlaces::of).orElseGet(own::identities),
                configs.defaultState()),
            clock,
            identities);
    return own.isAt(place) ? wiring : wiring.visiting();
  }

  static Encryption encryption(IdentityLoader identities, Optional<Path> identity) {
    return identity
        .<Encryption>map(
            file ->
                new Encryption.Age(
                    identities.named(file).stream()
                        .map(each -> new Recipient(each.recipient().toString()))
                        .toList()))
        .orElseGet(Encryption.None::new);
  }

  // The configuration's TLS files are for its own server; a connection string can name others.
  /** Whose signatures count there. */
  static TrustedSigners signers(Elsewhere elsewhere) {
    if (elsewhere.trustSigner().isPresent()) {
      return TrustedSigners.withFingerprint(elsewhere.trustSigner().get());
    }
    return elsewhere.signers().map(Place::signers).orElseGet(TrustedSigners::whoever);
  }

  private static TrustedSigners signers(Path file) {
    try {
      return TrustedSigners.of(
          Files.readAllLines(file).stream()
              .filter(line -> !line.isBlank() && !line.startsWith("#"))
              .toList());
    } catch (IOException e) {
      throw Problem.of(
              Code.USAGE,
              "the file '%s' with the signers can't be read".formatted(file),
              "name a file with lines of the form 'ssh-ed25519 AAAA… comment'")
          .causedBy(e);
    } catch (IllegalArgumentException e) {
      throw Problem.of(Code.USAGE, "'%s': %s".formatted(file, e.getMessage())).causedBy(e);
    }
  }

  private static void refuse(BackupEntry backup, String key) {
    throw Problem.of(
            Code.CONFIRMATION_MISSING,
            "backup '%s' was signed by %s, and nobody vouches for that key"
                .formatted(backup.id(), key),
            "compare it with the recovery kit; if it is the one: --trust-signer " + key,
            "or name a file with the keys that count: --signers FILE")
        .exception();
  }

  /** What people shall know of whom the backup is by. */
  Optional<String> warning() {
    return stranger.map(
        key ->
            "the backup was signed by %s, and nobody here vouches for that key: whoever can write"
                    .formatted(key)
                + " to the repository could have made it. Compare it with the recovery kit before"
                + " you go on");
  }
}
