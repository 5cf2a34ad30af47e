package dev.lifeboat;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.client.MongoClient;
import dev.lifeboat.docker.SocketProxy;
import dev.lifeboat.docker.TestEngine;
import dev.lifeboat.docker.TestStack;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.bson.Document;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** A stack whose database has no published port. */
class StackIT {
  @RegisterExtension static final TestEngine DOCKER = new TestEngine();

  private static @Nullable TestStack started;
  private final TestStack shop = requireNonNull(started);

  @TempDir Path temp;
  private Program program = new Program(Path.of(""));

  @BeforeAll
  static void start() {
    started = TestStack.startWithUsers(DOCKER, "shop");
  }

  @AfterAll
  static void stop() {
    if (started != null) {
      started.close();
    }
  }

  @BeforeEach
  void configure() throws Exception {
    program = new Program(temp);
    String repository = temp.resolve("repository").toString();
    good(
        "init",
        "--no-input",
        "--no-check",
        "--encryption=none",
        "--stack=shop",
        "--mongo-uri=mongodb://127.0.0.1:1/",
        "--repository=" + repository);
    String uri =
        "mongodb://%s:${MONGODB_PASSWORD}@mongodb:27017/?authSource=admin&replicaSet=rs0"
            .formatted(TestStack.USER);
    Path file = temp.resolve("lifeboat.yaml");
    String written =
        Files.readString(file)
            .replaceFirst(
                "(?m)^  uri: .*$",
                Matcher.quoteReplacement(
                    "  uri: " + uri + "\n  service: mongodb\n  databases: [shop]"));
    Files.writeString(
        file,
        written
            + """

            env-file: [%s]
            docker:
              host: %s
              project: %s
            """
                .formatted(shop.folder().resolve(".env"), DOCKER.address(), shop.project()));
  }

  @Test
  void showsTheStack() throws Exception {
    Program.Ended shown = program.run("stack", "show", "--json");

    assertThat(shown.exit()).as(shown.err()).isZero();
    JsonNode document = shown.json();
    assertThat(document.findValuesAsString("project")).contains(shop.project());
    assertThat(shown.out()).contains("mongodb_data", shop.volume("redis_data"), "healthy");
    assertThat(program.run("stack").out())
        .contains("SERVICE", "mongodb_data", "lifeboat-test/mongod:1", "mongodb, redis");
    assertThat(program.run("stack", "list").out()).contains(shop.project());
    assertThat(program.run("stack", "show", "no-such-project").exit()).isEqualTo(5);
  }

  @Test
  void reachesADatabaseWithoutAPublishedPortAlsoAfterItsAddressChanged() throws Exception {
    Program.Ended made = program.run("init", "--help");
    assertThat(made.exit()).isZero();

    Program.Ended looked = program.run("doctor", "--json");

    assertThat(looked.out()).contains("Docker", "API 1.", shop.project(), "compose");
    assertThat(looked.out()).contains("answers");
    shop.compose("stop", "mongodb");
    Program.Ended down = program.run("doctor", "--json");
    assertThat(down.out()).contains("the service 'mongodb'", "has no container that runs");
    shop.compose("up", "-d");
    shop.initiate();
    shop.awaitHealthy();
    assertThat(program.run("doctor", "--json").out()).contains("answers");
  }

  @Test
  void goesDownWithItsVolumesOnceTheyAreInBackups() throws Exception {
    good("guard", "on");

    Program.Ended down = run("down", "--with-volumes", "--confirm", "shop", "--json");

    assertThat(down.exit()).as(down.err()).isZero();
    assertThat(down.json().path("volumes").valueStream().map(JsonNode::asString))
        .contains(shop.volume("mongodb_data"), shop.volume("redis_data"));
    List<String> backups =
        down.json().path("backups").valueStream().map(JsonNode::asString).toList();
    assertThat(backups).hasSize(2);
    assertThat(run("guard", "status").out()).contains("there is no anchor");
    backups.forEach(backup -> good("release", backup));
    good("recover", "volume-deleted", "--confirm", "shop");
    good("restore", backups.getLast(), "--volume", "redis_data", "--confirm", "shop");
    shop.awaitHealthy();
  }

  /** What leads to the engine is in the configuration alone. */
  private Program.Ended run(String... words) {
    Map<String, String> environment = new HashMap<>(DOCKER.environment());
    environment.remove("DOCKER_HOST");
    return new Calls(temp).runWith("", environment, words);
  }

  private void good(String... words) {
    Program.Ended ended = run(words);
    assertThat(ended.exit()).as(ended.err()).isZero();
  }

  @Test
  void restoresAVolumeOfAProjectThatIsNotCalledAsTheStack() {
    good("backup", "volumes", "redis_data");
    Optional<Instant> before = shop.container("redis").orElseThrow().startedAt();

    Program.Ended restored = run("restore", "--volume", "redis_data", "--confirm", "shop");

    assertThat(restored.exit()).as(restored.err()).isZero();
    assertThat(shop.container("redis").orElseThrow().startedAt()).isNotEqualTo(before);
    shop.awaitHealthy();
    good("undo", "--confirm", "shop");
    shop.awaitHealthy();
  }

  @Test
  void aDatabaseThatOnlyItsServiceLeadsToComesBack() {
    try (MongoClient client = shop.client()) {
      client.getDatabase("shop").getCollection("kept").insertOne(new Document("_id", 1));
    }
    good("backup");
    shop.compose("stop", "mongodb");
    good("restore", "--confirm", "shop");
    shop.awaitHealthy();
    shop.compose("down", "-v");

    Program.Ended recovered = run("recover", "volume-deleted", "--confirm", "shop", "--json");

    assertThat(recovered.exit()).as(recovered.err()).isZero();
    assertThat(recovered.json().path("proven").asBoolean()).isTrue();
    try (MongoClient client = shop.client()) {
      assertThat(client.getDatabase("shop").getCollection("kept").countDocuments()).isOne();
    }
    shop.awaitHealthy();
  }

  @Test
  void callsWhatTheDocumentedEndpointsAllow() throws Exception {
    try (SocketProxy proxy = DOCKER.proxy()) {
      Path file = temp.resolve("lifeboat.yaml");
      Files.writeString(
          file,
          Files.readString(file).replace("host: " + DOCKER.address(), "host: " + proxy.host()));

      through(proxy, List.of(), "stack", "show");
      through(proxy, List.of(), "backup");
      through(
          proxy,
          List.of("backups of volumes", "stopping, pausing and hooks"),
          "backup",
          "volumes",
          "redis_data");
      List<String> restores =
          List.of("backups of volumes", "stopping, pausing and hooks", "restores of volumes");
      through(proxy, restores, "restore", "--volume", "redis_data", "--confirm", "shop");
      through(proxy, restores, "undo", "--confirm", "shop");
      through(proxy, List.of("`guard`"), "guard", "on");
      through(proxy, List.of("`guard`"), "guard", "off", "--for", "10m", "--reason", "a test");
      through(proxy, List.of("images"), "images", "lock");
      through(proxy, List.of("`cleanup`, `down`"), "cleanup", "--dry-run");
      through(proxy, List.of("`cleanup`, `down`"), "down", "--confirm", "shop");

      proxy.allow(List.of());
      assertThat(run("stack", "show").exit()).isNotZero();
      assertThat(proxy.refused()).isNotEmpty();
    } finally {
      shop.compose("up", "-d");
      shop.initiate();
      shop.awaitHealthy();
    }
  }

  private void through(SocketProxy proxy, List<String> rows, String... words) throws IOException {
    List<String> endpoints = new ArrayList<>();
    List<String> wanted = new ArrayList<>(rows);
    wanted.addAll(List.of("everything", "`stack`, `doctor`"));
    for (String line : Files.readAllLines(Path.of("docs/SECURITY.md"))) {
      if (wanted.stream().anyMatch(row -> line.startsWith("| " + row))) {
        Pattern.compile("`((?:GET|POST|PUT|DELETE) [^`]+)`")
            .matcher(line)
            .results()
            .forEach(each -> endpoints.add(each.group(1)));
      }
    }
    proxy.allow(endpoints);
    Program.Ended ended = run(words);
    assertThat(proxy.refused()).as(String.join(" ", words)).isEmpty();
    assertThat(ended.exit()).as(ended.err()).isZero();
  }
}
