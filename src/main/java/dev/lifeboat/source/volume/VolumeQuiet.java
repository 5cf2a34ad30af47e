package dev.lifeboat.source.volume;

import dev.lifeboat.compose.Conductor;
import dev.lifeboat.compose.Halt;
import dev.lifeboat.compose.HaltRequest;
import dev.lifeboat.compose.ServiceContainer;
import dev.lifeboat.compose.ServiceContainers;
import dev.lifeboat.compose.ServiceHealth;
import dev.lifeboat.docker.Container;
import dev.lifeboat.docker.Engine;
import dev.lifeboat.progress.Progress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** Keeps writers away from volumes for as long as something is done, and lets them go on. */
final class VolumeQuiet {
  private static final Duration HEALTH = Duration.ofMinutes(2);

  private final Engine engine;
  private final Conductor conductor;
  private final ServiceContainers services;
  private final DatabaseLocks locks;
  private final Progress progress;
  private final List<String> warnings = new ArrayList<>();

  VolumeQuiet(
      Engine engine,
      Conductor conductor,
      ServiceContainers services,
      DatabaseLocks locks,
      Progress progress) {
    this.engine = engine;
    this.conductor = conductor;
    this.services = services;
    this.locks = locks;
    this.progress = progress;
  }

  /** What people shall know of what happened. */
  List<String> warnings() {
    return List.copyOf(warnings);
  }

  /**
   * Does something while the services that use these volumes make way. They go on whatever happens,
   * also after a crash; one that doesn't get well is told in a warning.
   */
  <T> T halted(HaltRequest.Act act, List<PlannedVolume> volumes, Supplier<T> action) {
    Map<String, ServiceContainer> containers = new LinkedHashMap<>();
    for (PlannedVolume volume : volumes) {
      for (Container user : volume.users()) {
        services.find(user.id()).ifPresent(found -> containers.put(found.id(), found));
      }
    }
    List<ServiceContainer> all = List.copyOf(containers.values());
    String purpose = "a backup of volume '%s'".formatted(volumes.getFirst().name());
    HaltRequest request =
        switch (act) {
          case STOP -> HaltRequest.stop(all, purpose);
          case PAUSE -> HaltRequest.pause(all, purpose);
        };
    try (Halt halt = conductor.halt(request, progress)) {
      requireNone(volumes, purpose);
      T result = action.get();
      halt.requireHalted();
      requireNone(volumes, purpose);
      for (ServiceHealth health : halt.resume(HEALTH)) {
        if (!health.isGood()) {
          warnings.add("after the backup '%s' %s".formatted(health.service(), health.words()));
        }
      }
      return result;
    }
  }

  /** Also of containers that were made since the backup was planned. */
  private void requireNone(List<PlannedVolume> volumes, String purpose) {
    new VolumeUsers(engine)
        .requireNone(volumes.stream().map(each -> each.volume().name()).toList(), purpose);
  }

  /** Does something while writes are locked out of the MongoDB that has its files in a volume. */
  <T> T locked(PlannedVolume volume, Supplier<T> action) {
    var database = volume.database(DatabaseProgram.MONGODB);
    if (database.isEmpty()) {
      return action.get(); // Nobody writes: the planner has seen to that.
    }
    try (DatabaseLocks.Held lock = locks.lock(database.get())) {
      T result = action.get();
      lock.requireHeld();
      return result;
    }
  }

  /**
   * Has the Redis that has its files in a volume save what it holds.
   *
   * @return whether it did
   */
  boolean saved(PlannedVolume volume) {
    var database = volume.database(DatabaseProgram.REDIS);
    if (database.isEmpty()) {
      return volume.writers().isEmpty();
    }
    var trouble = new RedisSave(engine, database.get()).run();
    trouble.ifPresent(
        why ->
            warnings.add(
                "volume '%s' was read while Redis ran, without a save just before: %s"
                    .formatted(volume.name(), why)));
    return trouble.isEmpty();
  }
}
