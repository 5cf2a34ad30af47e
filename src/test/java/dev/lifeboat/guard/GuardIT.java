package dev.lifeboat.guard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.lifeboat.compose.Conductor;
import dev.lifeboat.compose.EngineContainers;
import dev.lifeboat.compose.Halt;
import dev.lifeboat.docker.Container;
import dev.lifeboat.docker.Engine;
import dev.lifeboat.docker.NewContainer;
import dev.lifeboat.docker.NewVolume;
import dev.lifeboat.docker.TestEngine;
import dev.lifeboat.docker.TestImage;
import dev.lifeboat.guard.GuardStatus.Verdict;
import dev.lifeboat.guard.Sighting.Kind;
import dev.lifeboat.problem.ProblemException;
import dev.lifeboat.process.Command;
import dev.lifeboat.process.Finished;
import dev.lifeboat.progress.Interruption;
import dev.lifeboat.progress.Progress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The anchor, the sentinel and the clean-up on a real engine, with a real Compose. */
final class GuardIT {
  @RegisterExtension static final TestEngine docker = new TestEngine();

  @TempDir private Path folder;
  private Instant now = Instant.now();
  private final InstantSource clock = () -> now;
  private final CopyOnWriteArrayList<Sighting> told = new CopyOnWriteArrayList<>();

  private static Engine engine() {
    return docker.engine();
  }

  private static String project() {
    return docker.name("kept");
  }

  private static String volume() {
    return project() + "_data";
  }

  private static Map<String, String> labels() {
    return Map.of("com.docker.compose.project", project());
  }

  private Guard guard() {
    return new Guard(engine(), project(), folder, clock);
  }

  @BeforeEach
  void aStack() throws IOException {
    Files.writeString(
        folder.resolve("docker-compose.yml"),
        """
        version: "2.4"
        services:
          box:
            image: %s
            stop_grace_period: 0s
            volumes: ["data:/data"]
        volumes:
          data: {}
        """
            .formatted(docker.image(TestImage.BUSYBOX)));
  }

  @AfterEach
  void nothingStays() {
    engine()
        .containers(Map.of(Anchors.LABEL, project()))
        .forEach(each -> engine().remove(each.id(), true));
    engine().containers(labels()).forEach(each -> engine().remove(each.id(), true));
    engine().volumes(labels()).forEach(each -> engine().removeVolume(each.name(), true));
    engine().networks(labels()).forEach(each -> engine().removeNetwork(each.id()));
  }

  private Finished compose(String compose, String arguments) {
    return Command.of("sh", "-c", "%s -p %s %s".formatted(compose, project(), arguments))
        .withEnvironment(docker.environment())
        .inFolder(folder)
        .withTimeout(Duration.ofMinutes(2))
        .run();
  }

  private void up(String compose) {
    Finished up = compose(compose, "up -d");
    assertThat(up.status()).as(up.error()).isZero();
  }

  private static Container box() {
    return engine().containers(labels()).getFirst();
  }

  private static String inBox(String script) {
    return engine()
        .exec(box().id(), List.of("sh", "-c", script), new byte[0], Duration.ofSeconds(30))
        .output();
  }

  private static boolean has(String compose) {
    return Command.of("sh", "-c", compose + " version").run().status() == 0;
  }

  private static String anyCompose() {
    return has("docker compose") ? "docker compose" : "docker-compose";
  }

  @ParameterizedTest
  @ValueSource(strings = {"docker compose", "docker-compose"})
  void downWithVolumesDeletesNothingThatIsAnchored(String compose) {
    assumeTrue(has(compose), compose + " is not installed");
    up(compose);
    var _ = inBox("echo kept >/data/file");
    assertThat(guard().on(List.of()).verdict()).isEqualTo(Verdict.ON);

    Finished down = compose(compose, "down -v --remove-orphans -t 0");
    assertThat(down.error()).contains("in use");
    assertThatThrownBy(() -> engine().removeVolume(volume(), true))
        .isInstanceOf(ProblemException.class);
    up(compose);

    assertThat(inBox("cat /data/file")).isEqualTo("kept\n");
    assertThat(guard().status().isGood()).isTrue();
  }

  @Test
  void theAnchorIsTinyAndCanDoNothing() {
    up(anyCompose());
    var _ = guard().on(List.of("data"));

    Container anchor = engine().containers(Map.of(Anchors.LABEL, project())).getFirst();
    assertThat(anchor.labels()).doesNotContainKey("com.docker.compose.project");
    assertThat(anchor.restart().toString()).isEqualTo("always");
    assertThat(anchor.networkMode()).isEqualTo("none");
    assertThat(anchor.mounts()).allMatch(mount -> mount.readOnly());
    assertThat(engine().image(anchor.image()).orElseThrow().size()).isLessThan(1000);
    Instant begin = Instant.now();
    engine().stop(anchor.id(), Duration.ofSeconds(60));
    assertThat(Duration.between(begin, Instant.now())).isLessThan(Duration.ofSeconds(50));
    assertThat(engine().container(anchor.id()).orElseThrow().exitCode()).isZero();
    assertThat(guard().status().verdict()).isEqualTo(Verdict.GONE);
  }

  @Test
  void goesForGoodOnlyWithWhatItKept() {
    up(anyCompose());
    var _ = guard().on(List.of());
    Teardown teardown = new Teardown(engine(), project());

    assertThatThrownBy(
            () ->
                guard()
                    .offForGoodAfter(
                        Duration.ofMinutes(10),
                        "a test",
                        "ann",
                        () -> teardown.deleteVolumes(teardown.volumes())))
        .isInstanceOf(ProblemException.class);

    assertThat(guard().status().verdict()).isEqualTo(Verdict.ON);
    engine().containers(labels()).forEach(each -> engine().remove(each.id(), true));
    assertThat(
            guard()
                .offForGoodAfter(
                    Duration.ofMinutes(10),
                    "a test",
                    "ann",
                    () -> teardown.deleteVolumes(teardown.volumes())))
        .containsExactly(volume());
    assertThat(guard().status().verdict()).isEqualTo(Verdict.OFF);
  }

  @Test
  void isOffForAWhileAndComesBack() {
    up(anyCompose());
    var _ = guard().on(List.of());

    GuardStatus off = guard().off(Duration.ofMinutes(10), "new disk", "ann");
    assertThat(off.verdict()).isEqualTo(Verdict.LEAVE);
    assertThat(off.volumes()).noneMatch(volume -> volume.kept());
    assertThat(guard().tend()).isFalse();

    now = now.plus(Duration.ofMinutes(10));
    assertThat(Guard.isDue(folder, project(), clock)).isTrue();
    assertThat(guard().tend()).isTrue();

    assertThat(guard().status().verdict()).isEqualTo(Verdict.ON);
    assertThat(guard().offForGood().verdict()).isEqualTo(Verdict.OFF);
    assertThatThrownBy(() -> guard().off(Duration.ofMinutes(1), "again", "ann"))
        .hasMessageContaining("has no anchor");
  }

  @Test
  void refusesAVolumeThatIsNotThereInsteadOfMakingIt() {
    up(anyCompose());

    assertThatThrownBy(() -> guard().on(List.of("dta")))
        .hasMessage("stack '%s' has no volume 'dta'".formatted(project()));
    assertThat(engine().volume("dta")).isEmpty();
  }

  @Test
  void theSentinelSaysWhatHappensAndWhatHappenedBefore() throws InterruptedException {
    up(anyCompose());
    now = Instant.now();
    Interruption first = Interruption.none();
    Thread watching = watch(first);
    await(sighting -> sighting.kind() == Kind.WATCHING);
    Finished down = compose(anyCompose(), "down -v -t 0");
    assertThat(down.status()).as(down.error()).isZero();
    Sighting destroyed = await(sighting -> sighting.kind() == Kind.VOLUME_DESTROYED);
    first.request();
    watching.join();

    assertThat(destroyed.subject()).isEqualTo(volume());
    assertThat(destroyed.fact()).contains("so works 'docker compose down -v'");
    assertThat(destroyed.command()).contains("lifeboat recover volume-deleted");

    up(anyCompose());
    var _ = guard().on(List.of());
    told.clear();
    Interruption second = Interruption.none();
    Thread again = watch(second);
    await(sighting -> sighting.kind() == Kind.WATCHING);
    engine()
        .containers(Map.of(Anchors.LABEL, project()))
        .forEach(each -> engine().remove(each.id(), true));
    await(sighting -> sighting.kind() == Kind.ANCHOR_BACK);
    second.request();
    again.join();

    assertThat(told).extracting(Sighting::kind).contains(Kind.ANCHOR_GONE);
    assertThat(guard().status().verdict()).isEqualTo(Verdict.ON);
  }

  private Thread watch(Interruption interruption) {
    return Thread.ofPlatform()
        .daemon()
        .start(
            () ->
                new Sentinel(
                        () -> Engine.connect(docker.address()),
                        project(),
                        folder,
                        InstantSource.system(),
                        told::add)
                    .run(interruption, Optional.empty()));
  }

  private Sighting await(Predicate<Sighting> wanted) throws InterruptedException {
    for (int i = 0; i < 1200; i++) {
      Optional<Sighting> found = told.stream().filter(wanted).findFirst();
      if (found.isPresent()) {
        return found.get();
      }
      Thread.sleep(50);
    }
    throw new AssertionError("not seen: " + told);
  }

  @Test
  void takesAStackDownWithoutComposeAndKeepsItsVolumes() {
    up(anyCompose());
    var _ = inBox("echo kept >/data/file");
    Teardown teardown = new Teardown(engine(), project());
    Conductor conductor = new Conductor(new EngineContainers(engine()), folder, clock);
    try (Halt halt = teardown.stop(conductor, Progress.silent())) {
      halt.requireHalted();
      assertThat(teardown.removeContainers()).hasSize(1);
    }

    assertThat(engine().containers(labels())).isEmpty();
    assertThat(engine().networks(labels())).isEmpty();
    up(anyCompose());
    assertThat(inBox("cat /data/file")).isEqualTo("kept\n");
    engine().containers(labels()).forEach(each -> engine().remove(each.id(), true));
    String another = docker.name("kept") + "_made-meanwhile";
    List<String> shown = teardown.volumes();
    var _ = engine().createVolume(NewVolume.local(another, labels()));
    assertThatThrownBy(() -> teardown.requireOnly(shown, List.of(volume(), another)))
        .hasMessageContaining("'%s' was made meanwhile".formatted(another));
    assertThatThrownBy(() -> teardown.requireOnly(teardown.volumes(), List.of(volume())))
        .hasMessageContaining("'%s' is not in the backup".formatted(another));
    assertThat(teardown.deleteVolumes(shown)).containsExactly(volume());
    assertThat(engine().volume(volume())).isEmpty();
    assertThat(engine().volume(another)).as("nobody was asked").isPresent();
  }

  @Test
  void cleansUpWithoutTouchingVolumes() {
    up(anyCompose());
    String ended =
        engine().create(NewContainer.of(docker.name("ended"), docker.image(TestImage.BUSYBOX)));
    try {
      Cleanup cleanup = new Cleanup(engine(), folder);
      CleanupPlan all = cleanup.plan(new LockedImages(java.util.Set.of(), Optional.empty()));
      // The engine may be shared: only what is of this class goes.
      CleanupPlan plan =
          new CleanupPlan(
              all.going().stream().filter(each -> each.id().equals(ended)).toList(), List.of());
      assertThat(all.going()).noneMatch(each -> each.id().equals(box().id()));

      CleanupReport report = cleanup.execute(plan);

      assertThat(report.removed()).extracting(Leftover::id).containsExactly(ended);
      assertThat(engine().container(ended)).isEmpty();
      assertThat(engine().volume(volume())).isPresent();
    } finally {
      engine().remove(ended, true);
    }
  }
}
