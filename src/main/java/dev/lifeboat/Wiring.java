package dev.lifeboat;

import dev.lifeboat.config.Config;
import dev.lifeboat.config.Encryption;
import dev.lifeboat.config.RepositoryLocation;
import dev.lifeboat.config.Secret;
import dev.lifeboat.config.Selection;
import dev.lifeboat.config.TrustedSigner;
import dev.lifeboat.ledger.Ledger;
import dev.lifeboat.ledger.Proofs;
import dev.lifeboat.problem.Code;
import dev.lifeboat.problem.Problem;
import dev.lifeboat.problem.ProblemException;
import dev.lifeboat.repository.Catalogue;
import dev.lifeboat.repository.FileCatalogue;
import dev.lifeboat.repository.Keys;
import dev.lifeboat.repository.MemoryCatalogue;
import dev.lifeboat.repository.Repository;
import dev.lifeboat.repository.crypto.ObjectCipher;
import dev.lifeboat.repository.crypto.Recipient;
import dev.lifeboat.repository.crypto.SigningKey;
import dev.lifeboat.repository.crypto.TrustedSigners;
import dev.lifeboat.source.BackupSource;
import dev.lifeboat.source.Checkup;
import dev.lifeboat.source.RestoreTarget;
import dev.lifeboat.source.mongo.MongoCheckup;
import dev.lifeboat.source.mongo.MongoSettings;
import dev.lifeboat.source.mongo.MongoSource;
import dev.lifeboat.source.mongo.MongoTarget;
import dev.lifeboat.source.mongo.MongoUri;
import dev.lifeboat.source.mongo.TlsFiles;
import dev.lifeboat.storage.Storage;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Builds what one configuration describes.
 *
 * @param vouched whose signatures count, if not those that the configuration names
 * @param visited whether the repository is a place where this host makes no backups
 */
record Wiring(
    Config config,
    InstantSource clock,
    IdentityLoader identities,
    Optional<TrustedSigners> vouched,
    boolean visited) {
  /** With identities that need nobody's help. */
  Wiring(Config config, InstantSource clock) {
    this(config, clock, IdentityLoader.ALONE);
  }

  /** With the signers that the configuration names. */
  Wiring(Config config, InstantSource clock, IdentityLoader identities) {
    this(config, clock, identities, Optional.empty(), false);
  }

  /** The same with another configuration. */
  Wiring with(Config other) {
    return new Wiring(other, clock, identities, vouched, visited);
  }

  /** The same with other signers than the configuration's. */
  Wiring trusting(TrustedSigners others) {
    return new Wiring(config, clock, identities, Optional.of(others), visited);
  }

  /** The same where this host makes no backups. */
  Wiring visiting() {
    return new Wiring(config, clock, identities, vouched, true);
  }

  Ledger ledger() {
    return new Ledger(config.state(), clock);
  }

  /** Where this host keeps what it knows of a repository's objects. */
  Path checks(Repository repository) {
    return config.state().resolve(repository.id());
  }

  Proofs proofs() {
    return new Proofs(config.state());
  }

  /** Whether something listens where a MongoDB without user would be. */
  static boolean answers(String uri) {
    String[] address = uri.replaceAll("^mongodb://|/.*$", "").split(":", -1);
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress(address[0], Integer.parseInt(address[1])), 300);
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  /** A copy of the repository, read with the same keys; nothing is remembered of it. */
  Repository repositoryAt(RepositoryLocation place) {
    return Repository.open(
        new Storages(clock).existing(place),
        new Keys(cipher(), vouched.orElseGet(this::signers), Optional.empty()),
        id -> new MemoryCatalogue(),
        clock,
        new SecureRandom());
  }

  Repository repository() {
    return repository(vouched.orElseGet(this::signers));
  }

  /** What holds the repository. */
  Storage storage() {
    return new Storages(clock).existing(config.repository());
  }

  /** A repository seen through something, only to be read. */
  Repository view(Storage view, ObjectCipher cipher, Catalogue catalogue) {
    return Repository.open(
        view,
        new Keys(cipher, vouched.orElseGet(this::signers), Optional.empty()),
        _ -> catalogue,
        clock,
        new SecureRandom());
  }

  /** The repository, with other signers than the configuration's. */
  Repository repository(TrustedSigners signers) {
    Repository repository =
        Repository.open(
            new Storages(clock).existing(config.repository()),
            new Keys(
                cipher(), signers, config.signingKey().filter(Files::exists).map(SigningKey::read)),
            this::catalogue,
            clock,
            new SecureRandom());
    return visited ? repository.visited() : repository;
  }

  /** What this host remembers of a repository. */
  Catalogue catalogue(String id) {
    return new FileCatalogue(config.state(), id, config.deltaRoom().bytes());
  }

  /**
   * Whom to encrypt for: today's recipients, unless others are named.
   *
   * @throws ProblemException USAGE, if there are none, or one isn't a public key
   */
  List<Recipient> recipients(List<String> named) {
    if (named.isEmpty() && config.encryption() instanceof Encryption.Age age) {
      return recipients(age);
    }
    if (named.isEmpty()) {
      throw Problem.of(
              Code.USAGE,
              "backups here are not encrypted, so nothing says whom to encrypt for",
              "lifeboat copy --to PLACE --re-encrypt --recipient age1…")
          .exception();
    }
    try {
      return named.stream().map(Recipient::new).toList();
    } catch (IllegalArgumentException e) {
      throw Problem.of(Code.USAGE, "'--recipient': " + e.getMessage()).causedBy(e);
    }
  }

  /**
   * Whether something listens where the configured MongoDB is: at the address that its service has
   * now, else at the first one of the connection string.
   */
  boolean isAnswering() {
    if (config.mongo().service().isPresent()) {
      try {
        var _ = address(config.mongo()); // Only one that answers is an address.
        return true;
      } catch (ProblemException e) {
        return false;
      }
    }
    String first =
        config.mongo().uri().toString().replaceFirst("^[^:]*://", "").replaceFirst(",.*$", "");
    return answers("mongodb://" + (first.matches(".*:\\d+") ? first : first + ":27017"));
  }

  /** The stack's MongoDB. */
  MongoSettings mongo() {
    return settings(false);
  }

  BackupSource source(boolean fsyncLock) {
    return MongoSource.open(settings(fsyncLock), clock, scratch());
  }

  RestoreTarget target() {
    return MongoTarget.open(settings(false), config.stack().value(), clock);
  }

  Checkup checkup(Optional<Duration> backupTook) {
    return new MongoCheckup(settings(false), backupTook, clock);
  }

  /**
   * Tries to log in.
   *
   * @return why that could not be tried, if so
   * @throws dev.lifeboat.problem.ProblemException with {@code MONGO_AUTHENTICATION} or {@code
   *     CONFIG_INVALID}: what will not be right later either
   */
  Optional<String> login() {
    try {
      MongoCheckup.login(settings(false));
      return Optional.empty();
    } catch (ProblemException e) {
      Code code = e.problems().getFirst().code();
      if (code == Code.MONGO_AUTHENTICATION || code == Code.CONFIG_INVALID) {
        throw e;
      }
      return Optional.of(e.problems().getFirst().message());
    }
  }

  private Path scratch() {
    return Path.of(System.getProperty("java.io.tmpdir", "/tmp"));
  }

  private MongoSettings settings(boolean fsyncLock) {
    dev.lifeboat.config.MongoSettings mongo = config.mongo();
    Selection selection = mongo.selection();
    return new MongoSettings(
        new MongoUri(address(mongo)),
        texts(selection.databases()),
        texts(selection.collections()),
        texts(selection.exclude()),
        Optional.of(mongo.readPreference().toString()),
        mongo.rate().map(rate -> OptionalLong.of(rate.bytes())).orElse(OptionalLong.empty()),
        mongo.fsyncLock() || fsyncLock,
        mongo
            .tls()
            .map(
                tls ->
                    new TlsFiles(
                        tls.caFile(),
                        tls.certificateFile(),
                        tls.certificatePassword().map(Secret::reveal)))
            .orElse(TlsFiles.NONE));
  }

  /** Looked up at each run: a container's address changes with every start. */
  private String address(dev.lifeboat.config.MongoSettings mongo) {
    return mongo
        .service()
        .map(
            service ->
                ServiceAddress.uri(config, new Engines(config, identities.environment()), service))
        .orElseGet(() -> mongo.uri().secret().reveal());
  }

  private TrustedSigners signers() {
    try {
      return TrustedSigners.of(config.trustedSigners().stream().map(TrustedSigner::value).toList());
    } catch (IllegalArgumentException e) {
      throw invalid("trusted-signers", e);
    }
  }

  ObjectCipher cipher() {
    return switch (config.encryption()) {
      case Encryption.None _ -> ObjectCipher.none();
      case Encryption.Age age ->
          ObjectCipher.age(recipients(age), identities.source(config.identities()));
    };
  }

  List<Recipient> recipients(Encryption.Age age) {
    try {
      return age.recipients().stream().map(key -> new Recipient(key.value())).toList();
    } catch (IllegalArgumentException e) {
      throw invalid("recipients", e);
    }
  }

  private RuntimeException invalid(String key, IllegalArgumentException e) {
    return Problem.of(
            Code.CONFIG_INVALID, "'%s' in '%s': %s".formatted(key, config.file(), e.getMessage()))
        .causedBy(e);
  }

  private static List<String> texts(List<?> names) {
    return names.stream().map(Object::toString).toList();
  }
}
