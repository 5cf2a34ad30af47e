package dev.lifeboat;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.client.MongoClient;
import dev.lifeboat.docker.TestEngine;
import dev.lifeboat.docker.TestImage;
import dev.lifeboat.docker.TestStack;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import java.util.stream.IntStream;
import org.bson.Document;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Deployments of a real stack that succeed, fail, make it ill, and are killed half-way. */
class DeployIT {
  private static final int BOOKS = 300;

  @RegisterExtension static final TestEngine DOCKER = new TestEngine();

  @TempDir static Path temp;
  private static @Nullable TestStack stack;

  @BeforeAll
  static void aProtectedStack() throws IOException {
    stack = TestStack.start(DOCKER, "deploy");
    try (MongoClient client = stack().client()) {
      var _ =
          client
              .getDatabase("library")
              .getCollection("books")
              .insertMany(IntStream.range(0, BOOKS).mapToObj(i -> new Document("_id", i)).toList());
    }
    good(
        "init",
        "--no-input",
        "--no-check",
        "--stack",
        stack().project(),
        "--mongo-uri",
        "mongodb://mongodb:27017/?replicaSet=rs0",
        "--repository",
        temp.resolve("repository").toString());
    Path config = temp.resolve("lifeboat.yaml");
    Files.writeString(
        config,
        Files.readString(config)
                .replaceFirst("(?m)^(  uri: .*)$", "$1\n  service: mongodb")
                // Other tests of this machine may leave little room.
                .replaceFirst("(?m)^min-free:.*$", "")
            + """
            min-free: 0
            health-timeout: 2m
            volumes:
              redis_data: {consistency: live}
            docker:
              host: %s
            """
                .formatted(DOCKER.address()));
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

  private static Program.Ended good(String... words) {
    Program.Ended ended = run(words);
    assertThat(ended.exit()).as(ended.err()).isZero();
    return ended;
  }

  private static long books() {
    try (MongoClient client = stack().client()) {
      return client.getDatabase("library").getCollection("books").countDocuments();
    }
  }

  private static String image(String service) {
    return stack().container(service).orElseThrow().imageId();
  }

  /** What a deployment's script does first: it changes data, through the application. */
  private static String migrate() {
    return "docker exec %s wget -q -O - --post-data x http://127.0.0.1:8001/orders"
        .formatted(stack().container("api").orElseThrow().name());
  }

  @Test
  void aGoodDeploymentSaysWhatItDidAndIsOver() {
    Program.Ended done =
        run(
            "deploy",
            "--rollback",
            "--",
            "sh",
            "-c",
            "echo deploying; cd '%s' && docker compose up -d".formatted(stack().folder()));

    assertThat(done.exit()).as(done.err()).isZero();
    assertThat(done.out()).contains("deploying", "Deployed: stack", "api is healthy");
    assertThat(run("deploy", "--rollback").exit()).isEqualTo(5);
    JsonNode newest = good("show", "latest", "--json").json();
    assertThat(newest.toString()).contains("before a deployment");
  }

  @Test
  void whatMakesTheStackIllIsRolledBackWithDataAndImages() throws IOException {
    long orders = stack().orders();
    String before = image("api");
    String broken = DOCKER.name("broken") + ":2";
    Path build = Files.createDirectory(temp.resolve("build"));
    Files.writeString(
        build.resolve("Dockerfile"),
        "FROM %s\nENTRYPOINT [\"sh\", \"-c\", \"exit 3\"]\n"
            .formatted(TestImage.BUSYBOX.reference()));
    Path override = stack().folder().resolve("compose.override.yaml");
    Path script =
        Files.writeString(
            temp.resolve("deploy.sh"),
            """
            set -e
            docker build -q -t %s '%s'
            %s
            docker exec %s redis-cli set colour red || true
            echo 'services: {api: {image: "%s"}}' > '%s'
            cd '%s'
            docker compose up -d
            """
                .formatted(
                    broken,
                    build,
                    migrate(),
                    stack().container("redis").orElseThrow().name(),
                    broken,
                    override,
                    stack().folder()));
    try {
      Program.Ended done = run("deploy", "--rollback", "--json", "--", "sh", script.toString());

      assertThat(done.exit()).as(done.err()).isEqualTo(3);
      JsonNode report = done.json();
      assertThat(report.path("outcome").asString()).isEqualTo("rolled-back");
      assertThat(report.path("status").asInt()).isZero();
      assertThat(report.path("volumes").asString()).isNotEmpty();
      assertThat(report.path("findings").toString()).contains("api ended with exit code 3");
      assertThat(report.path("changes").toString()).contains("shop.orders");
      assertThat(report.path("rollBack").path("proven").asBoolean()).isTrue();
      assertThat(report.path("rollBack").path("healthy").asBoolean()).isTrue();
      assertThat(report.path("rollBack").path("warnings").toString())
          .contains("compose.override.yaml");
      assertThat(done.err()).contains("1 documents more than in the backup are set aside");
      assertThat(image("api")).isEqualTo(before);
      assertThat(stack().orders()).isEqualTo(orders);
      assertThat(books()).isEqualTo(BOOKS);
      assertThat(stack().health()).contains(200);
      assertThat(run("deploy", "--keep").exit()).isEqualTo(5);
    } finally {
      Files.deleteIfExists(override);
      stack().compose("up", "-d");
      stack().awaitHealthy();
      DOCKER.engine().removeImage(broken, true);
    }
  }

  @Test
  void aFailedCommandThatIsKeptEndsWithItsOwnExitCode() {
    long orders = stack().orders();

    Program.Ended done =
        run("deploy", "--keep", "--", "sh", "-c", migrate() + "; echo no good >&2; exit 77");

    assertThat(done.exit()).as(done.err()).isEqualTo(77);
    assertThat(done.err()).contains("no good", "'sh' ended with exit code 77");
    assertThat(done.out()).contains("Kept: stack");
    assertThat(stack().orders()).isEqualTo(orders + 1);
  }

  @Test
  void nothingIsDoneWhereNobodyCouldDecide() {
    Path mark = temp.resolve("deployed");
    Program.Ended nobody = run("deploy", "--", "touch", mark.toString());
    assertThat(nobody.exit()).isEqualTo(12);
    assertThat(nobody.err()).contains("lifeboat deploy --rollback -- touch");
    assertThat(run("deploy", "--rollback", "--keep", "--", "touch", mark.toString()).exit())
        .isEqualTo(2);
    assertThat(run("deploy").exit()).isEqualTo(2);
    assertThat(mark).doesNotExist();
    Program.Ended missing = run("deploy", "--rollback", "--", temp.resolve("no-such").toString());
    assertThat(missing.exit()).isEqualTo(1);
    assertThat(missing.err()).contains("tool-missing");
    assertThat(run("deploy", "--keep").exit()).isEqualTo(5);
  }

  @Test
  void oneThatWasKilledIsToldOfAndRolledBackByTheNext() throws Exception {
    long orders = stack().orders();
    Path pid = temp.resolve("pid");
    Program program = new Program(temp, "killed-");
    Process deploying =
        program.start(
            "deploy",
            "--rollback",
            "--",
            "sh",
            "-c",
            // It would end by itself after a while if nobody ended it.
            "DOCKER_HOST='%s' %s && echo $$ > '%s.new' && mv '%s.new' '%s'; exec sleep 300"
                .formatted(DOCKER.address(), migrate(), pid, pid, pid));
    try {
      stack().await("the deployment's command", () -> Files.exists(pid) || !deploying.isAlive());
      assertThat(pid).as(program.said()).exists();
    } finally {
      deploying.destroyForcibly();
      assertThat(deploying.waitFor(Duration.ofMinutes(1))).isTrue();
    }
    long left = Long.parseLong(Files.readString(pid).strip());
    ProcessHandle.of(left).ifPresent(ProcessHandle::destroyForcibly);
    assertThat(stack().orders()).isEqualTo(orders + 1);

    Program.Ended status = run("status");
    assertThat(status.err()).contains("while its command ran", "lifeboat deploy --rollback");
    Program.Ended second = run("deploy", "--rollback", "--", "true");
    assertThat(second.exit()).as(second.err()).isEqualTo(13);
    assertThat(run("deploy").exit()).isEqualTo(13);
    assertThat(run("deploy", "--rollback").exit()).isEqualTo(12);

    Program.Ended back = run("deploy", "--rollback", "--confirm", stack().project());

    assertThat(back.exit()).as(back.err()).isZero();
    assertThat(back.out()).contains("Rolled back", "lifeboat undo");
    assertThat(stack().orders()).isEqualTo(orders);
    assertThat(run("status").err()).doesNotContain("lifeboat deploy");
  }
}
