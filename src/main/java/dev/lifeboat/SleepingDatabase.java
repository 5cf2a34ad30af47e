package dev.lifeboat;

import dev.lifeboat.cli.Services;
import dev.lifeboat.docker.Container;
import dev.lifeboat.recovery.DatabaseStart;
import dev.lifeboat.recovery.Scene;
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
    if (new DatabaseStart(scene, service).isAnew()) {
      return "the files of the database '%s' are gone: what writes to it is stopped until all is"
              .formatted(service)
          + " restored, its volume is made again, and it is started alone first";
    }
    return container.isPresent()
        ? "the database '%s' does not run: it is started alone first".formatted(service)
        : "the database '%s' has no container: it is made and started alone first"
            .formatted(service);
  }

  @Override
  public void wake() {
    new DatabaseStart(scene, service).run(() -> Recovering.requireStored(scene));
  }

  @Override
  public void close() {
    scene.close();
  }
}
