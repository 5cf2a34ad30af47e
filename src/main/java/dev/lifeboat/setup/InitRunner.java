package dev.lifeboat.setup;

import dev.lifeboat.config.ConfigFiles;
import dev.lifeboat.config.DatabaseName;
import dev.lifeboat.config.Encryption;
import dev.lifeboat.config.MongoUri;
import dev.lifeboat.config.NewConfig;
import dev.lifeboat.config.Recipient;
import dev.lifeboat.config.RepositoryLocation;
import dev.lifeboat.config.S3Location;
import dev.lifeboat.config.Secret;
import dev.lifeboat.config.TrustedSigner;
import dev.lifeboat.io.DurableFiles;
import dev.lifeboat.problem.Code;
import dev.lifeboat.problem.Problem;
import dev.lifeboat.problem.ProblemException;
import dev.lifeboat.repository.Repository;
import dev.lifeboat.repository.crypto.Identity;
import dev.lifeboat.repository.crypto.IdentityFile;
import dev.lifeboat.repository.crypto.SigningKey;
import dev.lifeboat.stack.StackName;
import dev.lifeboat.storage.Storage;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;

/** Sets Lifeboat up: all or nothing. What was there before is never overwritten. */
public final class InitRunner {
  static final String IDENTITY = "lifeboat.key";
  static final String SIGNING_KEY = "lifeboat-signing.key";
  private static final String DEFAULT_REPOSITORY = "lifeboat-repository";
  private static final String LOCAL_MONGO = "mongodb://localhost:27017/";

  private final ConfigFiles configs;
  private final Function<RepositoryLocation, Storage> storages;
  private final Predicate<String> answers;
  private final Consumer<Path> login;
  private final InstantSource clock;

  /**
   * @param storages makes the folder of a repository, if need be, and opens it
   * @param answers whether a MongoDB answers at a connection string without user
   * @param login tries to log in as a configuration says; throws if that can't ever work
   */
  public InitRunner(
      ConfigFiles configs,
      Function<RepositoryLocation, Storage> storages,
      Predicate<String> answers,
      Consumer<Path> login,
      InstantSource clock) {
    this.configs = configs;
    this.storages = storages;
    this.answers = answers;
    this.login = login;
    this.clock = clock;
  }

  /**
   * Makes keys, configuration and repository.
   *
   * @throws ProblemException FILE_EXISTS, REPOSITORY_EXISTS, USAGE, CONFIG_INVALID or
   *     MONGO_AUTHENTICATION; then nothing is left of it
   */
  public InitReport run(InitRequest request) {
    Path config = configs.locate(Optional.of(request.config()));
    Path folder = config.resolveSibling("");
    Discovery found = discover(folder, request);
    StackName stack = stack(request, found, folder);
    String uri = uri(request, found);
    var _ = shown(uri); // refuses it before anything is made
    Path identity = config.resolveSibling(IDENTITY);
    Path signing = config.resolveSibling(SIGNING_KEY);
    String given = request.repository().orElse(DEFAULT_REPOSITORY);
    RepositoryLocation repository = configs.repository(given, folder);
    List.of(config, identity, signing).forEach(InitRunner::requireFree);

    Deque<Runnable> undo = new ArrayDeque<>();
    try {
      return make(request, found, stack, uri, config, repository, undo);
    } catch (RuntimeException e) {
      undo.forEach(Runnable::run);
      throw e;
    }
  }

  private InitReport make(
      InitRequest request,
      Discovery found,
      StackName stack,
      String uri,
      Path config,
      RepositoryLocation repository,
      Deque<Runnable> undo) {
    Instant now = clock.instant();
    Path identityFile = config.resolveSibling(IDENTITY);
    Path signingFile = config.resolveSibling(SIGNING_KEY);
    String id = UUID.randomUUID().toString();
    Optional<Identity> identity =
        request.encrypted() ? Optional.of(Identity.generate()) : Optional.empty();
    identity.ifPresent(
        secret -> {
          IdentityFile.write(identityFile, secret, now);
          undo.push(() -> DurableFiles.delete(identityFile));
        });
    SigningKey signing = SigningKey.generate();
    signing.write(signingFile);
    undo.push(() -> DurableFiles.delete(signingFile));
    Encryption encryption =
        identity
            .<Encryption>map(
                secret -> new Encryption.Age(List.of(new Recipient(secret.recipient().toString()))))
            .orElseGet(Encryption.None::new);
    configs.write(
        Optional.of(config),
        new NewConfig(
            stack,
            new Secret(uri),
            found.envFiles(),
            request.databases().stream().map(DatabaseName::new).toList(),
            written(request, repository),
            encryption,
            identity.map(_ -> IDENTITY),
            Optional.of(SIGNING_KEY),
            List.of(new TrustedSigner(signing.publicKey())),
            Optional.empty()));
    undo.push(() -> DurableFiles.delete(config));
    if (request.check()) {
      login.accept(config);
    }
    // Last, since it alone is not undone: what it lacks when it fails, the next try adds.
    try (Storage storage = storages.apply(repository)) {
      Repository.create(storage, id, now);
    }
    return new InitReport(
        stack.value(),
        config,
        repository.toString(),
        id,
        shown(uri),
        request.databases(),
        identity.map(_ -> identityFile),
        identity.map(secret -> secret.recipient().toString()),
        signingFile,
        signing.fingerprint(),
        found.facts(),
        KitPage.write(
            new KitFacts(
                stack.value(),
                repository.toString(),
                id,
                identity.isPresent(),
                identity.stream().toList(),
                List.of(signing.signer()),
                now)));
  }

  /** An address stands in the file as it was given: it may say more than where the bucket is. */
  private static String written(InitRequest request, RepositoryLocation repository) {
    return switch (repository) {
      case RepositoryLocation.Folder folder -> folder.toString();
      case S3Location bucket -> request.repository().orElse(bucket.toString());
    };
  }

  private Discovery discover(Path folder, InitRequest request) {
    if (request.mongoUri().isPresent() && request.stack().isPresent()) {
      return Discovery.NOTHING;
    }
    Discovery compose = ComposeFile.discover(folder);
    if (compose.mongoUri().isPresent() || request.mongoUri().isPresent()) {
      return request.mongoUri().isPresent()
          ? new Discovery(compose.stack(), Optional.empty(), List.of(), List.of())
          : compose;
    }
    return answers.test(LOCAL_MONGO)
        ? new Discovery(
            compose.stack(),
            Optional.of(LOCAL_MONGO),
            List.of(),
            List.of("a MongoDB answers on localhost:27017"))
        : compose;
  }

  private static StackName stack(InitRequest request, Discovery found, Path folder) {
    String name =
        request
            .stack()
            .or(found::stack)
            .orElseGet(() -> String.valueOf(folder.toAbsolutePath().normalize().getFileName()));
    try {
      return new StackName(name);
    } catch (IllegalArgumentException e) {
      throw Problem.of(Code.USAGE, String.valueOf(e.getMessage()), "choose one: --stack NAME")
          .causedBy(e);
    }
  }

  private static String uri(InitRequest request, Discovery found) {
    return request
        .mongoUri()
        .or(found::mongoUri)
        .orElseThrow(
            () ->
                Problem.of(
                        Code.MONGO_NOT_FOUND,
                        found.facts().isEmpty()
                            ? "no MongoDB was found: no Compose file here names one, and none"
                                + " answers on localhost:27017"
                            : found.facts().getFirst(),
                        "say where it is: --mongo-uri mongodb://HOST:PORT/")
                    .exception());
  }

  /** A connection string with variables in it isn't one yet, and has no hosts to show. */
  private static String shown(String uri) {
    try {
      return MongoUri.parse(uri.replaceAll("\\$\\{[^}]*}", "x")).toString();
    } catch (IllegalArgumentException e) {
      throw Problem.of(
              Code.CONFIG_INVALID,
              "the MongoDB address is not valid: " + e.getMessage(),
              "write it like mongodb://USER:PASSWORD@HOST:27017/?authSource=admin",
              "in user and password write '@' as %40, ':' as %3A, '/' as %2F, '?' as %3F and '%' as"
                  + " %25")
          .causedBy(e);
    }
  }

  private static void requireFree(Path file) {
    if (Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
      throw Problem.of(
              Code.FILE_EXISTS,
              "there is a file '" + file + "' already, and it is not overwritten",
              "use it as it is, or set up in another folder, or name another: --config FILE")
          .exception();
    }
  }
}
