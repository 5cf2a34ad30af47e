package dev.lifeboat.guard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.lifeboat.docker.Engine;
import dev.lifeboat.docker.NewVolume;
import dev.lifeboat.docker.TestEngine;
import dev.lifeboat.guard.Sighting.Kind;
import dev.lifeboat.problem.Code;
import dev.lifeboat.problem.Problem;
import dev.lifeboat.progress.Interruption;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** The sentinel outlives its engine. */
final class SentinelRestartIT {
  @RegisterExtension static final TestEngine DOCKER = new TestEngine();

  @TempDir private Path folder;
  private final CopyOnWriteArrayList<Sighting> told = new CopyOnWriteArrayList<>();
  private final Interruption interruption = Interruption.none();
  private final AtomicBoolean reachable = new AtomicBoolean(true);

  @BeforeEach
  void volumes() {
    assumeThat(System.getenv(TestEngine.VARIABLE)).as("an engine that isn't ours").isNull();
    make("data");
    make("uploads");
  }

  @AfterEach
  void clear() {
    interruption.request();
    for (String name : new String[] {"data", "uploads"}) {
      DOCKER.engine().removeVolume(full(name), true);
    }
  }

  private static String full(String name) {
    return DOCKER.name("kept") + "_" + name;
  }

  private static void make(String name) {
    var _ =
        DOCKER
            .engine()
            .createVolume(
                NewVolume.local(
                    full(name), Map.of("com.docker.compose.project", DOCKER.name("kept"))));
  }

  @Test
  void saysWhatHappenedBetweenTheRestartAndItsReturn() throws InterruptedException {
    Thread sentinel = Thread.ofPlatform().daemon().start(this::watch);
    await(Kind.WATCHING, DOCKER.name("kept"));
    reachable.set(false);

    DOCKER.daemon().stop();
    await(Kind.ENGINE_LOST, DOCKER.name("kept"));
    DOCKER.daemon().startAgain();
    Instant before = Instant.now().minus(Duration.ofSeconds(1));
    DOCKER.engine().removeVolume(full("data"), false);
    Instant after = Instant.now().plus(Duration.ofSeconds(1));
    told.clear();
    reachable.set(true);

    Sighting destroyed = await(Kind.VOLUME_DESTROYED, full("data"));
    assertThat(destroyed.at()).as("when it happened").isBetween(before, after);
    assertThat(destroyed.fact()).as("by the event").doesNotContain("while nobody watched");
    await(Kind.ENGINE_BACK, DOCKER.name("kept"));
    await(Kind.WATCHING, DOCKER.name("kept"));
    assertThat(told).filteredOn(each -> each.kind() == Kind.VOLUME_DESTROYED).hasSize(1);
    DOCKER.engine().removeVolume(full("uploads"), false);
    await(Kind.VOLUME_DESTROYED, full("uploads"));
    interruption.request();
    sentinel.join();
  }

  private void watch() {
    new Sentinel(this::connect, DOCKER.name("kept"), folder, InstantSource.system(), told::add)
        .run(interruption, Optional.empty());
  }

  private Engine connect() {
    if (!reachable.get()) {
      throw Problem.of(Code.DOCKER_UNREACHABLE, "the test lets nobody through").exception();
    }
    return Engine.connect(DOCKER.address());
  }

  private Sighting await(Kind kind, String subject) throws InterruptedException {
    for (int i = 0; i < 1200; i++) {
      for (Sighting each : told) {
        if (each.kind() == kind && each.subject().equals(subject)) {
          return each;
        }
      }
      Thread.sleep(50);
    }
    throw new AssertionError("not seen: " + kind + " of " + subject + " in " + told);
  }
}
