package dev.lifeboat.docs;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.client.MongoClient;
import dev.lifeboat.docker.TestEngine;
import dev.lifeboat.docker.TestStack;
import dev.lifeboat.process.Command;
import dev.lifeboat.process.Finished;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.bson.Document;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The pages for the accidents of a stack: each accident is made to happen to the stack of
 * examples/stack, under its own lifeboat.yaml, and what the page tells people to type is typed.
 */
class GuideStackIT {
  private static final int USERS = 200;
  private static final Path JAVA = Path.of(System.getProperty("java.home"), "bin", "java");

  @RegisterExtension static final TestEngine DOCKER = new TestEngine();

  @TempDir static Path temp;
  private static @Nullable TestStack stack;

  @BeforeAll
  static void theExample() throws IOException {
    stack = TestStack.startExample(DOCKER, "guide");
    try (MongoClient client = stack().client()) {
      var _ =
          client
              .getDatabase("copilotos")
              .getCollection("users")
              .insertMany(IntStream.range(0, USERS).mapToObj(i -> new Document("_id", i)).toList());
    }
    launcher();
    Path keys = Files.createDirectory(temp.resolve("keys"));
    good(
        keys,
        "lifeboat init --no-input --no-check --stack x --mongo-uri mongodb://x/ --repository '%s'"
            .formatted(temp.resolve("repository")));
    for (String key : new String[] {"lifeboat.key", "lifeboat-signing.key"}) {
      Files.copy(keys.resolve(key), stack().folder().resolve(key));
    }
    String made = Files.readString(keys.resolve("lifeboat.yaml"));
    String port =
        found(Files.readString(stack().folder().resolve(".env")), "(?m)^API_PORT=(\\d+)$");
    Files.writeString(
        stack().folder().resolve("lifeboat.yaml"),
        Files.readString(Path.of("examples", "stack", "lifeboat.yaml"))
                .replaceFirst("(?m)^stack: .*$", "stack: " + stack().project())
                .replaceFirst("project: copilotos", "project: " + stack().project())
                .replaceFirst("(?m)^repository: .*$", "repository: " + temp.resolve("repository"))
                .replaceFirst("age1\\w+", found(made, "(age1\\w+)"))
                .replaceFirst("ssh-ed25519 \\S+", found(made, "(ssh-ed25519 \\S+)"))
                .replace("http://localhost:8001/api/health", "http://localhost:" + port + "/health")
            + "min-free: 0\n");
  }

  private static String found(String text, String pattern) {
    Matcher matcher = Pattern.compile(pattern).matcher(text);
    assertThat(matcher.find()).as(pattern).isTrue();
    return matcher.group(1);
  }

  @AfterAll
  static void removeIt() {
    if (stack != null) {
      DOCKER
          .engine()
          .containers(Map.of("dev.lifeboat.anchor", stack().project()))
          .forEach(each -> DOCKER.engine().remove(each.id(), true));
      stack.close();
    }
  }

  private static TestStack stack() {
    return Objects.requireNonNull(stack);
  }

  /** A {@code lifeboat} that runs these classes, and gives the stack's name as a person would. */
  private static void launcher() throws IOException {
    Path bin = Files.createDirectory(temp.resolve("bin"));
    Path launcher =
        Files.writeString(
            bin.resolve("lifeboat"),
            """
            #!/bin/sh
            case "$*" in
              *--dry-run*|*--confirm*) ;;
              recover\\ *) set -- "$@" --confirm '%s' ;;
            esac
            exec '%s' --enable-native-access=ALL-UNNAMED -Xmx400m -XX:TieredStopAtLevel=1 \\
              -cp '%s' dev.lifeboat.Main "$@"
            """
                .formatted(stack().project(), JAVA, System.getProperty("java.class.path")));
    Files.setPosixFilePermissions(launcher, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  private static Finished type(Path folder, String command) {
    return Command.of("sh", "-c", command)
        .inFolder(folder)
        .withEnvironment(DOCKER.environment())
        .withVariable("PATH", temp.resolve("bin") + ":" + System.getenv("PATH"))
        .withVariable("LC_ALL", "C.UTF-8")
        .withVariable("LIFEBOAT_STATE", temp.resolve("state").toString())
        .withVariable("LIFEBOAT_CONFIG", "")
        .withTimeout(Duration.ofMinutes(10))
        .run();
  }

  private static void good(Path folder, String command) {
    Finished done = type(folder, command);
    assertThat(done.status()).as(command + "\n" + done.output() + done.error()).isZero();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"volume-deleted.md", "corrupt-database.md", "wrong-images.md", "recovery.md"})
  void whatThePageSaysBringsTheStackBack(String name) throws IOException {
    Path folder = stack().folder();
    good(folder, "lifeboat backup all");
    GuidePage page = GuidePage.readForStack(Path.of("docs", "guide", name));
    assertThat(page.steps()).isNotEmpty();

    for (GuidePage.Step step : page.steps()) {
      String command = step.command().replaceAll("\\bshop(?=_|\\b)", stack().project());
      Finished done = type(folder, command);
      String printed = (done.output() + done.error()).replace(stack().project(), "shop");
      assertThat(done.status()).as("$ " + command + "\n" + printed).isEqualTo(step.exit());
      assertThat(step.missingIn(printed)).as("$ " + command + "\n" + printed).isEmpty();
    }

    stack().awaitHealthy();
    try (MongoClient client = stack().client()) {
      assertThat(client.getDatabase("copilotos").getCollection("users").countDocuments())
          .isEqualTo(USERS);
    }
  }
}
