package dev.lifeboat.source.mongo;

import com.mongodb.ClientSessionOptions;
import com.mongodb.MongoClientSettings;
import com.mongodb.MongoTimeoutException;
import com.mongodb.ReadPreference;
import com.mongodb.ServerAddress;
import com.mongodb.client.ClientSession;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.connection.ClusterConnectionMode;
import dev.lifeboat.problem.Code;
import dev.lifeboat.problem.Problem;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import org.bson.BsonArray;
import org.bson.BsonDocument;
import org.bson.BsonInt32;
import org.bson.UuidRepresentation;

/**
 * A connection to one server that was looked at: its topology and version are known and supported.
 * Safe for use by several threads.
 */
final class MongoConnection implements AutoCloseable {
  private static final int PATIENCE_MILLIS = 10_000;

  private final MongoClient client;
  private final ServerInfo server;
  private final MongoErrors errors;
  private final Set<ClientSession> sessions = ConcurrentHashMap.newKeySet();

  private MongoConnection(MongoClient client, ServerInfo server, MongoErrors errors) {
    this.client = client;
    this.server = server;
    this.errors = errors;
  }

  /** Connects to one member, chosen by the read preference, and stays with it. */
  static MongoConnection toRead(MongoSettings settings) {
    return open(settings, readPreference(settings));
  }

  /** Connects to the primary or the standalone server. */
  static MongoConnection toWrite(MongoSettings settings) {
    return open(settings, ReadPreference.primary());
  }

  /** Connects to whichever member answers, the primary at best; waits no longer than that. */
  static MongoConnection toLook(MongoSettings settings, Duration patience) {
    int millis = Math.toIntExact(patience.toMillis());
    MongoClientSettings whole = clientSettings(settings);
    long wanted = whole.getClusterSettings().getServerSelectionTimeout(TimeUnit.MILLISECONDS);
    MongoClientSettings client =
        MongoClientSettings.builder(whole)
            .applyToClusterSettings(
                cluster ->
                    cluster.serverSelectionTimeout(Math.min(wanted, millis), TimeUnit.MILLISECONDS))
            .applyToSocketSettings(
                socket ->
                    socket
                        .connectTimeout(millis, TimeUnit.MILLISECONDS)
                        .readTimeout(millis, TimeUnit.MILLISECONDS))
            .build();
    return open(settings, ReadPreference.primaryPreferred(), client);
  }

  private static MongoConnection open(MongoSettings settings, ReadPreference preference) {
    return open(settings, preference, clientSettings(settings));
  }

  private static MongoConnection open(
      MongoSettings settings, ReadPreference preference, MongoClientSettings whole) {
    MongoUri uri = settings.uri();
    var errors =
        new MongoErrors(
            String.join(",", uri.hosts()),
            uri.isByTls() || !settings.tlsFiles().isEmpty(),
            uri.isLoginByCertificate());
    MongoClient client = MongoClients.create(whole);
    try {
      BsonDocument hello = hello(client, preference, errors);
      BsonDocument build =
          errors.during("ask for the version", () -> run(client, "buildInfo", preference));
      ServerInfo server = ServerInfo.of(errors.where(), hello, build);
      boolean direct =
          client.getClusterDescription().getConnectionMode() == ClusterConnectionMode.SINGLE;
      if (!direct && server.address().isPresent()) {
        client.close();
        return new MongoConnection(
            MongoClients.create(directly(whole, server.address().get())), server, errors);
      }
      return new MongoConnection(client, server, errors);
    } catch (RuntimeException e) {
      client.close();
      throw e;
    }
  }

  private static BsonDocument hello(
      MongoClient client, ReadPreference preference, MongoErrors errors) {
    try {
      return errors.during(
          "connect",
          () -> {
            try {
              return run(client, "hello", preference);
            } catch (MongoTimeoutException e) {
              throw errors.unreachable(client.getClusterDescription(), e);
            }
          });
    } catch (IllegalArgumentException e) {
      throw Problem.of(Code.CONFIG_INVALID, "the MongoDB settings are not valid: " + e.getMessage())
          .causedBy(e);
    }
  }

  private static BsonDocument run(MongoClient client, String command, ReadPreference preference) {
    return client
        .getDatabase("admin")
        .runCommand(new BsonDocument(command, new BsonInt32(1)), preference, BsonDocument.class);
  }

  private static MongoClientSettings clientSettings(MongoSettings settings) {
    var string = settings.uri().parsed();
    var builder =
        MongoClientSettings.builder()
            .applyToClusterSettings(
                cluster -> cluster.serverSelectionTimeout(PATIENCE_MILLIS, TimeUnit.MILLISECONDS))
            .applyConnectionString(string)
            .uuidRepresentation(UuidRepresentation.STANDARD)
            // A retried read would begin a cursor anew and give documents twice.
            .retryReads(false);
    TlsFiles tls = settings.tlsFiles();
    if (!tls.isEmpty()) {
      SSLContext context = TlsContext.of(tls);
      builder.applyToSslSettings(ssl -> ssl.enabled(true).context(context));
    }
    if (string.getApplicationName() == null) {
      builder.applicationName("lifeboat");
    }
    return builder.build();
  }

  private static MongoClientSettings directly(MongoClientSettings whole, String address) {
    return MongoClientSettings.builder(whole)
        .applyToClusterSettings(
            cluster ->
                cluster
                    .hosts(List.of(new ServerAddress(address)))
                    .mode(ClusterConnectionMode.SINGLE))
        .build();
  }

  private static ReadPreference readPreference(MongoSettings settings) {
    if (settings.readPreference().isPresent()) {
      String mode = settings.readPreference().get();
      try {
        return ReadPreference.valueOf(mode);
      } catch (IllegalArgumentException e) {
        throw Problem.of(
                Code.CONFIG_INVALID,
                "'" + mode + "' is not a read preference",
                "it is primary, primaryPreferred, secondary, secondaryPreferred or nearest")
            .causedBy(e);
      }
    }
    ReadPreference ofString = settings.uri().parsed().getReadPreference();
    return ofString == null ? ReadPreference.primary() : ofString;
  }

  MongoClient client() {
    return client;
  }

  ServerInfo server() {
    return server;
  }

  MongoErrors errors() {
    return errors;
  }

  /** A session for one thread, given back to {@link #close(ClientSession)}. */
  ClientSession session() {
    ClientSession session =
        client.startSession(ClientSessionOptions.builder().causallyConsistent(false).build());
    sessions.add(session);
    return session;
  }

  void close(ClientSession session) {
    sessions.remove(session);
    Uninterrupted.run(session::close);
  }

  /** Keeps the server from ending the sessions, and their cursors, after 30 minutes. */
  void refreshSessions() {
    List<BsonDocument> ids =
        sessions.stream().map(session -> session.getServerSession().getIdentifier()).toList();
    if (!ids.isEmpty()) {
      run("refresh the sessions", "admin", new BsonDocument("refreshSessions", new BsonArray(ids)));
    }
  }

  /** Runs a command on this server. {@code doing} completes "cannot …" in a problem's message. */
  BsonDocument run(String doing, String database, BsonDocument command) {
    return errors.during(
        doing,
        () ->
            client
                .getDatabase(database)
                .runCommand(command, ReadPreference.primaryPreferred(), BsonDocument.class));
  }

  @Override
  public void close() {
    Uninterrupted.run(client::close);
  }
}
