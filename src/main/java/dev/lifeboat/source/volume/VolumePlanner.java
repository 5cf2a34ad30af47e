package dev.lifeboat.source.volume;

import dev.lifeboat.compose.ComposeLabels;
import dev.lifeboat.compose.ServiceContainer;
import dev.lifeboat.docker.Container;
import dev.lifeboat.docker.Engine;
import dev.lifeboat.docker.Usage;
import dev.lifeboat.docker.Volume;
import dev.lifeboat.problem.Code;
import dev.lifeboat.problem.Problem;
import dev.lifeboat.source.CapturedStreams;
import dev.lifeboat.source.Consistency;
import dev.lifeboat.source.PlannedItem;
import dev.lifeboat.source.PlannedItem.Action;
import dev.lifeboat.source.RestorePlan;
import dev.lifeboat.source.RestoreRequest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/** Plans a restore of volumes; changes nothing. */
final class VolumePlanner {
  private static final Duration MEASURING = Duration.ofMinutes(1);

  private final Engine engine;
  private final VolumeSettings settings;
  private final CapturedStreams from;
  private final RestoreRequest request;
  private final List<String> warnings = new ArrayList<>();
  private final List<Problem> refusals = new ArrayList<>();
  private List<Planned> volumes = List.of();

  VolumePlanner(
      Engine engine, VolumeSettings settings, CapturedStreams from, RestoreRequest request) {
    this.engine = engine;
    this.settings = settings;
    this.from = from;
    this.request = request;
  }

  /**
   * One volume with what the engine has in its place.
   *
   * @param target the engine's name of it
   * @param content what is restored of it
   */
  record Planned(
      ChosenVolume chosen, String target, Optional<Volume> present, VolumeContent content) {
    RestoredVolume line() {
      return new RestoredVolume(
          chosen.stored().name(),
          target,
          present.map(Volume::driver).orElse(chosen.stored().driver()),
          present.map(Volume::options).orElse(chosen.stored().options()),
          present.map(Volume::labels).orElseGet(() -> labels(chosen)),
          present.isEmpty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty());
    }

    /** A copy beside the stack's volume isn't the stack's: Compose must not find two. */
    private static Map<String, String> labels(ChosenVolume chosen) {
      return chosen.as().isPresent() ? Map.of() : chosen.stored().labels();
    }
  }

  /** What is restored, where; looked up once. */
  List<Planned> volumes() {
    if (volumes.isEmpty()) {
      volumes = List.copyOf(find());
    }
    return volumes;
  }

  private List<Planned> find() {
    VolumeReads reads = new VolumeReads(from);
    List<Planned> planned = new ArrayList<>();
    for (ChosenVolume chosen : ChosenVolume.of(from, request.selection())) {
      String target = target(chosen);
      planned.add(new Planned(chosen, target, engine.volume(target), reads.content(chosen)));
    }
    return planned;
  }

  RestorePlan plan() {
    List<Planned> planned = volumes();
    Optional<Usage> usage =
        planned.stream().anyMatch(each -> each.present().isPresent())
            ? Optional.of(engine.usage(MEASURING))
            : Optional.empty();
    Map<String, List<Container>> containers = new LinkedHashMap<>();
    for (Planned each : planned) {
      if (each.present().isPresent()) {
        containers.put(each.target(), new VolumeUsers(engine).of(each.target()));
        if (usage.filter(known -> known.volume(each.target()).isPresent()).isEmpty()) {
          warnings.add(
              "the engine doesn't say how much '%s' holds: the restore may need more room"
                  .formatted(each.target()));
        }
      }
    }
    planned.forEach(each -> judge(each, containers.getOrDefault(each.target(), List.of())));
    List<ServiceContainer> users = VolumeUsers.services(containers.values());
    requireQuiet(users);
    List<PlannedItem> items = planned.stream().map(each -> item(each, usage)).toList();
    // The present content is copied; what comes may be larger than what it replaces.
    long room = items.stream().mapToLong(each -> each.presentBytes() + each.bytes()).sum();
    Optional<Long> free = free();
    if (free.isPresent() && free.get() < room) {
      refusals.add(
          Problem.of(
              Code.ROOM_TOO_SMALL,
              "the engine's disk has %d bytes free, and the restore needs %d"
                  .formatted(free.get(), room),
              "make room, such as with 'docker image prune', then run the command again",
              "or restore into a folder: --to-dir DIR"));
    }
    return new RestorePlan(
        from.backup(),
        "volumes of project '%s' on %s".formatted(settings.project(), engine.address()),
        request,
        items,
        new VolumeSteps(settings, request).of(planned, services(users)),
        from.consistency().moment(),
        Optional.empty(),
        room,
        free,
        List.of(),
        warnings,
        refusals);
  }

  static List<String> services(List<ServiceContainer> users) {
    return List.copyOf(
        new TreeSet<>(
            users.stream()
                .filter(ServiceContainer::isActive)
                .map(ServiceContainer::service)
                .toList()));
  }

  /** The volume that the stack has by that name now, else what Compose would call it. */
  private String target(ChosenVolume chosen) {
    StoredVolume stored = chosen.stored();
    if (chosen.as().isPresent()) {
      return chosen.as().get();
    }
    Map<String, String> labels =
        Map.of(ComposeLabels.PROJECT, settings.project(), ComposeLabels.VOLUME, stored.name());
    List<Volume> own = engine.volumes(labels);
    if (!own.isEmpty()) {
      return own.getFirst().name();
    }
    return VolumeUsers.foreignProject(stored.labels(), settings.project()).isPresent()
        ? settings.project() + "_" + stored.name()
        : stored.volume();
  }

  private void judge(Planned planned, List<Container> users) {
    StoredVolume stored = planned.chosen().stored();
    String target = planned.target();
    if (planned.present().isPresent()) {
      judgePresent(planned, planned.present().get(), users);
    } else if (!planned.chosen().part().isAll() && planned.chosen().as().isEmpty()) {
      refuse(
          "there is no volume '%s' of which a part could be restored".formatted(target),
          "restore all of it: without --only");
    }
    if (stored.isLiveDatabase() && !settings.acceptLive()) {
      refuse(
          "volume '%s' of backup '%s' holds a database's files that %s read while it wrote: it may not start on them"
              .formatted(
                  stored.name(), from.backup(), stored.isImported() ? "may have been" : "were"),
          "restore the database's own backup instead: lifeboat restore",
          "or, if there is none: --accept-live");
    } else if (from.consistency() instanceof Consistency.Live
        || stored.consistency().equals("live")) {
      warnings.add(
          "'%s' was read while services could write: files that changed then may be torn"
              .formatted(stored.name()));
    }
  }

  private void judgePresent(Planned planned, Volume present, List<Container> users) {
    String target = planned.target();
    if (planned.chosen().as().isPresent()) {
      refuse(
          "there is a volume '%s' already, and '--as' overwrites none".formatted(target),
          "name another one, or remove it first: docker volume rm " + target);
      return;
    }
    VolumeUsers.foreignProject(present.labels(), settings.project())
        .ifPresent(
            other ->
                refuse(
                    "volume '%s' belongs to the stack '%s', not to '%s'"
                        .formatted(target, other, settings.project()),
                    "restore into a new volume: --as NEW_VOLUME"));
    for (Container user : users) {
      VolumeUsers.foreignProject(user.labels(), settings.project())
          .ifPresent(
              other ->
                  refuse(
                      "volume '%s' is used by '%s' of the stack '%s' too"
                          .formatted(target, user.name(), other),
                      "restore into a new volume: --as NEW_VOLUME"));
    }
    if (!present.driver().equals(planned.chosen().stored().driver())) {
      warnings.add(
          "volume '%s' has the driver '%s', and had '%s' when it was backed up: it stays as it is"
              .formatted(target, present.driver(), planned.chosen().stored().driver()));
    }
  }

  private void requireQuiet(List<ServiceContainer> users) {
    List<String> running = services(users);
    if (request.requireQuiet() && !running.isEmpty()) {
      refuse(
          "'--require-quiet' was given, and services that use the volumes run: "
              + String.join(", ", running),
          "stop them, or leave the option away: then the restore stops them and starts them again");
    }
  }

  private void refuse(String fact, String... hints) {
    refusals.add(Problem.of(Code.RESTORE_REFUSED, fact, hints));
  }

  private PlannedItem item(Planned planned, Optional<Usage> usage) {
    boolean replaced = planned.present().isPresent();
    return new PlannedItem(
        planned.chosen().as().isPresent() ? planned.target() : planned.chosen().stored().name(),
        planned.chosen().as().map(_ -> planned.chosen().stored().name()),
        StoredVolume.KIND,
        replaced ? Action.REPLACE : Action.CREATE,
        0,
        replaced ? usage.map(all -> all.volume(planned.target()).orElse(0)).orElse(0L) : 0,
        planned.content().files(),
        planned.content().bytes());
  }

  /** Only an engine on this host lets us see its disk. */
  private Optional<Long> free() {
    try {
      Path root = Path.of(engine.info().root());
      return engine.address().isLocal() && Files.isDirectory(root)
          ? Optional.of(Files.getFileStore(root).getUsableSpace())
          : Optional.empty();
    } catch (IOException e) {
      return Optional.empty();
    }
  }
}
