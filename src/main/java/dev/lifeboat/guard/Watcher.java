package dev.lifeboat.guard;

import dev.lifeboat.compose.ComposeLabels;
import dev.lifeboat.docker.Container;
import dev.lifeboat.docker.EngineEvent;
import dev.lifeboat.docker.Mount;
import dev.lifeboat.guard.Sighting.Kind;
import dev.lifeboat.units.Moments;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Decides what of all that happens in an engine has to be said. It knows what the stack looked
 * like, and says what isn't so any more. Not thread-safe.
 */
final class Watcher {
  /** So long a container that starts may take until it has its first file. */
  private static final Duration FIRST_FILES = Duration.ofMinutes(2);

  /** Volumes that go so soon after containers went by the same command. */
  private static final Duration TOGETHER = Duration.ofSeconds(30);

  private static final int KILLED = 137;

  private final String project;
  private final Consumer<Sighting> told;
  private final InstantSource clock;
  private final Map<String, Birth> births = new HashMap<>();
  private final Set<String> lost = new HashSet<>();
  private final Map<String, Instant> outOfMemory = new HashMap<>();
  private Instant containerGone = Instant.MIN;
  private StackView known;

  /** A database that started, and whose files are looked at as soon as they are there. */
  private record Birth(String container, Instant started, Instant until) {}

  Watcher(String project, StackView known, InstantSource clock, Consumer<Sighting> told) {
    this.project = project;
    this.known = known;
    this.clock = clock;
    this.told = told;
  }

  /** What it knows now. */
  StackView known() {
    return known;
  }

  /** Whether there is something to look at soon. */
  boolean isExpecting() {
    return !births.isEmpty();
  }

  /** Says what became different while nobody watched, and knows the present from now on. */
  void compare(Lookout lookout) {
    StackView now = lookout.view();
    for (Map.Entry<String, Instant> volume : known.volumes().entrySet()) {
      String name = volume.getKey();
      // A volume from elsewhere isn't seen once its containers are gone, and is there all the same.
      Optional<Instant> created =
          Optional.ofNullable(now.volumes().get(name)).or(() -> lookout.volumeCreated(name));
      if (created.isEmpty()) {
        destroyed(name, clock.instant(), "was deleted while nobody watched", Optional.empty());
      }
    }
    now.volumes().forEach((name, created) -> known = known.withVolume(name, created));
    now.images().forEach((service, image) -> image(service, image, clock.instant(), lookout));
    now.tags().forEach((tag, image) -> tag(tag, image, clock.instant(), lookout));
  }

  /** Takes an event. Those that say nothing new are passed over, so an event may come twice. */
  void on(EngineEvent event, Lookout lookout) {
    switch (event.type()) {
      case "volume" -> volume(event, lookout);
      case "container" -> container(event, lookout);
      case "image" -> {
        String name = event.name().orElse("");
        if (known.tags().containsKey(name)) {
          lookout.image(name).ifPresent(id -> tag(name, id, event.at(), lookout));
        }
      }
      default -> {}
    }
  }

  private void volume(EngineEvent event, Lookout lookout) {
    String name = event.actor();
    if (event.action().equals("destroy") && known.volumes().containsKey(name)) {
      boolean together = containerGone.isAfter(event.at().minus(TOGETHER));
      destroyed(
          name,
          event.at(),
          together
              ? "was deleted, after containers of the stack: so works 'docker compose down -v'"
              : "was deleted",
          lookout.actor());
    } else if (event.action().equals("create")) {
      // It is also said of volumes that have been there for long, whenever they are mounted. When
      // they were created says nothing: in Docker 20.10 that is the last change in their root.
      Optional<Instant> created = lookout.volumeCreated(name);
      if (created.isEmpty()) {
        return;
      }
      if (lost.contains(name)) {
        replaced(name, created.get(), lookout.actor());
      } else if (!known.volumes().containsKey(name) && lookout.isOfStack(name)) {
        known = known.withVolume(name, created.get());
      }
    }
  }

  private void container(EngineEvent event, Lookout lookout) {
    if (event.attribute(Anchors.LABEL).equals(Optional.of(project))) {
      if (event.action().equals("die") || event.action().equals("destroy")) {
        anchor(event, lookout);
      }
      return;
    }
    if (!event.attribute(ComposeLabels.PROJECT).equals(Optional.of(project))) {
      return;
    }
    switch (event.action()) {
      case "start" ->
          lookout.container(event.actor()).ifPresent(found -> started(found, event, lookout));
      case "oom" -> killed(event, lookout);
      case "die" -> {
        if (event.attribute("exitCode").equals(Optional.of(Integer.toString(KILLED)))
            && lookout.container(event.actor()).filter(Container::outOfMemory).isPresent()) {
          killed(event, lookout);
        }
      }
      case "destroy" -> containerGone = event.at();
      default -> {}
    }
  }

  private void started(Container container, EngineEvent event, Lookout lookout) {
    container
        .label(ComposeLabels.SERVICE)
        .ifPresent(service -> image(service, container.imageId(), event.at(), lookout));
    for (Mount mount : container.mounts()) {
      mount
          .volume()
          .filter(name -> !known.volumes().containsKey(name) && !lost.contains(name))
          .filter(name -> !name.matches("[0-9a-f]{64}"))
          .ifPresent(
              name ->
                  lookout
                      .volumeCreated(name)
                      .ifPresent(created -> known = known.withVolume(name, created)));
    }
    if (MongoContainer.dataPath(container).isPresent()) {
      births.put(
          container.id(), new Birth(container.id(), event.at(), clock.instant().plus(FIRST_FILES)));
      expect(lookout);
    }
  }

  /** Looks whether a database that started was there before. */
  void expect(Lookout lookout) {
    for (Birth birth : List.copyOf(births.values())) {
      Optional<Container> container =
          lookout.container(birth.container()).filter(it -> it.state().isUp());
      Optional<Instant> born = container.flatMap(lookout::databaseBorn);
      if (born.isPresent()) {
        // Files know seconds only.
        if (!born.get().isBefore(birth.started().truncatedTo(ChronoUnit.SECONDS))) {
          tell(
              born.get(),
              Kind.DATABASE_EMPTY,
              container.orElseThrow().name(),
              "the database started on an empty volume" + volumes(container.orElseThrow()),
              Optional.empty(),
              Optional.of("lifeboat recover volume-deleted"));
        }
        births.remove(birth.container());
      } else if (container.isEmpty() || clock.instant().isAfter(birth.until())) {
        births.remove(birth.container());
      }
    }
  }

  private static String volumes(Container container) {
    List<String> names = new ArrayList<>();
    String path = MongoContainer.dataPath(container).orElse("");
    container.mounts().stream()
        .filter(mount -> path.startsWith(mount.destination()))
        .forEach(mount -> mount.volume().ifPresent(names::add));
    return names.isEmpty() ? "" : ", '" + String.join("', '", names) + "'";
  }

  private void destroyed(String name, Instant at, String fact, Optional<String> actor) {
    known = known.withoutVolume(name);
    lost.add(name);
    tell(
        at,
        Kind.VOLUME_DESTROYED,
        name,
        "the volume " + fact,
        actor,
        Optional.of("lifeboat recover volume-deleted"));
  }

  private void replaced(String name, Instant created, Optional<String> actor) {
    known = known.withVolume(name, created);
    lost.remove(name);
    tell(
        created,
        Kind.VOLUME_REPLACED,
        name,
        "the volume is another one, made %s: it began empty"
            .formatted(Moments.print(created, ZoneOffset.UTC)),
        actor,
        Optional.of("lifeboat recover volume-deleted"));
  }

  private void image(String service, String image, Instant at, Lookout lookout) {
    String before = known.images().getOrDefault(service, image);
    known = known.withImage(service, image);
    if (!before.equals(image)) {
      tell(
          at,
          Kind.IMAGE_CHANGED,
          service,
          "the service runs image %s, before it was %s".formatted(brief(image), brief(before)),
          lookout.actor(),
          Optional.of("lifeboat images drift"));
    }
  }

  private void tag(String tag, String image, Instant at, Lookout lookout) {
    String before = known.tags().getOrDefault(tag, image);
    known = known.withTag(tag, image);
    if (!before.equals(image)) {
      tell(
          at,
          Kind.IMAGE_CHANGED,
          tag,
          "the name stands for image %s, before it was %s: the next start takes it"
              .formatted(brief(image), brief(before)),
          lookout.actor(),
          Optional.of("lifeboat images drift"));
    }
  }

  private void killed(EngineEvent event, Lookout lookout) {
    String name = event.name().orElse(event.actor());
    Instant last = outOfMemory.getOrDefault(event.actor(), Instant.EPOCH);
    // Two events tell of one death.
    if (event.at().isBefore(last.plusSeconds(2))) {
      return;
    }
    outOfMemory.put(event.actor(), event.at());
    boolean up = lookout.container(event.actor()).filter(found -> found.state().isUp()).isPresent();
    tell(
        event.at(),
        Kind.OUT_OF_MEMORY,
        name,
        "a process of the container was killed for want of memory"
            + (up ? "; the container goes on or is started again" : ""),
        Optional.of("the kernel"),
        Optional.of("docker start " + name));
  }

  private void anchor(EngineEvent event, Lookout lookout) {
    Optional<String> actor = lookout.actor();
    if (lookout.mendAnchor()) {
      tell(
          event.at(),
          Kind.ANCHOR_GONE,
          event.name().orElse(event.actor()),
          "the anchor was taken away without leave",
          actor,
          Optional.of("lifeboat guard status"));
      tell(
          clock.instant(),
          Kind.ANCHOR_BACK,
          project,
          "the anchor is back",
          Optional.empty(),
          Optional.empty());
    }
  }

  void tell(
      Instant at,
      Kind kind,
      String subject,
      String fact,
      Optional<String> actor,
      Optional<String> command) {
    told.accept(new Sighting(at, clock.instant(), project, kind, subject, fact, actor, command));
  }

  private static String brief(String image) {
    String hex = image.startsWith("sha256:") ? image.substring("sha256:".length()) : image;
    return hex.substring(0, Math.min(12, hex.length()));
  }
}
