package dev.lifeboat.guard;

import dev.lifeboat.compose.ComposeLabels;
import dev.lifeboat.docker.Container;
import dev.lifeboat.docker.Engine;
import dev.lifeboat.docker.Image;
import dev.lifeboat.problem.Code;
import dev.lifeboat.problem.Problem;
import dev.lifeboat.problem.ProblemException;
import java.io.IOException;
import java.time.Instant;
import java.util.Optional;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;

/** Looks things up in a real engine. */
record EngineLookout(Engine engine, GuardedStack stack, Guard guard) implements Lookout {
  /** mongod writes this file when it finds an empty folder, and never again. */
  private static final String FIRST_FILE = "/WiredTiger";

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
    Optional<String> path = MongoContainer.dataPath(container);
    if (path.isEmpty()) {
      return Optional.empty();
    }
    try (TarArchiveInputStream tar =
        new TarArchiveInputStream(engine.archive(container.id(), path.get() + FIRST_FILE))) {
      return Optional.ofNullable(tar.getNextEntry())
          .map(TarArchiveEntry::getLastModifiedTime)
          .map(time -> time.toInstant());
    } catch (ProblemException e) {
      if (e.problems().getFirst().code() == Code.DOCKER_NOT_FOUND) {
        return Optional.empty();
      }
      throw e;
    } catch (IOException e) {
      throw Problem.of(
              Code.DOCKER_FAILED,
              "cannot look into the container '%s': %s".formatted(container.name(), e.getMessage()))
          .causedBy(e);
    }
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
