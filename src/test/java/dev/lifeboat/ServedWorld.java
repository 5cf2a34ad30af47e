package dev.lifeboat;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import com.mongodb.MongoException;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoCollection;
import dev.lifeboat.alert.Receiver;
import dev.lifeboat.sandbox.ThrowawayMongod;
import dev.lifeboat.state.StateDatabase;
import dev.lifeboat.state.StatePlace;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.bson.Document;
import org.bson.types.Binary;

/** A daemon as a process of its own, and all that it works with, each real and each breakable. */
final class ServedWorld implements AutoCloseable {
  static final String STACK = "soak";
  private static final int DOCUMENTS = 20_000;
  private static final String TOKEN = "soak-token";
  private static final long DISK = 400L << 20;
  private static final Duration LAST_ACTS = Duration.ofMinutes(3);

  private final Path folder;
  private final String launcher;
  private final SoakDisk disk;
  private final ThrowawayMongod mongod;
  private final SlowableWire mongo;
  private final GreenMail mail;
  private final SlowableWire post;
  private final Receiver hook = new Receiver();
  private final MongoClient client;
  private final Random random;
  private Optional<Process> daemon = Optional.empty();
  private final int port;
  private final HttpClient http = HttpClient.newHttpClient();
  private int changed = DOCUMENTS;

  ServedWorld(Path folder, String launcher, Random random) throws IOException {
    this.folder = folder;
    this.launcher = launcher;
    this.random = random;
    this.disk = new SoakDisk(folder.resolve("disk.img"), folder.resolve("disk"), DISK);
    this.mongod = ThrowawayMongod.replicaSet(1).cacheGigabytes(0.25).start();
    this.mongo = new SlowableWire(mongod.port(0));
    this.mail = new GreenMail(new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));
    mail.start();
    this.post = new SlowableWire(mail.getSmtp().getPort());
    this.client = MongoClients.create(mongod.uri());
    try (ServerSocket free = new ServerSocket(0)) {
      this.port = free.getLocalPort();
    }
  }

  /** A database with something in it, a repository, and jobs. */
  void create() throws IOException {
    List<Document> documents = new ArrayList<>();
    IntStream.range(0, DOCUMENTS).forEach(i -> documents.add(document(i)));
    orders().insertMany(documents);
    run(
        "init",
        "--no-input",
        "--stack",
        STACK,
        "--mongo-uri",
        "mongodb://127.0.0.1:" + mongo.port() + "/?directConnection=true",
        "--database",
        STACK,
        "--repository",
        repository().toString());
    Path config = folder.resolve("lifeboat.yaml");
    Files.writeString(
        config, Files.readString(config).replaceFirst("(?m)^min-free: .*$", "min-free: 0"));
    Files.writeString(
        config,
        """
        retention: {keep-last: 20}
        copy: '%s'
        objectives: {rpo: [{source: mongo, within: 3m}]}
        monitor: {min-room: 10MB, success-rate: 1, room-ahead: 1m}
        jobs:
          database: {kind: backup, every: 1m, timeout: 100s, retries: 1}
          again: {kind: backup, every: 3m, jitter: 30s, retries: 0}
          proof: {kind: verify, every: 2m, jitter: 40s, retries: 1}
          prune: {kind: prune, every: 2m, retries: 1}
          copy: {kind: copy, every: 2m, retries: 1}
          watch: {kind: monitor, every: 1m, retries: 1}
        daemon: {grace: 20s}
        http: {port: %d, token: %s}
        alerts:
          open-after: 30s
          clear-after: 30s
          per-hour: 1000
          channels:
            mail: {kind: email, from: critical, to: ops@example.com, smtp: '127.0.0.1:%d', tls: none}
            hook: {kind: webhook, from: critical, url: '%s'}
          pings: {all: '%s'}
        """
            .formatted(
                folder.resolve("copy"),
                port,
                TOKEN,
                post.port(),
                hook.url("/hook"),
                hook.url("/ping/{job}")),
        StandardOpenOption.APPEND);
    Files.setPosixFilePermissions(config, PosixFilePermissions.fromString("rw-------"));
  }

  private Document document(int id) {
    byte[] noise = new byte[200];
    random.nextBytes(noise);
    return new Document("_id", id).append("text", "order " + id).append("noise", new Binary(noise));
  }

  private MongoCollection<Document> orders() {
    return client.getDatabase(STACK).getCollection("orders");
  }

  /** People go on working. */
  void change() {
    try {
      for (int i = 0; i < 20; i++) {
        orders().insertOne(document(changed++));
      }
    } catch (MongoException e) {
      // The database is away, and so is their work.
      return;
    }
  }

  /** Asks the daemon for its numbers, as Prometheus does. */
  void scrape() throws InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/metrics"))
            .header("Authorization", "Bearer " + TOKEN)
            .timeout(Duration.ofSeconds(5))
            .build();
    try {
      http.send(request, HttpResponse.BodyHandlers.discarding());
    } catch (IOException e) {
      // It was just killed.
      return;
    }
  }

  Path repository() {
    return folder.resolve("disk/repository");
  }

  SoakDisk disk() {
    return disk;
  }

  ThrowawayMongod mongod() {
    return mongod;
  }

  SlowableWire mongo() {
    return mongo;
  }

  SlowableWire post() {
    return post;
  }

  GreenMail mail() {
    return mail;
  }

  Receiver hook() {
    return hook;
  }

  /** What the daemon wrote down. */
  StateDatabase state() {
    return StateDatabase.open(new StatePlace.InFolder(folder.resolve("state")));
  }

  /** Starts a daemon. */
  ProcessHandle serve() throws IOException {
    ProcessBuilder builder = builder("serve");
    Path log = folder.resolve("serve.log");
    Process process =
        builder
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
            .start();
    daemon = Optional.of(process);
    return process.toHandle();
  }

  Optional<ProcessHandle> daemon() {
    return daemon.filter(Process::isAlive).map(Process::toHandle);
  }

  /** What the daemon said. */
  List<String> said() throws IOException {
    return Files.readAllLines(folder.resolve("serve.log"));
  }

  /** Asks the daemon to stop, and gives what it exits with. */
  int stop() throws InterruptedException {
    Process process = daemon.orElseThrow();
    process.destroy();
    if (!process.waitFor(LAST_ACTS.toSeconds(), TimeUnit.SECONDS)) {
      throw new AssertionError("the daemon doesn't stop");
    }
    return process.exitValue();
  }

  /** Runs a command to its end; it must exit with 0. */
  String run(String... words) throws IOException {
    Path out = Files.createTempFile(folder, "out", "");
    Path err = Files.createTempFile(folder, "err", "");
    try {
      Process process =
          builder(words).redirectOutput(out.toFile()).redirectError(err.toFile()).start();
      int exit = process.waitFor();
      if (exit != 0) {
        throw new AssertionError(
            "%s exits with %d: %s%s"
                .formatted(
                    String.join(" ", words), exit, Files.readString(out), Files.readString(err)));
      }
      return Files.readString(out);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    } finally {
      Files.delete(out);
      Files.delete(err);
    }
  }

  private ProcessBuilder builder(String... words) {
    List<String> command = new ArrayList<>(List.of(launcher));
    command.addAll(List.of(words));
    ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile());
    builder.environment().put("LIFEBOAT_STATE", folder.resolve("state").toString());
    builder.environment().remove("LIFEBOAT_CONFIG");
    return builder;
  }

  @Override
  public void close() throws IOException {
    daemon.ifPresent(
        process -> {
          process.descendants().forEach(ProcessHandle::destroyForcibly);
          process.destroyForcibly();
        });
    client.close();
    mongo.close();
    mongod.close();
    post.close();
    mail.stop();
    hook.close();
    disk.close();
  }
}
