package dev.lifeboat.guard;

import dev.lifeboat.compose.ComposeLabels;
import dev.lifeboat.docker.Container;
import dev.lifeboat.docker.Engine;
import dev.lifeboat.docker.Image;
import java.time.Instant;
import java.util.Optional;

/** Looks things up in a real engine. */
record EngineLookout(Engine engine, GuardedStack stack, Guard guard) implements Lookout {
  @Override
  public StackView view() {
    return stack.view();
  }

  @Override
  public Optional<Instant> volumeCreated(String name) {
    return engine.volume(name).map(GuardedStack::created);
  }

  @Override
  public boolean isOfStack(String volume) {
    return engine
        .volume(volume)
        .flatMap(found -> found.label(ComposeLabels.PROJECT))
        .equals(Optional.of(stack.project()));
  }

  @Override
  public Optional<Container> container(String id) {
    return engine.container(id);
  }

  @Override
  public Optional<String> image(String name) {
    return engine.image(name).map(Image::id);
  }

  @Override
  public Optional<Instant> databaseBorn(Container container) {
    return MongoContainer.born(engine, container);
  }

  @Override
  public boolean mendAnchor() {
    return guard.tend() || guard.mend();
  }

  @Override
  public Optional<String> actor() {
    return engine.address().isLocal() ? DockerCommands.running() : Optional.empty();
  }
}
