package dev.lifeboat;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.client.MongoClient;
import dev.lifeboat.docker.ContainerState;
import dev.lifeboat.docker.TestEngine;
import dev.lifeboat.docker.TestImage;
import dev.lifeboat.docker.TestStack;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.bson.Document;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Accidents of a stack, made to happen on a real engine and recovered by one command each. */
class RecoverIT {
  private static final int BOOKS = 500;

  @RegisterExtension static final TestEngine DOCKER = new TestEngine();

  @TempDir static Path temp;
  private static @Nullable TestStack stack;
  private static int port;

  @BeforeAll
  static void aProtectedStack() throws IOException {
    stack = TestStack.start(DOCKER, "recover");
    try (ServerSocket free = new ServerSocket(0)) {
      port = free.getLocalPort();
    }
    override("");
    stack().compose("up", "-d");
    stack().initiate();
    stack().awaitHealthy();
    try (MongoClient client = stack().client()) {
      List<Document> books = new ArrayList<>();
      for (int i = 0; i < BOOKS; i++) {
        books.add(new Document("_id", i).append("title", "book " + i));
      }
      client.getDatabase("library").getCollection("books").insertMany(books);
    }
    requireGood(
        run(
            "init",
            "--no-input",
            "--stack",
            stack().project(),
            "--mongo-uri",
            "mongodb://localhost:%d/?directConnection=true".formatted(port),
            "--repository",
            temp.resolve("repository").toString()));
  }

  @AfterAll
  static void removeIt() {
    if (stack != null) {
      stack.close();
    }
  }

  private static TestStack stack() {
    return Objects.requireNonNull(stack);
  }

  /** The database on a port of the host, and what a test wants besides. */
  private static void override(String more) throws IOException {
    Files.writeString(
        stack().folder().resolve("compose.override.yaml"),
        "services:\n  mongodb:\n    ports: ['127.0.0.1:%d:27017']\n%s".formatted(port, more));
  }

  private static Program.Ended run(String... words) {
    return new Calls(temp).runWith("", DOCKER.environment(), words);
  }

  private static void requireGood(Program.Ended ended) {
    assertThat(ended.exit()).as(ended.err()).isZero();
  }

  private static void backup() {
    requireGood(run("backup", "--min-free", "0"));
  }

  private static long books() {
    try (MongoClient client = stack().client()) {
      return client.getDatabase("library").getCollection("books").countDocuments();
    }
  }

  private static Set<String> names(JsonNode list, String field) {
    Set<String> names = new TreeSet<>();
    list.forEach(each -> names.add(each.path(field).asString()));
    return names;
  }

  @Test
  void aHealthyDatabaseIsNotTakenForOneThatBeganAnewAndOneThatDidIs() {
    backup();
    String volume = stack().volume("mongodb_data");
    Optional<Instant> created = DOCKER.engine().volume(volume).orElseThrow().createdAt();
    Instant end = Instant.now().plusSeconds(60);
    try (MongoClient client = stack().client()) {
      // Each collection is a file in the volume's root, whose last change Docker 20.10 gives as
      // creation.
      for (int i = 0; Instant.now().isBefore(end); i++) {
        client.getDatabase("scratch").createCollection("c" + i);
        if (!DOCKER.engine().volume(volume).orElseThrow().createdAt().equals(created)) {
          break;
        }
      }
      client.getDatabase("scratch").drop();
    }
    Program.Ended planned = run("recover", "volume-deleted", "--dry-run", "--json");
    requireGood(planned);
    assertThat(planned.json().path("findings")).isEmpty();

    Program.Ended well = run("recover", "--json");
    assertThat(well.exit()).as(well.out() + well.err()).isZero();
    try (MongoClient client = stack().client()) {
      client.getDatabase("library").getCollection("books").drop();
    }
    Program.Ended dropped = run("recover", "--json");
    assertThat(dropped.exit()).isEqualTo(8);
    assertThat(dropped.json().path("priority").asString()).isEqualTo("P0");
    String command = dropped.json().path("commands").path(0).asString();
    assertThat(command).isEqualTo("lifeboat restore --missing-only --only library.books");
    List<String> words = new ArrayList<>(List.of(command.split(" ")).subList(1, 5));
    words.addAll(List.of("--confirm", stack().project()));
    requireGood(run(words.toArray(String[]::new)));
    assertThat(books()).isEqualTo(BOOKS);

    stack().compose("down", "-v");
    Program.Ended deleted = run("recover");
    assertThat(deleted.exit()).isEqualTo(8);
    assertThat(deleted.out())
        .contains("yes      Are volumes", volume, "Next: lifeboat recover volume-deleted")
        .contains("P0", "unknown  Are documents missing?");
    stack().compose("up", "-d", "--no-deps", "mongodb");
    stack().initiate();
    Program.Ended anew = run("recover", "volume-deleted", "--dry-run", "--json");
    requireGood(anew);
    assertThat(anew.json().path("findings").toString()).contains("began after the backup");
    requireGood(run("recover", "volume-deleted", "--confirm", stack().project(), "--json"));
    assertThat(books()).isEqualTo(BOOKS);
  }

  /** The order law: all that is needed is looked at before anything is stopped or made. */
  @Test
  void nothingIsTouchedWithoutWhatIsNeededLater() throws IOException {
    backup();
    DOCKER.engine().remove(stack().container("redis").orElseThrow().id(), true);
    DOCKER.engine().removeVolume(stack().volume("redis_data"), false);
    Map<String, Object> before = states();
    Map<String, String> withoutCompose = new HashMap<>(DOCKER.environment());
    withoutCompose.put("PATH", temp.toString());

    Program.Ended missing =
        new Calls(temp)
            .runWith(
                "", withoutCompose, "recover", "volume-deleted", "--confirm", stack().project());
    assertThat(missing.err()).contains("Code: tool-missing");
    Files.writeString(stack().folder().resolve("compose.override.yaml"), "services: 1\n");
    Program.Ended unreadable = run("recover", "volume-deleted", "--confirm", stack().project());
    assertThat(unreadable.err()).contains("Code: process-failed");

    assertThat(missing.exit()).isNotZero();
    assertThat(unreadable.exit()).isNotZero();
    assertThat(states()).isEqualTo(before);
    assertThat(DOCKER.engine().volume(stack().volume("redis_data"))).isEmpty();
    override("");
    requireGood(run("recover", "volume-deleted", "--confirm", stack().project()));
    assertThat(DOCKER.engine().volume(stack().volume("redis_data"))).isPresent();
    stack().awaitHealthy();
  }

  private static Map<String, Object> states() {
    Map<String, Object> states = new TreeMap<>();
    DOCKER
        .engine()
        .containers(stack().labels())
        .forEach(
            each -> states.put(each.name(), List.of(each.id(), each.state(), each.startedAt())));
    return states;
  }

  @Test
  void aStackWhoseVolumesWereDeletedComesBackInOneCommand() {
    backup();
    stack().compose("down", "-v");
    assertThat(DOCKER.engine().volume(stack().volume("mongodb_data"))).isEmpty();

    Program.Ended planned = run("recover", "volume-deleted", "--dry-run", "--json");
    requireGood(planned);
    assertThat(planned.json().path("findings")).hasSize(2);
    assertThat(DOCKER.engine().volume(stack().volume("mongodb_data"))).isEmpty();

    Program.Ended recovered =
        run("recover", "volume-deleted", "--confirm", stack().project(), "--json");

    requireGood(recovered);
    JsonNode report = recovered.json();
    assertThat(report.path("proven").asBoolean()).isTrue();
    assertThat(report.path("healthy").asBoolean()).isTrue();
    assertThat(names(report.path("signs"), "name"))
        .containsExactly("api", "mongodb", "redis", "web");
    assertThat(report.path("done").toString()).contains("initiated the replica set 'rs0'");
    assertThat(books()).isEqualTo(BOOKS);
    assertThat(stack().health()).contains(200);
    assertThat(DOCKER.engine().volume(stack().volume("mongodb_data")).orElseThrow().labels())
        .containsEntry("com.docker.compose.volume", "mongodb_data");

    requireGood(run("recover", "volume-deleted", "--confirm", stack().project()));
  }

  @Test
  void whatWritesStaysStoppedUntilTheDatabaseIsBack() throws IOException {
    backup();
    DOCKER.engine().remove(stack().container("mongodb").orElseThrow().id(), true);
    DOCKER.engine().removeVolume(stack().volume("mongodb_data"), false);
    Path config = temp.resolve("lifeboat.yaml");
    String text = Files.readString(config);
    Files.writeString(config, text + "health-timeout: 3s\n");
    // The database starts, empty, and nobody reaches it.
    Files.writeString(stack().folder().resolve("compose.override.yaml"), "services: {}\n");

    Program.Ended failed = run("recover", "volume-deleted", "--confirm", stack().project());

    assertThat(failed.exit()).isNotZero();
    assertThat(failed.err()).contains("stay stopped", "lifeboat recover volume-deleted");
    assertThat(DOCKER.engine().volume(stack().volume("mongodb_data"))).isPresent();
    assertThat(stack().container("api").orElseThrow().state()).isEqualTo(ContainerState.EXITED);
    // Whatever is run then: a backup settles what was cut off.
    assertThat(run("backup", "volumes", "mongodb_data", "--min-free", "0").exit()).isEqualTo(3);
    assertThat(stack().container("api").orElseThrow().state()).isEqualTo(ContainerState.EXITED);

    Files.writeString(config, text);
    override("");
    DOCKER.engine().remove(stack().container("mongodb").orElseThrow().id(), true);
    requireGood(run("recover", "volume-deleted", "--confirm", stack().project()));
    assertThat(books()).isEqualTo(BOOKS);
    assertThat(stack().health()).contains(200);
    backup();
  }

  @Test
  void aRestoreStopsWhatWritesAndStartsADatabaseThatIsDown() {
    backup();
    Optional<Instant> before = stack().container("api").orElseThrow().startedAt();
    Optional<Instant> web = stack().container("web").orElseThrow().startedAt();
    Program.Ended restored = run("restore", "--confirm", stack().project(), "--json");
    requireGood(restored);
    assertThat(names(restored.json().path("phases"), "name")).contains("start services");
    assertThat(stack().container("api").orElseThrow().startedAt()).isNotEqualTo(before);
    assertThat(stack().container("web").orElseThrow().startedAt()).isEqualTo(web);
    assertThat(stack().health()).contains(200);

    stack().compose("stop", "mongodb");
    requireGood(run("restore", "--confirm", stack().project()));
    assertThat(books()).isEqualTo(BOOKS);
    stack().awaitHealthy();
  }

  @Test
  void aWrongImageIsFoundAndReplacedByTheLockedOne() throws IOException {
    backup();
    requireGood(run("images", "drift"));
    String locked = stack().container("web").orElseThrow().imageId();
    override("  web:\n    image: " + TestImage.API.reference() + "\n");
    stack().compose("up", "-d", "--no-deps", "web");
    assertThat(stack().container("web").orElseThrow().imageId()).isNotEqualTo(locked);

    Program.Ended drift = run("images", "drift", "--json");
    assertThat(drift.exit()).isEqualTo(8);
    assertThat(names(drift.json().path("drifts"), "kind")).contains("image", "file");
    override("");
    Program.Ended restored = run("restore", "--confirm", stack().project());
    assertThat(restored.exit()).isEqualTo(12);
    assertThat(restored.err()).contains("service 'web' was on image", "--other-image");

    Program.Ended recovered =
        run("recover", "wrong-images", "--confirm", stack().project(), "--json");

    requireGood(recovered);
    assertThat(stack().container("web").orElseThrow().imageId()).isEqualTo(locked);
    requireGood(run("images", "drift"));
  }
}
