package dev.lifeboat.sandbox;

import com.mongodb.MongoCredential;
import com.mongodb.MongoException;
import dev.lifeboat.problem.Code;
import dev.lifeboat.problem.Problem;
import dev.lifeboat.process.Command;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.bson.Document;

/**
 * A real MongoDB deployment that exists for a while: on free ports of 127.0.0.1, with its data in a
 * temporary folder that only this user can read. Closing it ends the servers and removes their
 * data; so does the end of the JVM, also when the JVM is killed.
 *
 * <p>Nodes are numbered from 0. For use by one thread at a time; {@link #uri} is safe for all.
 */
public final class ThrowawayMongod implements AutoCloseable {
  /** The name of a replica set. */
  public static final String SET_NAME = "rs0";

  private static final Duration ELECTION = Duration.ofSeconds(60);

  private final MongodOptions options;
  private final Path folder;
  private final String password = random(16);
  private final String key = random(48);
  private final List<MongodNode> nodes = new ArrayList<>();
  private final Watcher watcher;
  private final Thread atExit = Thread.ofPlatform().unstarted(this::remove);

  private ThrowawayMongod(MongodBinary binary, MongodOptions options) throws IOException {
    this.options = options;
    Leftovers.remove();
    this.folder = Leftovers.newFolder();
    this.watcher = new Watcher(folder);
    Runtime.getRuntime().addShutdownHook(atExit);
    var command = command(binary);
    for (int i = 0; i < Math.max(1, options.members()); i++) {
      nodes.add(new MongodNode(command, Files.createDirectory(folder.resolve("node" + i))));
    }
  }

  /** One server that is no replica set. */
  public static MongodOptions standalone() {
    return MongodOptions.ofMembers(0);
  }

  /** A replica set; the first node is its first primary. */
  public static MongodOptions replicaSet(int members) {
    return MongodOptions.ofMembers(members);
  }

  static ThrowawayMongod start(MongodBinary binary, MongodOptions options) {
    ThrowawayMongod mongod;
    try {
      mongod = new ThrowawayMongod(binary, options);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    try {
      mongod.bringUp();
      return mongod;
    } catch (MongoException e) {
      mongod.close();
      throw Problem.of(
              Code.MONGO_FAILED, "the throw-away MongoDB can't be set up: " + e.getMessage())
          .causedBy(e);
    } catch (RuntimeException e) {
      mongod.close();
      throw e;
    }
  }

  private Command command(MongodBinary binary) throws IOException {
    var words = new ArrayList<String>();
    words.addAll(List.of("--bind_ip", "127.0.0.1", "--nounixsocket"));
    words.addAll(List.of("--wiredTigerCacheSizeGB", String.valueOf(options.cacheGigabytes())));
    parameters()
        .forEach((name, value) -> words.addAll(List.of("--setParameter", name + "=" + value)));
    if (options.isReplicaSet()) {
      words.addAll(List.of("--replSet", SET_NAME));
      words.addAll(List.of("--oplogSize", String.valueOf(options.oplogMegabytes())));
    }
    if (options.authentication()) {
      words.add("--auth");
      if (options.isReplicaSet()) {
        words.addAll(List.of("--keyFile", keyFile().toString()));
      }
    }
    options
        .tls()
        .ifPresent(
            tls -> {
              words.addAll(List.of("--tlsMode", "requireTLS"));
              words.addAll(List.of("--tlsCertificateKeyFile", tls.certificateAndKey().toString()));
              words.addAll(List.of("--tlsCAFile", tls.authority().toString()));
              if (!tls.demanding()) {
                words.add("--tlsAllowConnectionsWithoutCertificates");
              }
            });
    return Command.of(binary.path().toString()).with(words);
  }

  private Map<String, String> parameters() {
    var all = new java.util.TreeMap<>(Map.of("diagnosticDataCollectionEnabled", "false"));
    all.putAll(options.parameters());
    return all;
  }

  private Path keyFile() throws IOException {
    var ownerOnly =
        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
    var file = Files.createFile(folder.resolve("key"), ownerOnly);
    return Files.writeString(file, key);
  }

  private static String random(int bytes) {
    var content = new byte[bytes];
    new SecureRandom().nextBytes(content);
    return HexFormat.of().formatHex(content);
  }

  private void bringUp() {
    nodes.forEach(MongodNode::launch);
    watch();
    for (var node : nodes) {
      while (!node.awaitReady()) {
        node.takeAnotherPort();
        node.launch();
        watch();
      }
    }
    if (!options.isReplicaSet() && !options.authentication()) {
      return;
    }
    // Without a user yet, a server trusts whoever comes from its own host.
    try (var admin = new Admin(nodes.getFirst().port(), options.tls(), Optional.empty())) {
      if (options.isReplicaSet()) {
        admin.run(new Document("replSetInitiate", configuration()));
        await(admin::isPrimary, "no primary was elected");
      }
      if (options.authentication()) {
        admin.run(
            new Document("createUser", options.administrator())
                .append("pwd", password)
                .append("roles", List.of("root")));
      }
    }
    awaitSecondaries();
  }

  private Document configuration() {
    List<Document> members =
        IntStream.range(0, nodes.size())
            .mapToObj(
                i ->
                    new Document("_id", i)
                        .append("host", nodes.get(i).address())
                        .append("priority", i == 0 ? 2 : 1))
            .toList();
    return new Document("_id", SET_NAME)
        .append("members", members)
        .append(
            "settings",
            new Document("electionTimeoutMillis", 2000).append("heartbeatIntervalMillis", 250));
  }

  private void awaitSecondaries() {
    for (var node : nodes.subList(1, nodes.size())) {
      try (var admin = admin(node)) {
        await(
            () -> admin.run(new Document("hello", 1)).getBoolean("secondary", false),
            "node '" + node.address() + "' did not become a secondary");
      }
    }
  }

  private static void await(java.util.function.BooleanSupplier condition, String otherwise) {
    var patience = new Patience(ELECTION);
    while (!condition.getAsBoolean()) {
      if (!patience.lasts()) {
        throw Problem.of(Code.MONGO_FAILED, otherwise + " within " + ELECTION.toSeconds() + " s")
            .exception();
      }
    }
  }

  private Admin admin(MongodNode node) {
    return new Admin(node.port(), options.tls(), credential());
  }

  private Optional<MongoCredential> credential() {
    return options.authentication()
        ? Optional.of(
            MongoCredential.createCredential(
                options.administrator(), "admin", password.toCharArray()))
        : Optional.empty();
  }

  /**
   * A connection string for the whole deployment. It contains the password where clients must log
   * in; where they must speak TLS, trusting the authority is left to them.
   */
  public String uri() {
    var hosts = nodes.stream().map(MongodNode::address).collect(Collectors.joining(","));
    return "mongodb://" + login() + hosts + "/?" + query(options.isReplicaSet());
  }

  /**
   * A connection string for the user that the members of a replica set are to each other: it may do
   * everything, and is in no collection. For those where clients must log in.
   */
  public String uriOfMember() {
    return "mongodb://__system:"
        + key
        + "@"
        + nodes.getFirst().address()
        + "/?directConnection=true&authSource=local&authMechanism=SCRAM-SHA-256";
  }

  /** Removes the administrator: only {@link #uriOfMember} can log in then, and who was restored. */
  public void forgetAdministrator() {
    var member =
        MongoCredential.createScramSha256Credential("__system", "local", key.toCharArray());
    try (var admin = new Admin(nodes.getFirst().port(), options.tls(), Optional.of(member))) {
      admin.run(new Document("dropUser", options.administrator()));
    }
  }

  /** A connection string for one node alone. */
  public String uri(int node) {
    return "mongodb://"
        + login()
        + nodes.get(node).address()
        + "/?directConnection=true&"
        + query(false);
  }

  private String login() {
    return options.authentication() ? options.administrator() + ":" + password + "@" : "";
  }

  private String query(boolean wholeSet) {
    var parts = new ArrayList<String>();
    if (wholeSet) {
      parts.add("replicaSet=" + SET_NAME);
    }
    if (options.authentication()) {
      parts.add("authSource=admin");
    }
    if (options.tls().isPresent()) {
      parts.add("tls=true");
    }
    return String.join("&", parts);
  }

  /** The password of the administrator, where clients must log in. */
  public String password() {
    return password;
  }

  public int port(int node) {
    return nodes.get(node).port();
  }

  /** The process of a node that runs. */
  public long pid(int node) {
    return nodes.get(node).pid().orElseThrow();
  }

  /** Holds the data of all nodes, and the key file. */
  public Path folder() {
    return folder;
  }

  /** Which node is the primary. Waits for one. */
  public int primary() {
    var found = new int[] {-1};
    await(
        () -> {
          found[0] =
              IntStream.range(0, nodes.size())
                  .filter(i -> nodes.get(i).pid().isPresent() && isPrimary(nodes.get(i)))
                  .findFirst()
                  .orElse(-1);
          return found[0] >= 0;
        },
        "no primary was elected");
    return found[0];
  }

  private boolean isPrimary(MongodNode node) {
    try (var admin = admin(node)) {
      return admin.isPrimary();
    }
  }

  /** Ends a node as a power cut would. */
  public void kill9(int node) {
    nodes.get(node).kill();
    watch();
  }

  /** Ends a node in its own time, as a shutdown of the host does. */
  public void stop(int node) {
    nodes.get(node).stop();
    watch();
  }

  /** Starts a node again, with its data and on its port, and waits until it takes connections. */
  public void restart(int node) {
    var server = nodes.get(node);
    server.stop();
    server.launch();
    watch();
    if (!server.awaitReady()) {
      throw Problem.of(Code.PROCESS_FAILED, "port " + server.port() + " was taken meanwhile")
          .exception();
    }
    if (options.isReplicaSet()
        && nodes.stream().filter(n -> n.pid().isPresent()).count() * 2 > nodes.size()) {
      var _ = primary();
    }
  }

  /** Makes the primary step down, and not stand again for that long. */
  public void stepDown(Duration pause) {
    try (var admin = admin(nodes.get(primary()))) {
      admin.run(
          new Document("replSetStepDown", pause.toSeconds())
              .append("force", true)
              .append("secondaryCatchUpPeriodSecs", Math.min(5, pause.toSeconds() - 1)));
    }
  }

  private void watch() {
    watcher.watch(nodes.stream().flatMapToLong(node -> node.pid().stream()).boxed().toList());
  }

  @Override
  public void close() {
    try {
      Runtime.getRuntime().removeShutdownHook(atExit);
    } catch (IllegalStateException e) {
      // The JVM is exiting: the hook itself runs, too, and finds nothing left to do.
    }
    remove();
  }

  private void remove() {
    nodes.forEach(MongodNode::kill);
    try {
      Folders.delete(folder);
      watcher.close();
    } catch (IOException e) {
      // Left to the watcher, which tries again when the JVM is gone.
    }
  }

  /** Where it runs; never its password. */
  @Override
  public String toString() {
    return "mongod at " + nodes.stream().map(MongodNode::address).collect(Collectors.joining(","));
  }
}
