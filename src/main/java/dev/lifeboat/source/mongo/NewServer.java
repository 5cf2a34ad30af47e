package dev.lifeboat.source.mongo;

import static java.util.concurrent.TimeUnit.MILLISECONDS;

import com.mongodb.MongoClientSettings;
import com.mongodb.MongoCommandException;
import com.mongodb.MongoException;
import com.mongodb.MongoSecurityException;
import com.mongodb.ServerAddress;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.connection.ClusterConnectionMode;
import dev.lifeboat.problem.Code;
import dev.lifeboat.problem.Problem;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.bson.BsonArray;
import org.bson.BsonBoolean;
import org.bson.BsonDocument;
import org.bson.BsonInt32;
import org.bson.BsonString;
import org.bson.BsonValue;

/**
 * A MongoDB that was just started, maybe on an empty volume: made fit to be restored to. An empty
 * replica set is initiated under the name that its member had.
 */
public final class NewServer {
  private static final int PATIENCE_MILLIS = 3_000;
  private static final int PAUSE_MILLIS = 200;
  static final int UNAUTHORIZED = 13;
  private static final int ALREADY_INITIALIZED = 23;

  private final MongoSettings settings;
  private final InstantSource clock;

  public NewServer(MongoSettings settings, InstantSource clock) {
    this.settings = settings;
    this.clock = clock;
  }

  /**
   * What is known of the server whose place it takes.
   *
   * @param set the replica set's name; empty if it was a standalone
   * @param member the name that the set had for it, such as {@code mongodb:27017}
   * @param initial the user whom its image makes on an empty volume, if it does
   * @param within a way to it from its own host or container, if there is one; asked only where its
   *     image makes no user
   */
  public record Before(
      Optional<String> set,
      Optional<String> member,
      Optional<Account> initial,
      Optional<FromWithin> within) {}

  /**
   * What was done.
   *
   * @param login the settings that log in there
   * @param initiated the replica set that was initiated, if one was
   * @param made the first user, who was made from within and may do everything, if one was
   */
  public record Ready(MongoSettings login, Optional<String> initiated, Optional<String> made) {}

  /**
   * Waits until it answers, and initiates its set if need be.
   *
   * @throws dev.lifeboat.problem.ProblemException {@code MONGO_UNREACHABLE} if it doesn't answer in
   *     that time, {@code MONGO_AUTHENTICATION} if nobody who is known may log in
   */
  public Ready prepare(Before before, Duration limit) {
    Instant deadline = clock.instant().plus(limit);
    List<MongoSettings> logins = new ArrayList<>();
    logins.add(settings);
    before.initial().ifPresent(account -> logins.add(settings.with(account.in(settings.uri()))));
    if (settings.uri().hasLogin()) {
      logins.add(settings.with(settings.uri().withoutLogin()));
    }
    Optional<FirstUser> first =
        before.initial().isPresent() ? Optional.empty() : before.within().map(FirstUser::new);
    Optional<String> initiated = Optional.empty();
    Optional<String> made = Optional.empty();
    while (true) {
      try {
        BsonDocument hello = hello();
        if (isUninitiated(hello)) {
          initiated = initiate(logins, before, first);
        } else if (hello.getBoolean("isWritablePrimary", BsonBoolean.FALSE).getValue()) {
          if (first.isPresent() && made.isEmpty() && isRefused(logins)) {
            made = first.get().create(settings.uri());
          }
          return new Ready(login(logins), initiated, made);
        }
      } catch (RefusedException e) {
        // The image's script makes its user on a server of its own first, which ends again.
        if (isOver(deadline)) {
          throw nobody(e);
        }
      } catch (MongoException e) {
        if (isOver(deadline)) {
          throw unreachable(e);
        }
      }
      if (isOver(deadline)) {
        throw unreachable(new MongoException("it does not become primary"));
      }
      pause();
    }
  }

  private boolean isOver(Instant deadline) {
    return clock.instant().isAfter(deadline);
  }

  /** Asked once more when the time is over: what is told of then is what the server says. */
  private BsonDocument hello() {
    return command(settings.with(settings.uri().withoutLogin()), new BsonDocument("hello", one()));
  }

  private static boolean isUninitiated(BsonDocument hello) {
    return hello.containsKey("isreplicaset") && !hello.containsKey("setName");
  }

  private boolean isRefused(List<MongoSettings> logins) {
    try {
      var _ = login(logins);
      return false;
    } catch (RefusedException e) {
      return true;
    }
  }

  private Optional<String> initiate(
      List<MongoSettings> logins, Before before, Optional<FirstUser> first) {
    for (MongoSettings login : logins) {
      try {
        String set = setName(login).or(before::set).orElse("rs0");
        command(login, new BsonDocument("replSetInitiate", configuration(set, before.member())));
        return Optional.of(set);
      } catch (MongoCommandException e) {
        if (e.getErrorCode() == ALREADY_INITIALIZED) {
          return Optional.empty();
        }
        if (e.getErrorCode() != UNAUTHORIZED) {
          throw Problem.of(
                  Code.MONGO_FAILED,
                  "the replica set can't be initiated: " + e.getErrorMessage(),
                  "initiate it yourself, then run this again: rs.initiate() in mongosh")
              .causedBy(e);
        }
      } catch (MongoSecurityException e) {
        // The next one may.
      }
    }
    // As it was: nobody may ask the server how it was started.
    String set = before.set().orElse("rs0");
    if (first.filter(user -> user.initiate(configuration(set, before.member()))).isPresent()) {
      return Optional.of(set);
    }
    throw new RefusedException(Optional.empty());
  }

  private static BsonDocument configuration(String set, Optional<String> member) {
    BsonDocument configuration = new BsonDocument("_id", new BsonString(set));
    member.ifPresent(
        host ->
            configuration.append(
                "members",
                new BsonArray(
                    List.of(
                        new BsonDocument("_id", new BsonInt32(0))
                            .append("host", new BsonString(host))))));
    return configuration;
  }

  /** As the server was started with it. */
  private Optional<String> setName(MongoSettings login) {
    BsonDocument options = command(login, new BsonDocument("getCmdLineOpts", one()));
    BsonDocument replication =
        options
            .getDocument("parsed", new BsonDocument())
            .getDocument("replication", new BsonDocument());
    return Optional.ofNullable(replication.get("replSetName"))
        .or(() -> Optional.ofNullable(replication.get("replSet")))
        .filter(BsonValue::isString)
        .map(name -> name.asString().getValue().replaceFirst("/.*", ""));
  }

  private MongoSettings login(List<MongoSettings> logins) {
    Optional<MongoException> refused = Optional.empty();
    for (MongoSettings login : logins) {
      try {
        // What everybody may do who is somebody; where nobody has to be, anybody.
        command(login, new BsonDocument("listDatabases", one()).append("nameOnly", yes()));
        return login;
      } catch (MongoSecurityException e) {
        refused = Optional.of(e);
      } catch (MongoCommandException e) {
        if (e.getErrorCode() != UNAUTHORIZED) {
          throw e;
        }
        refused = Optional.of(e);
      }
    }
    throw new RefusedException(refused);
  }

  private BsonDocument command(MongoSettings login, BsonDocument command) {
    try (MongoClient client = MongoClients.create(directly(login))) {
      return client.getDatabase("admin").runCommand(command, BsonDocument.class);
    }
  }

  /** To the one server, whatever set it is in or will be in. */
  private static MongoClientSettings directly(MongoSettings login) {
    ServerAddress first = new ServerAddress(login.uri().hosts().getFirst());
    return MongoClientSettings.builder(MongoConnection.clientSettings(login, 1))
        .applyToClusterSettings(
            cluster ->
                cluster
                    .serverSelectionTimeout(PATIENCE_MILLIS, MILLISECONDS)
                    .hosts(List.of(first))
                    .mode(ClusterConnectionMode.SINGLE)
                    .requiredReplicaSetName(null))
        .applyToSocketSettings(socket -> socket.connectTimeout(PATIENCE_MILLIS, MILLISECONDS))
        .build();
  }

  private static BsonInt32 one() {
    return new BsonInt32(1);
  }

  private static BsonBoolean yes() {
    return BsonBoolean.TRUE;
  }

  private RuntimeException unreachable(MongoException e) {
    return Problem.of(
            Code.MONGO_UNREACHABLE,
            "the MongoDB at '%s' was started, and is not ready: %s"
                .formatted(String.join(",", settings.uri().hosts()), e.getMessage()),
            "look at what it prints: docker logs CONTAINER")
        .causedBy(e);
  }

  private RuntimeException nobody(RefusedException e) {
    return Problem.of(
            Code.MONGO_AUTHENTICATION,
            "nobody can log in to the new MongoDB at '%s': its users were in the data that is gone"
                .formatted(String.join(",", settings.uri().hosts())),
            "set MONGO_INITDB_ROOT_USERNAME and MONGO_INITDB_ROOT_PASSWORD for the service, so that"
                + " its image makes that user on an empty volume",
            "or make the user of 'mongo.uri' yourself: docker exec -it CONTAINER mongosh admin")
        .causedBy(e);
  }

  /** Nobody who is known may do it. */
  private static final class RefusedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    RefusedException(Optional<MongoException> last) {
      last.ifPresent(this::initCause);
    }
  }

  private static void pause() {
    try {
      Thread.sleep(PAUSE_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw Problem.of(Code.INTERRUPTED, "interrupted while the new MongoDB started").causedBy(e);
    }
  }
}
