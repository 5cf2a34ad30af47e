package dev.lifeboat;

import dev.lifeboat.compose.DatabaseService;
import dev.lifeboat.docker.Container;
import dev.lifeboat.docker.Engine;
import dev.lifeboat.problem.Code;
import dev.lifeboat.problem.Problem;
import dev.lifeboat.problem.ProblemException;
import dev.lifeboat.recovery.StackDatabase;
import dev.lifeboat.source.CapturedStreams;
import dev.lifeboat.source.RestoreTarget;
import dev.lifeboat.source.mongo.Account;
import dev.lifeboat.source.mongo.FromWithin;
import dev.lifeboat.source.mongo.MongoSettings;
import dev.lifeboat.source.mongo.MongoTarget;
import dev.lifeboat.source.mongo.NewServer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The MongoDB that the configuration names, as a recovery needs it. */
final class WiredDatabase implements StackDatabase {
  private static final Duration PAUSE = Duration.ofMillis(200);

  private final Wiring wiring;
  private final Engines engines;
  private final DatabaseService.Wanted wanted;
  private Optional<MongoSettings> login = Optional.empty();

  WiredDatabase(Wiring wiring, Engines engines, DatabaseService.Wanted wanted) {
    this.wiring = wiring;
    this.engines = engines;
    this.wanted = wanted;
  }

  @Override
  public DatabaseService.Wanted wanted() {
    return wanted;
  }

  @Override
  public Optional<String> prepare(CapturedStreams before, Container container, Duration limit) {
    Instant deadline = wiring.clock().instant().plus(limit);
    MongoSettings started = awaited(deadline);
    NewServer.Ready ready =
        new NewServer(started, wiring.clock())
            .prepare(
                new NewServer.Before(
                    text(before, "replicaSet"),
                    text(before, "member"),
                    initial(container),
                    within(container)),
                Duration.between(wiring.clock().instant(), deadline));
    login = Optional.of(ready.login());
    List<String> words = new ArrayList<>();
    ready.initiated().map("initiated the replica set '%s'"::formatted).ifPresent(words::add);
    ready
        .made()
        .map("made user '%s' with the role root: take from it what it needn't have"::formatted)
        .ifPresent(words::add);
    return words.isEmpty() ? Optional.empty() : Optional.of(String.join("; ", words));
  }

  @Override
  public RestoreTarget open() {
    return MongoTarget.open(
        login.orElseGet(wiring::mongo), wiring.config().stack().value(), wiring.clock());
  }

  /**
   * Where it is now. A service's address is known only when its container runs, and is another one
   * after a start.
   */
  private MongoSettings awaited(Instant deadline) {
    while (true) {
      try {
        return wiring.mongo();
      } catch (ProblemException e) {
        if (e.problems().getFirst().code() != Code.MONGO_UNREACHABLE
            || wiring.clock().instant().isAfter(deadline)) {
          throw e;
        }
      }
      pause();
    }
  }

  private Optional<FromWithin> within(Container container) {
    return Optional.of(message -> exchange(container, message));
  }

  private byte[] exchange(Container container, byte[] message) {
    try (Engine engine = engines.connect()) {
      return new ContainerRelay(engine, container).exchange(message);
    }
  }

  private static void pause() {
    try {
      Thread.sleep(PAUSE);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw Problem.of(Code.INTERRUPTED, "interrupted while the database started").causedBy(e);
    }
  }

  private static Optional<String> text(CapturedStreams before, String key) {
    return Optional.ofNullable(before.details().get(key)).map(String::valueOf);
  }

  /** The user whom MongoDB's image makes on an empty volume. */
  private static Optional<Account> initial(Container container) {
    Optional<String> name = container.env().value("MONGO_INITDB_ROOT_USERNAME");
    Optional<String> password = container.env().value("MONGO_INITDB_ROOT_PASSWORD");
    return name.isPresent() && password.isPresent()
        ? Optional.of(new Account(name.get(), password.get(), "admin"))
        : Optional.empty();
  }
}
