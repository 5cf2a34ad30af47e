package dev.lifeboat;

import dev.lifeboat.compose.ComposeLabels;
import dev.lifeboat.compose.Conductor;
import dev.lifeboat.compose.EngineContainers;
import dev.lifeboat.docker.Attachment;
import dev.lifeboat.docker.Container;
import dev.lifeboat.docker.Engine;
import dev.lifeboat.docker.Leftovers;
import dev.lifeboat.problem.ProblemException;
import dev.lifeboat.progress.Progress;
import dev.lifeboat.source.BackupSource;
import dev.lifeboat.source.mongo.MongoLock;
import dev.lifeboat.source.volume.DatabaseLocks;
import dev.lifeboat.source.volume.VolumeConsistency;
import dev.lifeboat.source.volume.VolumeSource;
import dev.lifeboat.source.volume.VolumeWish;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Puts together what a backup of volumes needs. */
record VolumeBackups(Wiring wiring, Map<String, String> environment, InstantSource clock) {
  /** The length of the id that a container has as its host name. */
  private static final int SHORT_ID = 12;

  /** The volumes that are named, after what killed processes left was put right. */
  BackupSource source(List<String> names, Progress progress) {
    Engines engines = new Engines(wiring.config(), environment);
    Engine engine = engines.connect();
    try {
      EngineContainers services = new EngineContainers(engine);
      Conductor conductor = new Conductor(services, wiring.config().state(), clock);
      conductor.settle(progress).forEach(progress::warn);
      var _ = Leftovers.sweep(engine);
      unlock(wiring, progress);
      return new VolumeSource(
          engine,
          new VolumeSource.Tools(conductor, services, this::lock),
          engines.project(),
          wishes(),
          names,
          clock);
    } catch (RuntimeException e) {
      engine.close();
      throw e;
    }
  }

  /** Unlocks what a killed backup left locked. That it can't be looked at is no error. */
  static void unlock(Wiring wiring, Progress progress) {
    try {
      MongoLock.settle(wiring::mongo, wiring.config().state()).forEach(progress::warn);
    } catch (ProblemException e) {
      progress.warn(
          "a killed backup may have left writes to MongoDB locked out: "
              + e.problems().getFirst().message());
    }
  }

  private DatabaseLocks.Held lock(Container container) {
    MongoLock lock =
        MongoLock.take(wiring.mongo(), names(container), wiring.config().state(), clock);
    return new DatabaseLocks.Held() {
      @Override
      public void requireHeld() {
        lock.requireHeld();
      }

      @Override
      public void close() {
        lock.close();
      }
    };
  }

  /** What the server in a container may call itself. */
  private static Set<String> names(Container container) {
    Set<String> names = new HashSet<>();
    names.add(container.id().substring(0, SHORT_ID));
    names.add(container.name());
    container.label(ComposeLabels.SERVICE).ifPresent(names::add);
    for (Attachment network : container.networks()) {
      network.address().ifPresent(names::add);
      names.addAll(network.aliases());
    }
    Set<String> lower = new HashSet<>();
    names.forEach(name -> lower.add(name.toLowerCase(Locale.ROOT)));
    return lower;
  }

  private Map<String, VolumeWish> wishes() {
    Map<String, VolumeWish> wishes = new HashMap<>();
    wiring
        .config()
        .volumes()
        .forEach(
            (name, settings) ->
                wishes.put(
                    name,
                    new VolumeWish(
                        settings
                            .reading()
                            .flatMap(reading -> VolumeConsistency.of(reading.toString())),
                        settings.before(),
                        settings.after(),
                        settings.exclude())));
    return wishes;
  }
}
