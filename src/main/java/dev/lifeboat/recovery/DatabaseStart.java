package dev.lifeboat.recovery;

import dev.lifeboat.compose.EngineContainers;
import dev.lifeboat.compose.Halt;
import dev.lifeboat.compose.ServiceContainer;
import dev.lifeboat.docker.Container;
import dev.lifeboat.stack.RecordedService;
import dev.lifeboat.stack.RecordedVolume;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Starts a stack's database that is down, and nothing else, so that it can be restored to. Where
 * its files are gone it is made anew, empty: from then until a restore of all of it nobody starts
 * what writes to it.
 */
public final class DatabaseStart {
  private final Scene scene;
  private final String service;

  public DatabaseStart(Scene scene, String service) {
    this.scene = scene;
    this.service = service;
  }

  /** True if its files are gone. */
  public boolean isAnew() {
    Optional<RecordedService> recorded = scene.record().service(service);
    Set<String> data =
        recorded
            .map(
                each -> DatabaseVolume.of(each, scene.record(), scene.revival().container(service)))
            .orElse(Set.of());
    return data.stream().anyMatch(name -> scene.engine().volume(name).isEmpty());
  }

  /**
   * Does it.
   *
   * @param verify verifies all of the backup that is needed; called before anything is made
   * @throws dev.lifeboat.problem.ProblemException what is missing, and what goes wrong
   */
  public void run(Runnable verify) {
    boolean anew = isAnew();
    if (anew) {
      verify.run();
    }
    boolean making = anew || scene.revival().container(service).isEmpty();
    if (making) {
      Readiness.of(scene).require(anew);
      new MissingImages(scene, Set.of()).obtain().forEach(scene.progress()::warn);
    }
    if (!anew) {
      start();
      return;
    }
    boolean again = scene.unfinished().isThere();
    scene.unfinished().begin();
    try (Halt halt = halt(again)) {
      try {
        start();
      } finally {
        halt.leave();
      }
    } catch (RuntimeException e) {
      throw scene.unfinished().isThere() ? scene.unfinished().after(e, scene.progress()::warn) : e;
    }
  }

  private Halt halt(boolean again) {
    List<ServiceContainer> writers =
        new EngineContainers(scene.engine())
            .of(scene.project()).stream()
                .filter(ServiceContainer::isActive)
                .filter(each -> each.dependsOn().containsKey(service))
                .toList();
    return scene
        .unfinished()
        .halting(
            scene.conductor(),
            writers,
            "the restore of the database '%s'".formatted(service),
            again,
            scene.progress());
  }

  private void start() {
    for (RecordedVolume volume : scene.record().volumes()) {
      if (isMounted(volume) && scene.engine().volume(volume.engineName()).isEmpty()) {
        scene.revival().make(volume);
      }
    }
    Container started = scene.revival().startAlone(service);
    scene
        .database()
        .prepare(scene.streams(), started, scene.health())
        .ifPresent(scene.progress()::warn);
  }

  private boolean isMounted(RecordedVolume volume) {
    return scene.record().service(service).stream()
        .flatMap(each -> each.mounts().stream())
        .anyMatch(mount -> mount.source().equals(volume.engineName()));
  }
}
