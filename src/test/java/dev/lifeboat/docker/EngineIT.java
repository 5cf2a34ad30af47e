package dev.lifeboat.docker;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lifeboat.problem.Code;
import dev.lifeboat.problem.ProblemException;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

class EngineIT {
  @RegisterExtension static final TestEngine DOCKER = new TestEngine();

  private static final Duration LIMIT = Duration.ofSeconds(60);

  private final Map<String, String> labels = Map.of("lifeboat.test", DOCKER.name("label"));
  private final Engine engine = DOCKER.engine();

  @AfterEach
  void removeAll() {
    engine.containers(labels).forEach(each -> engine.remove(each.id(), true));
    engine.volumes(labels).forEach(each -> engine.removeVolume(each.name(), true));
  }

  private String busybox(String name, String... command) {
    return engine.create(
        NewContainer.of(DOCKER.name(name), DOCKER.image(TestImage.BUSYBOX))
            .withCommand(command)
            .withLabels(labels));
  }

  private String never(String name, Mount... mounts) {
    return engine.create(
        NewContainer.of(DOCKER.name(name), engine.emptyImage())
            .withCommand("never")
            .withMounts(List.of(mounts))
            .withLabels(labels));
  }

  private Container look(String id) {
    return engine.container(id).orElseThrow();
  }

  @Test
  void agreesOnAVersionWithTheEngine() {
    EngineInfo info = engine.info();

    assertThat(info.version()).isNotEmpty();
    assertThat(info.apiVersion()).matches("1\\.\\d+");
    assertThat(info.root()).startsWith("/");
  }

  @Test
  void aVolumeHasItsLabelsAndStaysWhileAContainerHasIt() {
    String name = DOCKER.name("kept");
    Map<String, String> own = new HashMap<>(labels);
    own.put("com.docker.compose.volume", "kept");
    Volume made = engine.createVolume(NewVolume.local(name, own));
    assertThat(made.labels()).isEqualTo(own);
    assertThat(made.createdAt()).isPresent();
    assertThat(engine.volumes(Map.of("com.docker.compose.volume", "kept"))).contains(made);
    assertThat(engine.volumes(Map.of("lifeboat.test", ""))).contains(made);
    String id = never("holder", Mount.readOnlyVolume(name, "/data"));
    assertThat(look(id).mounts()).containsExactly(Mount.readOnlyVolume(name, "/data"));
    assertThat(engine.containersWith(name)).extracting(Container::id).containsExactly(id);

    assertThatThrownBy(() -> engine.removeVolume(name, true))
        .isInstanceOfSatisfying(
            ProblemException.class, e -> assertThat(code(e)).isEqualTo(Code.DOCKER_CONFLICT))
        .hasMessageContaining("volume is in use");

    engine.remove(id, false);
    engine.remove(id, false);
    engine.removeVolume(name, false);
    engine.removeVolume(name, false);
    assertThat(engine.volume(name)).isEmpty();
    assertThat(engine.container(id)).isEmpty();
  }

  @Test
  void anArchiveComesBackAsItWentInWithoutRunningAnything() throws IOException {
    String name = DOCKER.name("files");
    var _ = engine.createVolume(NewVolume.local(name, labels));
    String id = never("copier", Mount.volume(name, "/v"));
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (TarArchiveOutputStream tar = new TarArchiveOutputStream(bytes)) {
      TarArchiveEntry entry = new TarArchiveEntry("a b");
      entry.setMode(0100640);
      entry.setUserId(999);
      entry.setGroupId(998);
      entry.setSize(3);
      tar.putArchiveEntry(entry);
      tar.write("abc".getBytes(UTF_8));
      tar.closeArchiveEntry();
    }

    engine.putArchive(id, "/v", new ByteArrayInputStream(bytes.toByteArray()));

    List<String> found = new ArrayList<>();
    try (TarArchiveInputStream tar = new TarArchiveInputStream(engine.archive(id, "/v/."))) {
      for (TarArchiveEntry each = tar.getNextEntry(); each != null; each = tar.getNextEntry()) {
        found.add(
            "%s %o %d %d %d"
                .formatted(
                    each.getName(),
                    each.getMode() & 07777,
                    each.getLongUserId(),
                    each.getLongGroupId(),
                    each.getSize()));
      }
    }
    assertThat(found).contains("./a b 640 999 998 3");
    assertThat(look(id).state()).isEqualTo(ContainerState.CREATED);
    assertThat(engine.usage(Duration.ofMinutes(2)).volume(name).orElseThrow()).isGreaterThan(2);
    assertThat(engine.usage(Duration.ZERO).volume(name)).as("nobody waits for it").isEmpty();
  }

  @Test
  void anArchiveThatIsClosedEarlyIsNotReadToItsEnd() throws IOException {
    String id = busybox("large", "sh", "-c", "dd if=/dev/zero of=/large bs=1M count=300; sleep 99");
    engine.start(id);
    await(
        () ->
            engine
                .exec(id, List.of("ls", "-l", "/large"), new byte[0], LIMIT)
                .output()
                .contains("314572800"));
    long begin = System.nanoTime();

    try (InputStream in = engine.archive(id, "/large")) {
      assertThat(in.readNBytes(1000)).hasSize(1000);
    }

    assertThat(engine.container(id)).isPresent();
    assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(LIMIT);
    assertThatThrownBy(() -> engine.archive(id, "/none"))
        .isInstanceOfSatisfying(
            ProblemException.class, e -> assertThat(code(e)).isEqualTo(Code.DOCKER_NOT_FOUND));
  }

  @Test
  void aCommandReadsItsInputAndSaysHowItEnded() {
    String id = busybox("worker", "sleep", "999");
    engine.start(id);

    ExecResult result =
        engine.exec(
            id,
            List.of("sh", "-c", "read -r line; echo \"$line\"; echo wrong >&2; exit 7"),
            "some input\n".getBytes(UTF_8),
            LIMIT);

    assertThat(result).isEqualTo(new ExecResult(7, "some input\n", "wrong\n"));
    assertThat(engine.exec(id, List.of("true"), new byte[0], LIMIT).exitCode()).isZero();
    assertThatThrownBy(
            () -> engine.exec(id, List.of("sleep", "60"), new byte[0], Duration.ofSeconds(1)))
        .hasMessageContaining("did not answer within 1 s");
  }

  @Test
  void aContainerGoesThroughItsStates() {
    String id =
        engine.create(
            NewContainer.of(DOCKER.name("states"), DOCKER.image(TestImage.BUSYBOX))
                .withCommand("sh", "-c", "echo hello; trap 'exit 3' TERM; sleep 999 & wait")
                .withEnv(Environment.parse(List.of("SECRET=hidden")))
                .withLabels(labels));
    assertThat(look(id).startedAt()).isEmpty();
    assertThat(look(id).env().value("SECRET")).contains("hidden");
    assertThat(look(id).toString()).contains("SECRET").doesNotContain("hidden");

    engine.start(id);
    engine.start(id);
    assertThat(look(id).state()).isEqualTo(ContainerState.RUNNING);
    engine.pause(id);
    assertThat(look(id).state()).isEqualTo(ContainerState.PAUSED);
    engine.unpause(id);
    await(() -> engine.logs(id, 5).contains("hello"));
    engine.stop(id, Duration.ofSeconds(20));
    engine.stop(id, Duration.ofSeconds(20));
    assertThat(look(id).state()).isEqualTo(ContainerState.EXITED);
    assertThat(look(id).exitCode()).isEqualTo(3);
    engine.start(id);
    engine.kill(id);
    engine.kill(id);
    await(() -> look(id).exitCode() == 137);
    assertThat(look(id).finishedAt()).isPresent();
  }

  @Test
  void eventsComeAsTheyHappen() {
    String name = DOCKER.name("watched");
    EventStream kept;
    try (EventStream events = engine.events(Instant.now())) {
      kept = events;
      var _ = engine.createVolume(NewVolume.local(name, labels));
      engine.removeVolume(name, true);

      List<String> seen = new ArrayList<>();
      while (!seen.contains("destroy")) {
        EngineEvent event = events.next(LIMIT).orElseThrow();
        if (event.type().equals("volume") && event.actor().equals(name)) {
          seen.add(event.action());
        }
      }
      assertThat(seen).startsWith("create").endsWith("destroy");
      assertThat(events.isOpen()).isTrue();
    }
    assertThat(kept.isOpen()).isFalse();
    assertThat(kept.next(LIMIT)).isEmpty();
  }

  @Test
  void anImageIsSavedTaggedRemovedAndLoaded() throws IOException {
    String reference = DOCKER.image(TestImage.BUSYBOX);
    String other = DOCKER.name("copy") + ":2";
    Image image = engine.image(reference).orElseThrow();
    engine.tag(reference, other);
    assertThat(engine.image(other).orElseThrow().tags()).contains(reference, other);
    byte[] saved;
    try (InputStream in = engine.save(List.of(other))) {
      saved = in.readAllBytes();
    }
    engine.removeImage(other, false);
    engine.removeImage(other, false);
    assertThat(engine.image(other)).isEmpty();

    engine.load(new ByteArrayInputStream(saved));

    assertThat(engine.image(other).map(Image::id)).isEqualTo(Optional.of(image.id()));
    assertThat(engine.images(Map.of())).extracting(Image::id).contains(image.id());
    engine.removeImage(other, false);
    assertThatThrownBy(() -> engine.load(new ByteArrayInputStream("no tar at all".getBytes(UTF_8))))
        .isInstanceOf(ProblemException.class);
  }

  @Test
  void theEmptyImageIsMadeOnce() {
    assertThat(engine.emptyImage()).isEqualTo(engine.emptyImage()).startsWith("sha256:");
  }

  @Test
  void whatAKilledProcessLeftIsSwept() {
    String dead = Owner.labels().getOrDefault(Owner.LABEL, "").replaceFirst(" \\d+ ", " 99999999 ");
    String volume = DOCKER.name("left");
    var _ = engine.createVolume(NewVolume.local(volume, Map.of(Owner.LABEL, dead)));
    String left = create("left", Map.of(Owner.LABEL, dead));
    String lasting = create("lasting", Map.of(Owner.LABEL, dead, Owner.LASTING, "x"));
    String living = create("living", Owner.labels());

    assertThat(Leftovers.sweep(engine)).contains(DOCKER.name("left"), volume);

    assertThat(engine.container(left)).isEmpty();
    assertThat(engine.volume(volume)).isEmpty();
    assertThat(engine.container(lasting)).isPresent();
    assertThat(engine.container(living)).isPresent();
  }

  private String create(String name, Map<String, String> more) {
    Map<String, String> all = new HashMap<>(labels);
    all.putAll(more);
    return engine.create(
        NewContainer.of(DOCKER.name(name), engine.emptyImage())
            .withCommand("never")
            .withLabels(all));
  }

  @Test
  void saysThatThereIsNoEngine(@TempDir Path temp) {
    EngineAddress nowhere = new EngineAddress.Local(temp.resolve("none.sock"));

    assertThatThrownBy(() -> Engine.connect(nowhere))
        .isInstanceOfSatisfying(
            ProblemException.class, e -> assertThat(code(e)).isEqualTo(Code.DOCKER_UNREACHABLE))
        .hasMessageContaining(nowhere.toString());
  }

  @Test
  void aSocketWithoutAnEngineBehindItIsNotWaitedForWithoutEnd(@TempDir Path temp)
      throws IOException {
    Path socket = temp.resolve("dead.sock");
    try (var server =
        java.nio.channels.ServerSocketChannel.open(java.net.StandardProtocolFamily.UNIX)) {
      server.bind(java.net.UnixDomainSocketAddress.of(socket));

      assertThatThrownBy(() -> Engine.connect(new EngineAddress.Local(socket)))
          .hasMessageContaining("did not answer within 10 s");
    }
    assertThat(Files.exists(socket)).isTrue();
  }

  private static Code code(ProblemException e) {
    return e.problems().getFirst().code();
  }

  private static void await(java.util.function.BooleanSupplier condition) {
    long end = System.nanoTime() + LIMIT.toNanos();
    while (!condition.getAsBoolean()) {
      assertThat(System.nanoTime()).as("the time").isLessThan(end);
      Dockerd.pause();
    }
  }
}
