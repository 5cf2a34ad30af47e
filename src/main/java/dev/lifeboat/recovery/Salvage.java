package dev.lifeboat.recovery;

import dev.lifeboat.docker.Container;
import dev.lifeboat.docker.ContainerState;
import dev.lifeboat.docker.Engine;
import dev.lifeboat.docker.EngineAddress;
import dev.lifeboat.docker.Mount;
import dev.lifeboat.docker.NewContainer;
import dev.lifeboat.docker.NewVolume;
import dev.lifeboat.docker.Owner;
import dev.lifeboat.guard.MongoContainer;
import dev.lifeboat.problem.Code;
import dev.lifeboat.problem.Problem;
import dev.lifeboat.problem.ProblemException;
import dev.lifeboat.source.RestoreStep;
import dev.lifeboat.units.ByteSize;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Saves from damaged files what the backup lacks: {@code mongod --repair} runs on a copy of the
 * volume and never on the volume itself, without a network, and what it leaves readable is put
 * beside the restored data for people to judge. That nothing could be saved is told, and is no
 * failure.
 */
public final class Salvage {
  private static final Duration REPAIRING = Duration.ofHours(6);
  private static final Duration MEASURING = Duration.ofMinutes(1);
  private static final Duration PAUSE = Duration.ofMillis(300);

  private final Scene scene;
  private final Engine engine;
  private final Data data;
  private Optional<Copy> copy = Optional.empty();

  /** Reads what was saved. */
  public interface Data {
    /**
     * Puts what the restored database lacks into a database beside it.
     *
     * @param uri leads to the salvaged copy, and holds the password for it
     * @return what was found, in words
     */
    List<String> compare(String uri);
  }

  /** A copy of the damaged volume. */
  private record Copy(String volume, String image, String path) {}

  public Salvage(Scene scene, Data data) {
    this.scene = scene;
    this.engine = scene.engine();
    this.data = data;
  }

  /** What is done for it. */
  static List<RestoreStep> steps(String volume) {
    return List.of(
        new RestoreStep(
            "repair a copy of volume '%s' with 'mongod --repair', without a network"
                .formatted(volume),
            false),
        new RestoreStep(
            "put documents that it has and the backup lacks into databases 'salvaged_…', for people"
                + " to judge",
            false));
  }

  /**
   * Copies the volume while nothing runs on it.
   *
   * @return why there is no copy, if so
   */
  List<String> copy(Container database, String volume) {
    try {
      if (!(engine.address() instanceof EngineAddress.Local)) {
        return List.of("nothing was salvaged: the engine runs on another host");
      }
      Optional<String> small = room(volume);
      if (small.isPresent()) {
        return List.of("nothing was salvaged: " + small.get());
      }
      String path = MongoContainer.dataPath(database).orElse(MongoContainer.STANDARD);
      String name = "lifeboat-salvage-" + scene.project() + "-" + scene.clock().millis();
      var _ = engine.createVolume(NewVolume.local(name, Owner.labels()));
      copy = Optional.of(new Copy(name, database.imageId(), path));
      String holder =
          engine.create(
              NewContainer.of("", engine.emptyImage())
                  .withCommand("none")
                  .withLabels(Owner.labels())
                  .withMounts(List.of(Mount.volume(name, path))));
      try (InputStream tar = engine.archive(database.id(), path)) {
        engine.putArchive(holder, String.valueOf(Path.of(path).getParent()), tar);
      } finally {
        engine.remove(holder, true);
      }
      return List.of();
    } catch (ProblemException | IOException e) {
      remove();
      return List.of("nothing was salvaged: the volume can't be copied: " + e.getMessage());
    }
  }

  /** Why there is too little room for a copy; where nobody can tell, nothing is in the way. */
  private Optional<String> room(String volume) throws IOException {
    Path root = Path.of(engine.info().root());
    if (!Files.isDirectory(root)) {
      return Optional.empty();
    }
    long needed = 2 * engine.usage(MEASURING).volume(volume).orElse(0);
    long free = Files.getFileStore(root).getUsableSpace();
    return free > needed
        ? Optional.empty()
        : Optional.of(
            "a copy and its repair need up to %s, and the engine's disk has %s"
                .formatted(ByteSize.of(needed), ByteSize.of(free)));
  }

  /**
   * Repairs the copy, reads it, and removes it.
   *
   * @return what came of it, in words
   */
  List<String> bring() {
    if (copy.isEmpty()) {
      return List.of();
    }
    Copy made = copy.get();
    try {
      repair(made);
      return serve(made);
    } catch (ProblemException e) {
      if (e.problems().getFirst().code() == Code.INTERRUPTED) {
        throw e;
      }
      return List.of("nothing was salvaged: " + e.getMessage());
    } finally {
      remove();
    }
  }

  private void repair(Copy made) {
    String id = engine.create(server(made, List.of(), List.of("--repair")));
    try {
      engine.start(id);
      Container ended = awaitEnd(id);
      if (ended.exitCode() != 0) {
        throw Problem.of(
                Code.DOCKER_FAILED,
                "'mongod --repair' can't open the copy either, and ended with exit code %d"
                    .formatted(ended.exitCode()))
            .exception();
      }
    } finally {
      engine.remove(id, true);
    }
  }

  private Container awaitEnd(String id) {
    Instant end = scene.clock().instant().plus(REPAIRING);
    while (true) {
      Container now = engine.container(id).orElseThrow();
      if (now.state() == ContainerState.EXITED || now.state() == ContainerState.DEAD) {
        return now;
      }
      if (scene.clock().instant().isAfter(end)) {
        throw Problem.of(Code.DOCKER_FAILED, "'mongod --repair' did not end within 6 h")
            .exception();
      }
      pause();
    }
  }

  /** As root, who may read the files and write the socket; of the copy nothing is used later. */
  private static NewContainer server(Copy made, List<Mount> more, List<String> options) {
    List<String> words = new ArrayList<>(List.of("--dbpath", made.path()));
    words.addAll(options);
    List<Mount> mounts = new ArrayList<>(more);
    mounts.add(Mount.volume(made.volume(), made.path()));
    return NewContainer.of("", made.image())
        .withEntrypoint("mongod")
        .withCommand(words.toArray(String[]::new))
        .withUser("0:0")
        .withLabels(Owner.labels())
        .withMounts(mounts);
  }

  private List<String> serve(Copy made) {
    try (SalvagedServer served =
        SalvagedServer.start(
            engine, scene.clock(), (more, options) -> server(made, more, options))) {
      return data.compare(served.uri());
    }
  }

  static void pause() {
    try {
      Thread.sleep(PAUSE);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw Problem.of(Code.INTERRUPTED, "interrupted while a copy was salvaged").causedBy(e);
    }
  }

  /** A copy that can't be removed now is by the next command that sweeps. */
  void remove() {
    copy.ifPresent(
        made -> {
          try {
            engine.removeVolume(made.volume(), true);
          } catch (ProblemException e) {
            scene.progress().warn("a salvaged copy is left: " + e.getMessage());
          }
        });
    copy = Optional.empty();
  }
}
