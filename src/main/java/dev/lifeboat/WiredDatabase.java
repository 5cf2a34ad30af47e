package dev.lifeboat;

import dev.lifeboat.compose.DatabaseService;
import dev.lifeboat.docker.Container;
import dev.lifeboat.recovery.StackDatabase;
import dev.lifeboat.source.CapturedStreams;
import dev.lifeboat.source.RestoreTarget;
import dev.lifeboat.source.mongo.Account;
import dev.lifeboat.source.mongo.MongoSettings;
import dev.lifeboat.source.mongo.MongoTarget;
import dev.lifeboat.source.mongo.NewServer;
import java.time.Duration;
import java.util.Optional;

/** The MongoDB that the configuration names, as a recovery needs it. */
final class WiredDatabase implements StackDatabase {
  private final Wiring wiring;
  private final DatabaseService.Wanted wanted;
  private MongoSettings login;

  WiredDatabase(Wiring wiring, DatabaseService.Wanted wanted) {
    this.wiring = wiring;
    this.wanted = wanted;
    this.login = wiring.mongo();
  }

  @Override
  public DatabaseService.Wanted wanted() {
    return wanted;
  }

  @Override
  public Optional<String> prepare(CapturedStreams before, Container container, Duration limit) {
    NewServer.Ready ready =
        new NewServer(wiring.mongo(), wiring.clock())
            .prepare(
                new NewServer.Before(
                    text(before, "replicaSet"), text(before, "member"), initial(container)),
                limit);
    login = ready.login();
    return ready.initiated().map("initiated the replica set '%s'"::formatted);
  }

  @Override
  public RestoreTarget open() {
    return MongoTarget.open(login, wiring.config().stack().value(), wiring.clock());
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
