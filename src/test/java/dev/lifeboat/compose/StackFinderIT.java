package dev.lifeboat.compose;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lifeboat.docker.TestEngine;
import dev.lifeboat.docker.TestStack;
import dev.lifeboat.problem.ProblemException;
import dev.lifeboat.stack.ServiceOrder;
import dev.lifeboat.stack.Stack;
import dev.lifeboat.stack.StackService;
import dev.lifeboat.stack.StackVolume;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

class StackFinderIT {
  @RegisterExtension static final TestEngine DOCKER = new TestEngine();

  private static @Nullable TestStack started;
  private final TestStack shop = requireNonNull(started);

  @BeforeAll
  static void start() {
    started = TestStack.start(DOCKER, "shop");
  }

  @AfterAll
  static void stop() {
    if (started != null) {
      started.close();
    }
  }

  @Test
  void findsAStackByItsLabels() {
    Stack stack = StackFinder.find(DOCKER.engine(), shop.project());

    assertThat(stack.services())
        .extracting(StackService::name)
        .containsExactly("api", "mongodb", "redis", "web");
    assertThat(stack.volumes())
        .extracting(StackVolume::name)
        .containsExactly("mongodb_data", "redis_data");
    StackVolume data = stack.volume("mongodb_data").orElseThrow();
    assertThat(data.fullName()).isEqualTo(shop.volume("mongodb_data"));
    assertThat(stack.volume(data.fullName())).contains(data);
    assertThat(data.exists()).isTrue();
    assertThat(data.external()).isFalse();
    assertThat(stack.writersOf(data.fullName()))
        .extracting(StackService::name)
        .containsExactly("mongodb");
    StackService api = stack.service("api").orElseThrow();
    assertThat(api.containers().getFirst().health()).contains("healthy");
    assertThat(api.containers().getFirst().isRunning()).isTrue();
    assertThat(api.containers().getFirst().addresses()).hasSize(1);
  }

  @Test
  void knowsTheFilesThatItWasMadeFrom() {
    Stack stack = StackFinder.find(DOCKER.engine(), shop.project());

    assertThat(stack.source().orElseThrow().folder()).isEqualTo(shop.folder().toString());
    assertThat(stack.source().orElseThrow().files())
        .containsExactly(shop.folder().resolve("compose.yaml").toString());
  }

  @Test
  void knowsAFileThatOnlyOneServiceWasMadeAnewWith() throws Exception {
    Path more = shop.folder().resolve("more.yaml");
    Files.writeString(more, "services:\n  web:\n    labels: {shop.more: 'yes'}\n");
    shop.compose("-f", "compose.yaml", "-f", "more.yaml", "up", "-d", "--no-deps", "web");

    assertThat(StackFinder.find(DOCKER.engine(), shop.project()).source().orElseThrow().files())
        .containsExactly(shop.folder().resolve("compose.yaml").toString(), more.toString());

    Files.delete(more);
    shop.compose("up", "-d", "--no-deps", "web");
    assertThat(StackFinder.find(DOCKER.engine(), shop.project()).source().orElseThrow().files())
        .containsExactly(shop.folder().resolve("compose.yaml").toString());
  }

  @Test
  void isFoundAmongAllStacksOfTheEngine() {
    assertThat(StackFinder.all(DOCKER.engine()))
        .extracting(Stack::project)
        .contains(shop.project());
    assertThat(StackFinder.find(DOCKER.engine(), "no-such-project").isEmpty()).isTrue();
  }

  @Test
  void theComposeCommandKnowsTheProject() {
    ComposeCommand compose = ComposeCommand.require(DOCKER.environment());
    Stack stack = StackFinder.find(DOCKER.engine(), shop.project());
    ComposeProject project = ComposeProject.of(shop.project(), stack.source().orElseThrow());

    assertThat(compose.act(project, Duration.ofMinutes(1), "ps", "-q").output().lines()).hasSize(4);
    assertThatThrownBy(() -> compose.act(project, Duration.ofMinutes(1), "no-such-verb"))
        .isInstanceOf(ProblemException.class)
        .hasMessageContaining("no-such-verb");
    if (!compose.isOld()) {
      // Version 1 doesn't say which service depends on which.
      assertThat(ServiceOrder.ofStart(stack.services()))
          .extracting(StackService::name)
          .containsExactly("mongodb", "redis", "api", "web");
    }
  }

  @Test
  void saysThatThereIsNoComposeCommand(@TempDir Path empty) {
    Map<String, String> bare = Map.of("PATH", empty.toString());

    assertThat(ComposeCommand.find(bare)).isEmpty();
    assertThatThrownBy(() -> ComposeCommand.require(bare))
        .hasMessageContaining("neither 'docker compose' nor 'docker-compose'");
  }
}
