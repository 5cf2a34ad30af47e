package dev.lifeboat;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.client.MongoClient;
import dev.lifeboat.compose.Conductor;
import dev.lifeboat.docker.ContainerState;
import dev.lifeboat.docker.TestEngine;
import dev.lifeboat.docker.TestStack;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.BooleanSupplier;
import org.bson.Document;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/**
 * Recoveries of a real stack that are killed in the middle, and what the next command makes of it.
 */
class KilledRecoveryIT {
  private static final int BOOKS = 300;

  @RegisterExtension static final TestEngine DOCKER = new TestEngine();

  @TempDir static Path temp;
  private static @Nullable TestStack stack;

  @BeforeAll
  static void aProtectedStack() throws IOException {
    stack = TestStack.start(DOCKER, "killed");
    int port;
    try (ServerSocket free = new ServerSocket(0)) {
      port = free.getLocalPort();
    }
    Files.writeString(
        stack().folder().resolve("compose.override.yaml"),
        "services:\n  mongodb:\n    ports: ['127.0.0.1:%d:27017']\n".formatted(port));
    var _ = stack().compose("up", "-d", "--force-recreate");
    stack().initiate();
    stack().awaitHealthy();
    try (MongoClient client = stack().client()) {
      List<Document> books = new ArrayList<>();
      for (int i = 0; i < BOOKS; i++) {
        books.add(new Document("_id", i).append("title", "book " + i));
      }
      var _ = client.getDatabase("library").getCollection("books").insertMany(books);
    }
    good(
        "init",
        "--no-input",
        "--stack",
        stack().project(),
        "--mongo-uri",
        "mongodb://localhost:%d/?directConnection=true".formatted(port),
        "--repository",
        temp.resolve("repository").toString());
    good("backup", "--min-free", "0");
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

  private static Program.Ended run(String... words) {
    return new Calls(temp).runWith("", DOCKER.environment(), words);
  }

  private static void good(String... words) {
    Program.Ended ended = run(words);
    assertThat(ended.exit()).as(ended.err()).isZero();
  }

  private static Path mark(String what) {
    return temp.resolve("state/recoveries").resolve(stack().project() + what);
  }

  private static boolean isApiUp() {
    return stack().container("api").orElseThrow().state() == ContainerState.RUNNING;
  }

  private static void assertBack() {
    try (MongoClient client = stack().client()) {
      assertThat(client.getDatabase("library").getCollection("books").countDocuments())
          .isEqualTo(BOOKS);
    }
    stack().awaitHealthy();
    assertThat(mark(".open")).doesNotExist();
    assertThat(mark(".swap")).doesNotExist();
  }

  private static void loseTheDatabase() {
    DOCKER.engine().remove(stack().container("mongodb").orElseThrow().id(), true);
    DOCKER.engine().removeVolume(stack().volume("mongodb_data"), false);
  }

  /** Kills a command as soon as something has come to be; false if it ended before. */
  private static boolean killed(BooleanSupplier moment, String... words) throws Exception {
    Process process = new Program(temp).startWith(DOCKER.environment(), words);
    long end = System.nanoTime() + Duration.ofMinutes(2).toNanos();
    while (process.isAlive() && !moment.getAsBoolean() && System.nanoTime() < end) {
      Thread.sleep(5);
    }
    boolean inTime = process.isAlive();
    process.destroyForcibly().waitFor();
    return inTime;
  }

  private static boolean hasVolume() {
    return DOCKER.engine().volume(stack().volume("mongodb_data")).isPresent();
  }

  private static boolean isRestoring() {
    try {
      return new Program(temp).said().contains("restore: started");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void aRecoveryThatIsKilledGoesOnWithTheSameCommand() throws Exception {
    List<BooleanSupplier> moments =
        List.of(
            () -> Files.exists(mark(".open")),
            KilledRecoveryIT::hasVolume,
            KilledRecoveryIT::isRestoring);
    for (BooleanSupplier moment : moments) {
      loseTheDatabase();
      assertThat(killed(moment, "recover", "volume-deleted", "--confirm", stack().project()))
          .as(new Program(temp).said())
          .isTrue();
      assertThat(mark(".open")).exists();
      good("recover", "volume-deleted", "--confirm", stack().project());
      assertBack();
    }
  }

  @Test
  void aRecoveryThatIsKilledCanBeGivenUp() throws Exception {
    loseTheDatabase();
    assertThat(
            killed(
                () -> Files.exists(mark(".open")) && !isApiUp(),
                "recover",
                "volume-deleted",
                "--confirm",
                stack().project()))
        .as(new Program(temp).said())
        .isTrue();

    assertThat(run("recover", "give-up", "--dry-run", "--json").json().path("findings")).hasSize(1);
    assertThat(run("status").out()).contains("a recovery of the database", "recover give-up");
    assertThat(isApiUp()).isFalse();
    good("recover", "give-up", "--confirm", stack().project());

    assertThat(mark(".open")).doesNotExist();
    assertThat(isApiUp()).isTrue();
    good("recover", "volume-deleted", "--confirm", stack().project());
    assertBack();
  }

  @Test
  void whatWritesStartsOnlyOnceAHalfSwappedDatabaseIsSettled() throws Exception {
    Path state = temp.resolve("state");
    assertThat(
            killed(
                () -> Files.exists(mark(".swap")) && Conductor.hasRecords(state),
                "restore",
                "--confirm",
                stack().project()))
        .as(new Program(temp).said())
        .isTrue();
    DOCKER.engine().stop(stack().container("api").orElseThrow().id(), Duration.ofSeconds(5));
    String database = stack().container("mongodb").orElseThrow().id();
    DOCKER.engine().stop(database, Duration.ofSeconds(20));

    Program.Ended volumes = run("backup", "volumes", "redis_data", "--min-free", "0");
    assertThat(volumes.err()).contains("stay stopped", "give-up");
    assertThat(isApiUp()).isFalse();

    DOCKER.engine().start(database);
    stack().initiate();
    good("backup", "--min-free", "0");
    assertBack();
  }

  @Test
  void aRestoreBringsBackAStackOfWhichNothingIsLeft() {
    var _ = stack().compose("down", "-v");
    Program.Ended restored = run("restore", "--confirm", stack().project());
    assertThat(restored.exit()).as(restored.err()).isZero();
    assertThat(restored.err()).contains("are gone");
    assertBack();
    assertThat(stack().container("web").orElseThrow().state()).isEqualTo(ContainerState.RUNNING);
  }
}
