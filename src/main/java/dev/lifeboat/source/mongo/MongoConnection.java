package dev.lifeboat.source.mongo;

import static java.util.concurrent.TimeUnit.MILLISECONDS;

import com.mongodb.ClientSessionOptions;
import com.mongodb.MongoClientSettings;
import com.mongodb.MongoInterruptedException;
import com.mongodb.MongoTimeoutException;
import com.mongodb.ReadPreference;
import com.mongodb.ServerAddress;
import com.mongodb.client.ClientSession;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.connection.ClusterConnectionMode;
import dev.lifeboat.problem.Code;
import dev.lifeboat.problem.Problem;
import dev.lifeboat.problem.ProblemException;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import javax.net.ssl.SSLContext;
import org.bson.BsonArray;
import org.bson.BsonDocument;
import org.bson.BsonInt32;
import org.bson.UuidRepresentation;
import org.jspecify.annotations.Nullable;

/**
 * A connection to one server that was looked at: its topology and version are known and supported.
 * It stays with that server until {@link #goOn}. Safe for use by several threads.
 */
final class MongoConnection implements AutoCloseable {
  private static final int PATIENCE_MILLIS = 10_000;
  private static final int PAUSE_MILLIS = 100;
  // Reads are answered within seconds.
  private static final int STALLED_MINUTES = 2;
  private static final Duration GOODBYE = Duration.ofSeconds(5);

  private final ReadPreference preference;
  private final MongoClientSettings whole;
  private final MongoErrors errors;
  private final Set<ClientSession> sessions = ConcurrentHashMap.newKeySet();
  private final Queue<MongoClient> others = new ConcurrentLinkedQueue<>();
  private volatile Member member;

  /** Another client of the same server, whose answers may take however long they take. */
  private @Nullable MongoClient patient;

  /** A server that was chosen, and a client that talks to it alone, by those settings. */
  private record Member(MongoClient client, ServerInfo server, MongoClientSettings settings) {}

  private MongoConnection(
      MongoSettings settings, ReadPreference preference, MongoClientSettings whole) {
    this.preference = preference;
    this.whole = whole;
    MongoUri uri = settings.uri();
    this.errors =
        new MongoErrors(
            String.join(",", uri.hosts()),
            uri.isByTls() || !settings.tlsFiles().isEmpty(),
            uri.isLoginByCertificate());
    this.member = choose();
  }

  /** Connects to one member, chosen by the read preference; answers that stall are failures. */
  static MongoConnection toRead(MongoSettings settings) {
    return new MongoConnection(
        settings, readPreference(settings), clientSettings(settings, STALLED_MINUTES));
  }

  /**
   * Connects to the primary or the standalone server. Answers that stall are failures; what may
   * take long is done {@link #patiently}.
   */
  static MongoConnection toWrite(MongoSettings settings) {
    return new MongoConnection(
        settings, ReadPreference.primary(), clientSettings(settings, STALLED_MINUTES));
  }

  /** Connects to whichever member answers, the primary at best; waits no longer than that. */
  static MongoConnection toLook(MongoSettings settings, Duration patience) {
    int millis = Math.toIntExact(patience.toMillis());
    MongoClientSettings whole = clientSettings(settings, 0);
    long wanted = whole.getClusterSettings().getServerSelectionTimeout(MILLISECONDS);
    MongoClientSettings quick =
        MongoClientSettings.builder(whole)
            .applyToClusterSettings(
                cluster -> cluster.serverSelectionTimeout(Math.min(wanted, millis), MILLISECONDS))
            .applyToSocketSettings(
                socket ->
                    socket.connectTimeout(millis, MILLISECONDS).readTimeout(millis, MILLISECONDS))
            .build();
    return new MongoConnection(settings, ReadPreference.primaryPreferred(), quick);
  }

  private Member choose() {
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
        MongoClientSettings settings = directly(whole, server.address().get());
        return new Member(MongoClients.create(settings), server, settings);
      }
      return new Member(client, server, whole);
    } catch (RuntimeException e) {
      client.close();
      throw e;
    }
  }

  /**
   * Goes on with a member that answers, after one was lost: with the same, or another of its set.
   * Sessions that were had before are of no use any more.
   *
   * @param before whose loss was seen; nothing is done if another thread has gone on meanwhile
   * @throws dev.lifeboat.problem.ProblemException if none answers within three times the patience
   *     for one
   */
  synchronized void goOn(MongoClient before) throws InterruptedException {
    if (member.client().equals(before)) {
      member = chooseAgain();
      others.add(before);
    }
  }

  private Member chooseAgain() throws InterruptedException {
    long patience = whole.getClusterSettings().getServerSelectionTimeout(MILLISECONDS);
    long end = System.nanoTime() + MILLISECONDS.toNanos(3 * patience);
    while (true) {
      try {
        return choose();
      } catch (ProblemException e) {
        if (!Outage.isPassing(e) || System.nanoTime() - end > 0) {
          throw e;
        }
        Thread.sleep(PAUSE_MILLIS);
      }
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

  static MongoClientSettings clientSettings(MongoSettings settings, int stalledMinutes) {
    var string = settings.uri().parsed();
    var builder =
        MongoClientSettings.builder()
            .applyToClusterSettings(
                cluster -> cluster.serverSelectionTimeout(PATIENCE_MILLIS, MILLISECONDS))
            .applyToSocketSettings(socket -> socket.readTimeout(stalledMinutes, TimeUnit.MINUTES))
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
    return member.client();
  }

  MongoClientSettings clientSettings() {
    return whole;
  }

  ServerInfo server() {
    return member.server();
  }

  MongoErrors errors() {
    return errors;
  }

  /**
   * Does what may take long, such as building indexes or waiting for a majority, for as long as the
   * server answers other requests. A connection that does so is not to {@link #goOn} elsewhere.
   *
   * @throws com.mongodb.MongoException its own, or that the server has gone silent
   */
  <T> T patiently(Function<MongoClient, T> work) {
    MongoClient client = patient();
    int millis = member.settings().getSocketSettings().getReadTimeout(MILLISECONDS);
    var silence = millis > 0 ? Duration.ofMillis(millis) : Duration.ofMinutes(STALLED_MINUTES);
    return new Patience(this::client, silence).await(() -> work.apply(client));
  }

  private synchronized MongoClient patient() {
    if (patient == null) {
      patient =
          MongoClients.create(
              MongoClientSettings.builder(member.settings())
                  .applyToSocketSettings(socket -> socket.readTimeout(0, MILLISECONDS))
                  .build());
    }
    return patient;
  }

  /** A session for one thread, given back to {@link #close(ClientSession)}. */
  ClientSession session(MongoClient client) {
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
            client()
                .getDatabase(database)
                .runCommand(command, ReadPreference.primaryPreferred(), BsonDocument.class));
  }

  @Override
  public synchronized void close() {
    Uninterrupted.run(
        () -> {
          client().close();
          others.forEach(MongoClient::close);
          if (patient != null) {
            closeSoon(patient);
          }
        });
  }

  // It says goodbye to the server, and would wait for the answer for ever.
  private static void closeSoon(MongoClient patient) {
    var closing =
        Thread.ofVirtual()
            .start(
                () -> {
                  try {
                    patient.close();
                  } catch (MongoInterruptedException e) {
                    // The server is silent.
                  }
                });
    try {
      if (!closing.join(GOODBYE)) {
        closing.interrupt();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
