package dev.lifeboat.source.volume;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lifeboat.compose.Conductor;
import dev.lifeboat.compose.EngineContainers;
import dev.lifeboat.docker.ContainerState;
import dev.lifeboat.docker.Engine;
import dev.lifeboat.docker.Mount;
import dev.lifeboat.docker.NewContainer;
import dev.lifeboat.docker.NewVolume;
import dev.lifeboat.docker.TestEngine;
import dev.lifeboat.docker.TestImage;
import dev.lifeboat.problem.Code;
import dev.lifeboat.problem.ProblemException;
import dev.lifeboat.progress.Progress;
import dev.lifeboat.source.BackupSource;
import dev.lifeboat.source.BackupSourceContractTest;
import dev.lifeboat.source.Capture;
import dev.lifeboat.source.CaptureSink;
import dev.lifeboat.source.Consistency;
import dev.lifeboat.source.Fingerprint;
import dev.lifeboat.source.Item;
import dev.lifeboat.source.RecordingSink;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.commons.compress.archivers.tar.TarConstants;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Volumes of a real engine. */
class VolumeSourceIT extends BackupSourceContractTest {
  @RegisterExtension static final TestEngine DOCKER = new TestEngine();

  @TempDir Path state;
  private final List<String> containers = new ArrayList<>();
  private int changes;
  private int locked;

  @BeforeEach
  void makeVolumes() {
    volume("uploads");
    volume("data");
    put(
        "uploads",
        Tars.folder("d"),
        Tars.file("d/file", "content"),
        Tars.link(TarConstants.LF_LINK, "d/other", "d/file"),
        Tars.link(TarConstants.LF_SYMLINK, "link", "d/away"),
        Tars.file("d-x", new byte[70_000], entry -> entry.setMode(04750)),
        Tars.file("Bücher\n" + "n".repeat(150), new byte[3], entry -> entry.setIds(4_000_000, 77)));
    put("data", Tars.file("a", "1"));
  }

  @AfterEach
  void removeAll() {
    containers.forEach(container -> engine().remove(container, true));
    engine().removeVolume(full("uploads"), true);
    engine().removeVolume(full("data"), true);
  }

  @Override
  protected BackupSource open() {
    return source(Map.of());
  }

  @Override
  protected void change() {
    put("data", Tars.file("a", "changed " + ++changes));
  }

  @Override
  protected Fingerprint read(Capture capture, Item item) {
    return Tars.content(RecordingSink.bytes(capture, item.streams().getFirst().path()))
        .fingerprint();
  }

  @Test
  void theSameContentIsTheSameBytes() {
    byte[] first = bytes(capture(Map.of(), List.of("uploads")), "uploads");
    byte[] second = bytes(capture(Map.of(), List.of(full("uploads") + ",data")), "uploads");
    assertThat(second).isEqualTo(first);
    assertThat(Emitted.of(first)).isEqualTo(first);
  }

  @Test
  void namesAreInTheOrderOfAWalk() {
    List<EntryName> names = new ArrayList<>();
    byte[] tar = bytes(capture(Map.of(), List.of()), "uploads");
    new TarParser(
            new TarHandler() {
              @Override
              public void entry(TarEntry entry, byte[] head) {
                names.add(entry.path());
              }

              @Override
              public void content(byte[] buffer, int offset, int length) {}

              @Override
              public void endOfEntry() {}
            })
        .accept(tar, 0, tar.length);
    assertThat(names).hasSize(7).isSorted();
  }

  @Test
  void whatIsStoppedIsStartedAgain() {
    String app = container("data", "sleep", "1000");
    List<ContainerState> seen = new ArrayList<>();
    RecordingSink recording = new RecordingSink();
    CaptureSink sink =
        shape -> {
          seen.add(engine().container(app).orElseThrow().state());
          return recording.open(shape);
        };
    VolumeWish stop =
        new VolumeWish(Optional.of(VolumeConsistency.STOP), List.of(), List.of(), false);
    try (BackupSource source = source(Map.of("data", stop), List.of("data"))) {
      Capture capture = source.capture(sink, Progress.silent());
      assertThat(capture.consistency()).isInstanceOf(Consistency.ServicesStopped.class);
    }
    assertThat(seen).containsExactly(ContainerState.EXITED);
    assertThat(engine().container(app).orElseThrow().state()).isEqualTo(ContainerState.RUNNING);
  }

  @ParameterizedTest
  @CsvSource({
    "stop, EXITED, stop",
    "pause, PAUSED, pause",
    "live, RUNNING, live",
    "fsync-lock, RUNNING, fsync-lock"
  })
  void aLabelOnTheVolumeSaysWhatKeepsWritersAway(
      String word, ContainerState meanwhile, String reached) {
    relabel("data", Map.of(VolumeConsistency.LABEL, word));
    String app = container("data", Map.of(), "sh", "-c", "sleep 1000", "mongod");
    List<ContainerState> seen = new ArrayList<>();

    Capture capture = capture(Map.of(), app, seen);

    assertThat(seen).containsExactly(meanwhile);
    assertThat(consistency(capture)).isEqualTo(reached);
    assertThat(locked).isEqualTo(word.equals("fsync-lock") ? 1 : 0);
    assertThat(engine().container(app).orElseThrow().state()).isEqualTo(ContainerState.RUNNING);
  }

  @Test
  void aLabelHasARedisSave() {
    relabel("data", Map.of(VolumeConsistency.LABEL, "save"));
    String id =
        engine()
            .create(
                NewContainer.of("", DOCKER.image(TestImage.REDIS))
                    .withMounts(List.of(Mount.volume(full("data"), "/data"))));
    containers.add(id);
    engine().start(id);

    Capture capture = capture(Map.of(), List.of("data"));

    assertThat(consistency(capture)).isEqualTo("save");
    byte[] tar = bytes(capture, "data");
    assertThat(new String(tar, StandardCharsets.ISO_8859_1)).contains("dump.rdb");
  }

  @Test
  void theConfigurationCountsMoreThanLabelsAndThoseOfTheVolumeMoreThanThoseOfServices() {
    Map<String, String> stop = Map.of(VolumeConsistency.LABEL, "stop");
    String app = container("data", stop, "sleep", "1000");
    assertThat(consistency(capture(Map.of(), app, new ArrayList<>())))
        .as("the service's label alone")
        .isEqualTo("stop");
    relabel("data", Map.of(VolumeConsistency.LABEL, "pause"));
    String again = container("data", stop, "sleep", "1000");
    List<ContainerState> seen = new ArrayList<>();
    assertThat(consistency(capture(Map.of(), again, seen))).isEqualTo("pause");
    VolumeWish live =
        new VolumeWish(Optional.of(VolumeConsistency.LIVE), List.of(), List.of(), false);
    assertThat(consistency(capture(Map.of("data", live), again, seen))).isEqualTo("live");
    assertThat(seen).containsExactly(ContainerState.PAUSED, ContainerState.RUNNING);
    relabel("data", Map.of(VolumeConsistency.LABEL, "frozen"));
    assertProblem(() -> capture(Map.of(), List.of("data")), Code.CONFIG_INVALID);
  }

  private static String consistency(Capture capture) {
    return String.valueOf(capture.items().getFirst().attributes().get("consistency"));
  }

  /** Captures the volume, and sees what a container does meanwhile. */
  private Capture capture(
      Map<String, VolumeWish> wishes, String container, List<ContainerState> seen) {
    RecordingSink recording = new RecordingSink();
    try (BackupSource source = source(wishes, List.of("data"))) {
      return source.capture(
          shape -> {
            seen.add(engine().container(container).orElseThrow().state());
            return recording.open(shape);
          },
          Progress.silent());
    }
  }

  /** Makes a volume again with more labels; what used it goes. */
  private void relabel(String name, Map<String, String> more) {
    containers.forEach(container -> engine().remove(container, true));
    containers.clear();
    engine().removeVolume(full(name), true);
    volume(name, more);
  }

  @Test
  void whatFailsWhileServicesAreStoppedStartsThemToo() {
    String app = container("data", "sleep", "1000");
    VolumeWish stop =
        new VolumeWish(Optional.of(VolumeConsistency.STOP), List.of(), List.of(), false);
    CaptureSink broken =
        shape -> {
          throw new IllegalStateException("full");
        };
    try (BackupSource source = source(Map.of("data", stop), List.of("data"))) {
      assertThatThrownBy(() -> source.capture(broken, Progress.silent())).hasMessage("full");
    }
    assertThat(engine().container(app).orElseThrow().state()).isEqualTo(ContainerState.RUNNING);
  }

  @Test
  void commandsRunBeforeAndAfter() {
    container("data", "sleep", "1000");
    VolumeWish hooks =
        new VolumeWish(
            Optional.of(VolumeConsistency.PAUSE),
            List.of("sh", "-c", "echo before > /v/hook"),
            List.of("rm", "/v/hook"),
            false);
    byte[] tar = bytes(capture(Map.of("data", hooks), List.of("data")), "data");
    assertThat(Tars.content(tar).files()).isEqualTo(2);
    byte[] later = bytes(capture(Map.of(), List.of("data")), "data");
    assertThat(Tars.content(later).files()).isEqualTo(1);
  }

  @Test
  void aCommandThatFailsLeavesItsVolumeOut() {
    container("data", "sleep", "1000");
    List<String> failing = List.of("sh", "-c", "echo hunter2; echo hunter2 >&2; exit 3");
    VolumeWish hooks = new VolumeWish(Optional.empty(), failing, List.of(), false);
    Capture capture = capture(Map.of("data", hooks), List.of());
    assertThat(capture.missing()).singleElement().extracting("code").isEqualTo(Code.HOOK_FAILED);
    assertThat(capture.missing().toString()).contains("ended with 3").doesNotContain("hunter2");
    assertThat(capture.items()).extracting(Item::name).containsExactly("uploads");
  }

  @Test
  void aRunningDatabaseIsNotReadLiveUnasked() {
    container("data", "sh", "-c", "sleep 1000", "postgres");
    assertProblem(() -> capture(Map.of(), List.of()), Code.VOLUME_IN_USE);
    VolumeWish live =
        new VolumeWish(Optional.of(VolumeConsistency.LIVE), List.of(), List.of(), false);
    Capture capture = capture(Map.of("data", live), List.of());
    assertThat(capture.consistency()).isInstanceOf(Consistency.Live.class);
    assertThat(capture.warnings()).anyMatch(warning -> warning.contains("live"));
  }

  @Test
  void anUnknownNameIsAnswered() {
    assertThatThrownBy(() -> capture(Map.of(), List.of("upload")))
        .isInstanceOfSatisfying(
            ProblemException.class,
            e -> assertThat(e.problems().getFirst().hints().toString()).contains("'uploads'"));
  }

  @Test
  void nothingOfOursStays() {
    capture(Map.of(), List.of());
    assertThat(engine().containersWith(full("data"))).isEmpty();
  }

  private static void assertProblem(ThrowingCallable act, Code code) {
    assertThatThrownBy(act)
        .isInstanceOfSatisfying(
            ProblemException.class,
            e -> assertThat(e.problems().getFirst().code()).isEqualTo(code));
  }

  private Capture capture(Map<String, VolumeWish> wishes, List<String> names) {
    try (BackupSource source = source(wishes, names)) {
      return source.capture(new RecordingSink(), Progress.silent());
    }
  }

  private BackupSource source(Map<String, VolumeWish> wishes) {
    return source(wishes, List.of());
  }

  private BackupSource source(Map<String, VolumeWish> wishes, List<String> names) {
    Engine own = Engine.connect(DOCKER.address());
    EngineContainers services = new EngineContainers(own);
    VolumeSource.Tools tools =
        new VolumeSource.Tools(
            new Conductor(services, state, Instant::now),
            services,
            _ -> {
              locked++;
              return new DatabaseLocks.Held() {
                @Override
                public void requireHeld() {}

                @Override
                public void close() {}
              };
            });
    return new VolumeSource(own, tools, project(), wishes, names, Instant::now);
  }

  private static byte[] bytes(Capture capture, String volume) {
    return RecordingSink.bytes(capture, "volumes/" + volume + ".tar");
  }

  private static Engine engine() {
    return DOCKER.engine();
  }

  private static String project() {
    return DOCKER.name("stack");
  }

  private static String full(String volume) {
    return project() + "_" + volume;
  }

  private static void volume(String name) {
    volume(name, Map.of());
  }

  private static void volume(String name, Map<String, String> more) {
    Map<String, String> labels = new HashMap<>(more);
    labels.put("com.docker.compose.project", project());
    labels.put("com.docker.compose.volume", name);
    var _ = engine().createVolume(NewVolume.local(full(name), labels));
  }

  private static void put(String volume, Tars.Made... entries) {
    String container =
        engine()
            .create(
                NewContainer.of("", engine().emptyImage())
                    .withCommand("never-started")
                    .withMounts(List.of(Mount.volume(full(volume), "/volume"))));
    try {
      engine().putArchive(container, "/volume", new ByteArrayInputStream(Tars.of(entries)));
    } finally {
      engine().remove(container, true);
    }
  }

  private String container(String volume, String... command) {
    return container(volume, Map.of(), command);
  }

  private String container(String volume, Map<String, String> more, String... command) {
    Map<String, String> labels = new HashMap<>(more);
    labels.put("com.docker.compose.project", project());
    labels.put("com.docker.compose.service", "app");
    String id =
        engine()
            .create(
                NewContainer.of("", DOCKER.image(TestImage.BUSYBOX))
                    .withCommand(command)
                    .withMounts(List.of(Mount.volume(full(volume), "/v")))
                    .withLabels(labels));
    containers.add(id);
    engine().start(id);
    return id;
  }
}
