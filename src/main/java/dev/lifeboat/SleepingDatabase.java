package dev.lifeboat;

import dev.lifeboat.cli.Services;
import dev.lifeboat.docker.Container;
import dev.lifeboat.recovery.Scene;
import dev.lifeboat.stack.RecordedVolume;
import java.util.Optional;

/** A stack's database that doesn't run, or has no container any more. */
record SleepingDatabase(Scene scene, String service, Optional<Container> container)
    implements Services.Sleeping {
  /** Empty if it isn't known to be a service of the stack, or if it runs. */
  static Optional<Services.Sleeping> in(Scene scene) {
    Optional<String> service = scene.databaseService();
    Optional<Container> container = service.flatMap(scene.revival()::container);
    boolean up = container.filter(each -> each.state().isUp()).isPresent();
    return service.filter(_ -> !up).map(name -> new SleepingDatabase(scene, name, container));
  }

  @Override
  public String words() {
    return container.isPresent()
        ? "the database '%s' does not run: it is started alone first".formatted(service)
        : "the database '%s' has no container: it is made and started alone first"
            .formatted(service);
  }

  @Override
  public void wake() {
    for (RecordedVolume volume : scene.record().volumes()) {
      if (isOfDatabase(volume) && scene.engine().volume(volume.engineName()).isEmpty()) {
        scene.revival().make(volume);
      }
    }
    scene.loadMissingImages().forEach(scene.progress()::warn);
    Container started = scene.revival().startAlone(service);
    scene
        .database()
        .prepare(scene.streams(), started, scene.health())
        .ifPresent(scene.progress()::warn);
  }

  private boolean isOfDatabase(RecordedVolume volume) {
    return scene.record().service(service).stream()
        .flatMap(each -> each.mounts().stream())
        .anyMatch(mount -> mount.source().equals(volume.engineName()));
  }

  @Override
  public void close() {
    scene.engine().close();
  }
}
