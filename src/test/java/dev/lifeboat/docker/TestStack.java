package dev.lifeboat.docker;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import dev.lifeboat.io.TempFolder;
import dev.lifeboat.process.Command;
import dev.lifeboat.process.Finished;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.bson.Document;

/**
 * A Compose project of the kind in examples/copilotos, on the tests' engine: {@code mongodb}, a
 * one-node replica set {@code rs0} whose member is {@code mongodb:27017}, {@code redis}, {@code
 * api}, which has a health check that reads and writes the database, and {@code web}. Volumes:
 * {@code mongodb_data}, {@code redis_data}. Its files are {@code compose.yaml} and {@code .env} in
 * {@link #folder}. Whoever starts it closes it, which removes all of it.
 */
public final class TestStack implements AutoCloseable {
  private static final Duration LIMIT = Duration.ofMinutes(4);

  @SuppressWarnings("InlineFormatString") // read better apart from what fills it
  private static final String YAML =
      """
      services:
        mongodb:
          image: %s
          command: ["--replSet", "rs0"]
          %s
          volumes: ["mongodb_data:/data/db"]
          stop_grace_period: 20s
          healthcheck:
            test: ["CMD-SHELL", "nc -w 5 127.0.0.1 27017 </messages/hello | grep -q isWritablePrimary"]
            interval: 1s
            timeout: 10s
            retries: 60
        redis:
          image: %s
          command: ["--appendonly", "yes"]
          volumes: ["redis_data:/data"]
        api:
          image: %s
          environment:
            MONGODB_URL: mongodb://%smongodb:27017/?replicaSet=rs0&serverSelectionTimeoutMS=3000
            SHOP_COLOUR: ${SHOP_COLOUR}
          depends_on:
            mongodb: {condition: service_healthy}
            redis: {condition: service_started}
          stop_grace_period: 5s
          healthcheck:
            test: ["CMD", "wget", "-q", "-O", "-", "http://127.0.0.1:8001/health"]
            interval: 1s
            timeout: 10s
            retries: 120
        web:
          image: %s
          command: ["sh", "-c", "echo shop >/tmp/index.html; exec httpd -f -p 3000 -h /tmp"]
          depends_on: [api]
          stop_grace_period: 1s
      volumes:
        mongodb_data:
        redis_data:
      """;

  /** What the images of the tests need other than the real ones, for the example. */
  @SuppressWarnings("InlineFormatString") // read better apart from what fills it
  private static final String EXAMPLE_OVERRIDE =
      """
      services:
        mongodb:
          entrypoint: [/entrypoint.sh]
          command: [--replSet, rs0]
          healthcheck:
            test: ["CMD-SHELL", "nc -w 5 127.0.0.1 27017 </messages/hello | grep -q isWritablePrimary"]
            interval: 1s
            retries: 120
        api:
          stop_grace_period: 5s
          healthcheck:
            test: ["CMD", "wget", "-q", "-O", "-", "http://127.0.0.1:8001/health"]
            interval: 1s
            retries: 120
        web:
          command: ["sh", "-c", "echo shop >/tmp/index.html; exec httpd -f -p 3000 -h /tmp"]
          stop_grace_period: 1s
      """;

  private static final Path EXAMPLE = Path.of("examples", "stack");

  private final TestEngine docker;
  private final String project;
  private final boolean auth;
  private final boolean example;
  private final TempFolder folder;
  private final List<String> compose;

  private TestStack(TestEngine docker, String project, boolean auth, boolean example) {
    this.docker = docker;
    this.project = project;
    this.auth = auth;
    this.example = example;
    this.folder = TempFolder.create("lifeboat-stack-");
    this.compose = compose(docker);
  }

  /** All services up and healthy, without users in the database. */
  public static TestStack start(TestEngine docker, String what) {
    return start(docker, what, false, false);
  }

  /** The same where the database asks for {@link #USER} and {@link #PASSWORD}. */
  public static TestStack startWithUsers(TestEngine docker, String what) {
    return start(docker, what, true, false);
  }

  /** That of examples/stack, with the tests' images; its database has users. */
  public static TestStack startExample(TestEngine docker, String what) {
    return start(docker, what, true, true);
  }

  /** The first user, whom the image makes. */
  public static final String USER = MongoMessages.USER;

  public static final String PASSWORD = MongoMessages.PASSWORD;

  private static TestStack start(TestEngine docker, String what, boolean auth, boolean example) {
    TestStack stack = new TestStack(docker, docker.name(what), auth, example);
    try {
      for (TestImage each : TestImage.values()) {
        var _ = docker.image(each);
      }
      stack.write();
      var _ = stack.compose("up", "-d");
      stack.initiate();
      stack.awaitHealthy();
      return stack;
    } catch (RuntimeException e) {
      stack.close();
      throw e;
    }
  }

  /** Version 2 if it is there, else version 1. */
  private static List<String> compose(TestEngine docker) {
    for (List<String> words : List.of(List.of("docker", "compose"), List.of("docker-compose"))) {
      Finished said =
          Command.of("sh", "-c", String.join(" ", words) + " version --short")
              .withEnvironment(docker.environment())
              .run();
      if (said.status() == 0) {
        return words;
      }
    }
    throw new IllegalStateException("no Compose command: ./test installs one");
  }

  private void write() {
    try {
      if (example) {
        Files.copy(EXAMPLE.resolve("compose.yaml"), folder.path().resolve("compose.yaml"));
        Files.writeString(folder.path().resolve("compose.override.yaml"), EXAMPLE_OVERRIDE);
      } else {
        Files.writeString(folder.path().resolve("compose.yaml"), yaml());
      }
      Path env = folder.path().resolve(".env");
      Files.writeString(
          env,
          "COMPOSE_PROJECT_NAME=%s\nMONGODB_PASSWORD=%s\nSHOP_COLOUR=blue\n"
                  .formatted(project, PASSWORD)
              + (example ? exampleVariables() : ""));
      Files.setPosixFilePermissions(env, PosixFilePermissions.fromString("rw-------"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String exampleVariables() throws IOException {
    try (ServerSocket free = new ServerSocket(0)) {
      return "MONGODB_USER=%s\nMONGO_IMAGE=%s\nREDIS_IMAGE=%s\nAPI_IMAGE=%s\nWEB_IMAGE=%s\nAPI_PORT=%d\n"
          .formatted(
              USER,
              TestImage.MONGOD.reference(),
              TestImage.REDIS.reference(),
              TestImage.API.reference(),
              TestImage.BUSYBOX.reference(),
              free.getLocalPort());
    }
  }

  private String yaml() {
    String first = auth ? "environment: {MONGO_INITDB_ROOT_USERNAME: %s}".formatted(USER) : "";
    return YAML.formatted(
        TestImage.MONGOD.reference(),
        first,
        TestImage.REDIS.reference(),
        TestImage.API.reference(),
        auth ? USER + ":${MONGODB_PASSWORD}@" : "",
        TestImage.BUSYBOX.reference());
  }

  /** Makes the one member a primary, if it isn't one already. */
  public void initiate() {
    await("the set to have a primary", this::isPrimary);
  }

  private boolean isPrimary() {
    try (MongoClient client = MongoClients.create(uri() + "&serverSelectionTimeoutMS=2000")) {
      Document hello = client.getDatabase("admin").runCommand(new Document("hello", 1));
      if (!hello.containsKey("setName")) {
        var _ =
            client
                .getDatabase("admin")
                .runCommand(
                    new Document(
                        "replSetInitiate",
                        new Document("_id", "rs0")
                            .append(
                                "members",
                                List.of(new Document("_id", 0).append("host", "mongodb:27017")))));
      }
      return hello.getBoolean("isWritablePrimary", false);
    } catch (RuntimeException e) {
      return false;
    }
  }

  /** Waits until the API says that it can read and write the database. */
  public void awaitHealthy() {
    await(
        "the API to be healthy",
        () -> {
          if (container("api").filter(each -> each.state() == ContainerState.EXITED).isPresent()) {
            throw new IllegalStateException("the API ended: " + logs());
          }
          return health().filter(each -> each == 200).isPresent();
        });
    await(
        "the engine to say so",
        () ->
            container("api")
                .flatMap(Container::health)
                .filter(each -> each == Health.HEALTHY)
                .isPresent());
  }

  /** What the API answers to a look at its health; empty if nothing answers. */
  public Optional<Integer> health() {
    return get("/health").map(HttpResponse::statusCode);
  }

  /** How many orders the API sees in the database. */
  public long orders() {
    return Long.parseLong(get("/orders").orElseThrow().body().strip());
  }

  private Optional<HttpResponse<String>> get(String path) {
    try (HttpClient client = HttpClient.newHttpClient()) {
      Optional<String> address = container("api").flatMap(TestStack::address);
      if (address.isEmpty()) {
        return Optional.empty();
      }
      return Optional.of(
          client.send(
              HttpRequest.newBuilder(URI.create("http://" + address.get() + ":8001" + path))
                  .timeout(Duration.ofSeconds(15))
                  .build(),
              HttpResponse.BodyHandlers.ofString()));
    } catch (IOException e) {
      return Optional.empty();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private static Optional<String> address(Container container) {
    return container.networks().stream().flatMap(each -> each.address().stream()).findFirst();
  }

  /** Waits, for minutes if need be. */
  public void await(String what, BooleanSupplier condition) {
    long end = System.nanoTime() + LIMIT.toNanos();
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() > end) {
        throw new IllegalStateException("waited in vain for " + what + ": " + logs());
      }
      Dockerd.pause();
    }
  }

  private String logs() {
    StringBuilder all = new StringBuilder();
    for (Container each : docker.engine().containers(labels())) {
      all.append('\n').append(each.name()).append(' ').append(each.state()).append('\n');
      all.append(docker.engine().logs(each.id(), 5));
    }
    return all.toString();
  }

  /** The project's name, which is the stack's. */
  public String project() {
    return project;
  }

  /** With {@code compose.yaml} and {@code .env}. */
  public Path folder() {
    return folder.path();
  }

  /** The labels by which its things are found. */
  public Map<String, String> labels() {
    return Map.of("com.docker.compose.project", project);
  }

  /** The container of a service, in whatever state it is. */
  public Optional<Container> container(String service) {
    return docker
        .engine()
        .containers(
            Map.of("com.docker.compose.project", project, "com.docker.compose.service", service))
        .stream()
        .findFirst();
  }

  /** The full name of a volume. */
  public String volume(String name) {
    return project + "_" + name;
  }

  /**
   * The database by the container's address, as it is now: it changes when the container is started
   * again. With options, so that more can follow after an ampersand.
   */
  public String uri() {
    String address = container("mongodb").flatMap(TestStack::address).orElse("127.0.0.1");
    return "mongodb://%s%s:27017/?directConnection=true"
        .formatted(auth ? USER + ":" + PASSWORD + "@" : "", address);
  }

  /** A client of the database; to be closed. */
  public MongoClient client() {
    return MongoClients.create(uri());
  }

  /** Runs the Compose command on this project, and fails if it does. */
  public String compose(String... arguments) {
    List<String> words = new ArrayList<>(compose.subList(1, compose.size()));
    words.addAll(List.of(arguments));
    Finished finished =
        Command.of(compose.getFirst())
            .with(words)
            .withEnvironment(docker.environment())
            .inFolder(folder.path())
            .withTimeout(LIMIT)
            .run();
    if (finished.status() != 0) {
      throw new IllegalStateException(
          String.join(" ", arguments) + ": " + finished.error() + finished.output() + logs());
    }
    return finished.output() + finished.error();
  }

  @Override
  public void close() {
    Engine engine = docker.engine();
    engine.containers(labels()).forEach(each -> engine.remove(each.id(), true));
    engine.volumes(labels()).forEach(each -> engine.removeVolume(each.name(), true));
    engine.networks(labels()).forEach(each -> engine.removeNetwork(each.id()));
    folder.close();
  }
}
