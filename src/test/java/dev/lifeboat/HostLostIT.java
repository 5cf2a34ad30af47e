package dev.lifeboat;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import dev.lifeboat.docker.Engine;
import dev.lifeboat.docker.TestEngine;
import dev.lifeboat.docker.TestImage;
import dev.lifeboat.process.Command;
import dev.lifeboat.process.Finished;
import dev.lifeboat.repository.crypto.SigningKey;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.bson.Document;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/**
 * A server is lost with all that was on it: files, keys, containers, volumes and images. What is
 * left is the repository and the recovery kit.
 */
class HostLostIT {
  private static final int BOOKS = 400;

  @RegisterExtension static final TestEngine DOCKER = new TestEngine();

  @TempDir private Path temp;
  private Path lost = Path.of("");
  private Path found = Path.of("");
  private Path repository = Path.of("");
  private String stack = "";
  private int port;

  @BeforeEach
  void aStackWithImagesOfItsOwn() throws IOException {
    lost = Files.createDirectory(temp.resolve("lost"));
    found = Files.createDirectory(temp.resolve("found"));
    repository = temp.resolve("repository");
    stack = DOCKER.name("host");
    try (ServerSocket free = new ServerSocket(0)) {
      port = free.getLocalPort();
    }
    build("db", TestImage.MONGOD);
    build("web", TestImage.BUSYBOX);
    Files.writeString(
        lost.resolve("compose.yaml"),
        """
        services:
          db:
            image: %1$s-db:1
            command: ["--replSet", "rs0"]
            ports: ["127.0.0.1:%2$d:27017"]
            volumes: ["data:/data/db"]
          web:
            image: %1$s-web:1
            command: ["sh", "-c", "echo $$COLOUR >/tmp/index.html; exec httpd -f -p 3000 -h /tmp"]
            environment: {COLOUR: "${COLOUR}"}
            depends_on: [db]
            stop_grace_period: 1s
        volumes:
          data:
        """
            .formatted(stack, port));
    Files.writeString(
        lost.resolve(".env"), "COMPOSE_PROJECT_NAME=%s\nCOLOUR=green\n".formatted(stack));
    compose("up", "-d");
  }

  @AfterEach
  void removeIt() {
    removeStack();
  }

  /** An image that only this stack has, so that it can be lost. */
  private void build(String service, TestImage base) throws IOException {
    Path folder = Files.createDirectory(temp.resolve("image-" + service));
    Files.writeString(
        folder.resolve("Dockerfile"),
        "FROM %s\nLABEL stack=%s\n".formatted(DOCKER.image(base), stack));
    good(
        Command.of("docker")
            .with("build", "-q", "-t", stack + "-" + service + ":1", folder.toString())
            .withEnvironment(DOCKER.environment())
            .withVariable("DOCKER_BUILDKIT", "0")
            .withTimeout(Duration.ofMinutes(2))
            .run());
  }

  private static void good(Finished finished) {
    assertThat(finished.status()).as(finished.error() + finished.output()).isZero();
  }

  private void compose(String... words) {
    boolean plugin =
        Command.of("docker")
                .with("compose", "version")
                .withEnvironment(DOCKER.environment())
                .run()
                .status()
            == 0;
    good(
        (plugin ? Command.of("docker").with("compose") : Command.of("docker-compose"))
            .with(words)
            .withEnvironment(DOCKER.environment())
            .inFolder(lost)
            .withTimeout(Duration.ofMinutes(3))
            .run());
  }

  private void removeStack() {
    Engine engine = DOCKER.engine();
    Map<String, String> labels = Map.of("com.docker.compose.project", stack);
    engine.containers(labels).forEach(each -> engine.remove(each.id(), true));
    engine.volumes(labels).forEach(each -> engine.removeVolume(each.name(), true));
    engine.networks(labels).forEach(each -> engine.removeNetwork(each.id()));
    engine.images(Map.of("stack", stack)).forEach(each -> engine.removeImage(each.id(), true));
  }

  private static Program.Ended run(Path folder, String... words) {
    Program.Ended ended = new Calls(folder).runWith("", DOCKER.environment(), words);
    assertThat(ended.exit()).as(ended.err()).isZero();
    return ended;
  }

  private String uri() {
    return "mongodb://127.0.0.1:%d/?directConnection=true&serverSelectionTimeoutMS=2000"
        .formatted(port);
  }

  private void fill() throws InterruptedException {
    Document set =
        new Document("_id", "rs0")
            .append("members", List.of(new Document("_id", 0).append("host", "db:27017")));
    try (MongoClient client = MongoClients.create(uri())) {
      boolean primary = false;
      for (int i = 0; !primary && i < 300; i++) {
        try {
          Document hello = client.getDatabase("admin").runCommand(new Document("hello", 1));
          primary = hello.getBoolean("isWritablePrimary", false);
          if (!hello.containsKey("setName")) {
            var _ = client.getDatabase("admin").runCommand(new Document("replSetInitiate", set));
          }
        } catch (RuntimeException e) {
          Thread.sleep(200);
        }
      }
      List<Document> books = new ArrayList<>();
      for (int i = 0; i < BOOKS; i++) {
        books.add(new Document("_id", i).append("title", "book " + i));
      }
      var _ = client.getDatabase("library").getCollection("books").insertMany(books);
    }
  }

  private static void delete(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }

  @Test
  void comesBackFromRepositoryAndRecoveryKit(TestReporter reporter) throws Exception {
    fill();
    run(
        lost,
        "init",
        "--no-input",
        "--stack",
        stack,
        "--mongo-uri",
        "mongodb://127.0.0.1:%d/?directConnection=true".formatted(port),
        "--encryption",
        "age",
        "--repository",
        repository.toString());
    Path config = lost.resolve("lifeboat.yaml");
    Files.writeString(config, Files.readString(config) + "images: save\n");
    run(lost, "backup", "--min-free", "0");
    // The kit: the key, and by whom the backups are signed.
    Path key = Files.copy(lost.resolve("lifeboat.key"), found.resolve("kit.key"));
    String signer = SigningKey.read(lost.resolve("lifeboat-signing.key")).fingerprint();
    String composeFile = Files.readString(lost.resolve("compose.yaml"));
    removeStack();
    delete(lost);
    assertThat(DOCKER.engine().image(stack + "-db:1")).isEmpty();

    long start = System.nanoTime();
    run(
        found,
        "connect",
        "--repository",
        repository.toString(),
        "--identity",
        key.toString(),
        "--signer",
        signer);
    JsonNode planned = run(found, "recover", "host", "--dry-run", "--json").json();
    assertThat(planned.path("refusals")).isEmpty();
    assertThat(lost.resolve("compose.yaml")).doesNotExist();
    JsonNode report = run(found, "recover", "host", "--confirm", stack, "--json").json();
    Duration took = Duration.ofNanos(System.nanoTime() - start);

    reporter.publishEntry("connect, plan and recover host", took.toString());
    reporter.publishEntry("phases", report.path("phases").toString());
    assertThat(report.path("proven").asBoolean()).isTrue();
    assertThat(report.path("healthy").asBoolean()).isTrue();
    assertThat(report.path("done").toString())
        .contains("loaded image " + stack + "-db:1", "initiated the replica set 'rs0'");
    try (MongoClient client = MongoClients.create(uri())) {
      assertThat(client.getDatabase("library").getCollection("books").countDocuments())
          .isEqualTo(BOOKS);
    }
    assertThat(lost.resolve("compose.yaml")).hasContent(composeFile);
    assertThat(Files.getPosixFilePermissions(lost.resolve(".env")))
        .isEqualTo(PosixFilePermissions.fromString("rw-------"));
  }
}
