package dev.lifeboat.guard;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeboat.docker.Container;
import dev.lifeboat.docker.ContainerState;
import dev.lifeboat.docker.EngineEvent;
import dev.lifeboat.docker.Environment;
import dev.lifeboat.docker.Mount;
import dev.lifeboat.docker.RestartPolicy;
import dev.lifeboat.guard.Sighting.Kind;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What is said of what happens, with a made-up engine. */
final class WatcherTest {
  private static final Instant MADE = Instant.parse("2026-11-01T10:00:00Z");
  private static final Instant NOW = Instant.parse("2026-11-22T10:00:00Z");
  private static final String OLD = "sha256:aaaaaaaaaaaaaaaaaa";
  private static final String NEW = "sha256:bbbbbbbbbbbbbbbbbb";

  private final List<Sighting> told = new ArrayList<>();
  private final World world = new World();
  private final Watcher watcher =
      new Watcher(
          "shop",
          new StackView(Map.of("shop_data", MADE), Map.of("db", OLD), Map.of("mongo:6", OLD)),
          () -> NOW,
          told::add);

  /** What the engine would say. */
  private static final class World implements Lookout {
    private final Map<String, Instant> volumes = new HashMap<>(Map.of("shop_data", MADE));
    private final Map<String, String> images = new HashMap<>(Map.of("mongo:6", OLD));
    private final Map<String, Container> containers = new HashMap<>();
    private Optional<Instant> born = Optional.empty();
    private StackView view = StackView.NOTHING;
    private boolean mended;

    @Override
    public StackView view() {
      return view;
    }

    @Override
    public Optional<Instant> volumeCreated(String name) {
      return Optional.ofNullable(volumes.get(name));
    }

    @Override
    public boolean isOfStack(String volume) {
      return volume.startsWith("shop_");
    }

    @Override
    public Optional<Container> container(String id) {
      return Optional.ofNullable(containers.get(id));
    }

    @Override
    public Optional<String> image(String name) {
      return Optional.ofNullable(images.get(name));
    }

    @Override
    public Optional<Instant> databaseBorn(Container container) {
      return born;
    }

    @Override
    public boolean mendAnchor() {
      return mended;
    }

    @Override
    public Optional<String> actor() {
      return Optional.of("user 'ann', process 7: docker compose down -v");
    }
  }

  private static EngineEvent event(String type, String action, String actor, String... attributes) {
    Map<String, String> all = new HashMap<>();
    for (int i = 0; i < attributes.length; i += 2) {
      all.put(attributes[i], attributes[i + 1]);
    }
    return new EngineEvent(type, action, actor, all, NOW);
  }

  private static EngineEvent ofStack(String action, String id, String... more) {
    List<String> attributes =
        new ArrayList<>(List.of("com.docker.compose.project", "shop", "name", "shop_db_1"));
    attributes.addAll(List.of(more));
    return event("container", action, id, attributes.toArray(String[]::new));
  }

  private static Container mongod(String image, boolean outOfMemory) {
    return new Container(
        "1",
        "shop_db_1",
        "mongo:6",
        image,
        List.of(),
        List.of("mongod", "--replSet", "rs0"),
        ContainerState.RUNNING,
        Optional.empty(),
        0,
        outOfMemory,
        Optional.of(NOW),
        Optional.of(NOW),
        Optional.empty(),
        Map.of("com.docker.compose.service", "db"),
        List.of(Mount.volume("shop_data", "/data/db")),
        Environment.EMPTY,
        List.of(),
        List.of(),
        "bridge",
        RestartPolicy.NO,
        0,
        Optional.empty());
  }

  private List<Kind> kinds() {
    return told.stream().map(Sighting::kind).toList();
  }

  @Test
  void saysAtOnceThatAVolumeWasDeletedAndByWhatAndWhatToDo() {
    watcher.on(ofStack("destroy", "1"), world);
    world.volumes.clear();
    watcher.on(event("volume", "destroy", "shop_data"), world);

    assertThat(told)
        .containsExactly(
            new Sighting(
                NOW,
                NOW,
                "shop",
                Kind.VOLUME_DESTROYED,
                "shop_data",
                "the volume was deleted, after containers of the stack: so works 'docker compose"
                    + " down -v'",
                Optional.of("user 'ann', process 7: docker compose down -v"),
                Optional.of("lifeboat recover volume-deleted")));
  }

  @Test
  void saysNothingOfVolumesOfOthers() {
    watcher.on(event("volume", "destroy", "other_data"), world);
    world.volumes.put("other_data", NOW);
    watcher.on(event("volume", "create", "other_data"), world);

    assertThat(told).isEmpty();
    assertThat(watcher.known().volumes()).containsOnlyKeys("shop_data");
  }

  @Test
  void believesNoCreateOfAVolumeThatIsOld() {
    watcher.on(event("volume", "create", "shop_data"), world);

    assertThat(told).isEmpty();
  }

  @Test
  void takesNoVolumeForAnotherOneBecauseItsContentChanged() {
    // Docker 20.10 says of a volume that it was created when something in its root changed last.
    world.volumes.put("shop_data", NOW);
    watcher.on(event("volume", "create", "shop_data"), world);
    world.view = new StackView(Map.of("shop_data", NOW), Map.of("db", OLD), Map.of("mongo:6", OLD));
    watcher.compare(world);

    assertThat(told).isEmpty();
  }

  @Test
  void saysThatADeletedVolumeCameBackEmptyAlsoWithinTheSameSecond() {
    watcher.on(event("volume", "destroy", "shop_data"), world);
    watcher.on(event("volume", "create", "shop_data"), world);

    assertThat(kinds()).containsExactly(Kind.VOLUME_DESTROYED, Kind.VOLUME_REPLACED);
    assertThat(told.getLast().fact())
        .isEqualTo("the volume is another one, made 2026-11-01 10:00:00 +00:00: it began empty");
  }

  @Test
  void saysWhatHappenedWhileNobodyWatched() {
    world.volumes.clear();
    world.view = new StackView(Map.of("shop_new", NOW), Map.of("db", NEW), Map.of("mongo:6", NEW));
    watcher.compare(world);

    assertThat(kinds())
        .containsExactly(Kind.VOLUME_DESTROYED, Kind.IMAGE_CHANGED, Kind.IMAGE_CHANGED);
    assertThat(told.getFirst().fact()).isEqualTo("the volume was deleted while nobody watched");
    assertThat(told.getFirst().actor()).isEmpty();
    assertThat(watcher.known().volumes()).containsOnlyKeys("shop_new");
  }

  @Test
  void missesNoVolumeWhoseContainersAreGone() {
    // Of a volume from elsewhere the stack knows nothing once 'compose down' took its containers.
    watcher.compare(world);

    assertThat(told).isEmpty();
  }

  @Test
  void saysThatADatabaseBeganEmptyAsSoonAsItsFirstFileIsThere() {
    world.containers.put("1", mongod(OLD, false));
    watcher.on(ofStack("start", "1"), world);
    assertThat(told).isEmpty();
    assertThat(watcher.isExpecting()).isTrue();

    world.born = Optional.of(NOW);
    watcher.expect(world);

    assertThat(kinds()).containsExactly(Kind.DATABASE_EMPTY);
    assertThat(told.getFirst().fact())
        .isEqualTo("the database started on an empty volume, 'shop_data'");
    assertThat(watcher.isExpecting()).isFalse();
  }

  @Test
  void saysNothingOfADatabaseThatWasThereBefore() {
    world.containers.put("1", mongod(OLD, false));
    world.born = Optional.of(MADE);
    watcher.on(ofStack("start", "1"), world);

    assertThat(told).isEmpty();
    assertThat(watcher.isExpecting()).isFalse();
  }

  @Test
  void saysThatAServiceRunsAnotherImage() {
    world.containers.put("1", mongod(NEW, false));
    world.born = Optional.of(MADE);
    watcher.on(ofStack("start", "1"), world);
    watcher.on(ofStack("start", "1"), world);

    assertThat(told)
        .singleElement()
        .returns("the service runs image bbbbbbbbbbbb, before it was aaaaaaaaaaaa", Sighting::fact);
  }

  @Test
  void saysThatANameStandsForAnotherImage() {
    world.images.put("mongo:6", NEW);
    watcher.on(event("image", "tag", NEW, "name", "mongo:6"), world);
    watcher.on(event("image", "tag", NEW, "name", "unused:1"), world);

    assertThat(told).singleElement().returns("mongo:6", Sighting::subject);
  }

  @Test
  void saysOnceThatAContainerWasKilledForWantOfMemory() {
    world.containers.put("1", mongod(OLD, true));
    watcher.on(ofStack("oom", "1"), world);
    watcher.on(ofStack("die", "1", "exitCode", "137"), world);

    assertThat(kinds()).containsExactly(Kind.OUT_OF_MEMORY);
  }

  @Test
  void saysNothingOfAContainerThatWasKilledByPeople() {
    world.containers.put("1", mongod(OLD, false));
    watcher.on(ofStack("die", "1", "exitCode", "137"), world);

    assertThat(told).isEmpty();
  }

  @Test
  void saysThatTheAnchorWasTakenAndIsBackButNotThatItWasExchanged() {
    EngineEvent event =
        event("container", "destroy", "a", "dev.lifeboat.anchor", "shop", "name", "anchor-1");
    watcher.on(event, world);
    assertThat(told).isEmpty();

    world.mended = true;
    watcher.on(event, world);

    assertThat(kinds()).containsExactly(Kind.ANCHOR_GONE, Kind.ANCHOR_BACK);
  }
}
