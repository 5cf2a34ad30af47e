package dev.lifeboat;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeboat.docker.TestEngine;
import dev.lifeboat.docker.TestStack;
import java.nio.file.Files;
import java.nio.file.Path;
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
    Files.writeString(
        temp.resolve("lifeboat.yaml"),
        """
        stack: shop
        env-file: [%s]
        mongo:
          uri: mongodb://%s:${MONGODB_PASSWORD}@mongodb:27017/?authSource=admin&replicaSet=rs0
          service: mongodb
          databases: [shop]
        docker:
          host: %s
          project: %s
        repository: repository
        encryption: none
        min-free: 1MB
        """
            .formatted(
                shop.folder().resolve(".env"), TestStack.USER, DOCKER.address(), shop.project()));
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
}
