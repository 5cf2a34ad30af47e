package dev.lifeboat.source.volume;

import dev.lifeboat.docker.Engine;
import dev.lifeboat.docker.Mount;
import dev.lifeboat.docker.NewContainer;
import dev.lifeboat.docker.Owner;
import dev.lifeboat.docker.Volume;
import dev.lifeboat.problem.Code;
import dev.lifeboat.problem.Problem;
import java.io.InputStream;
import java.util.List;

/**
 * A volume within reach of an engine's archive endpoint: mounted in a container of our own empty
 * image, which is never started. Closing it removes the container.
 */
final class VolumeArchive implements AutoCloseable {
  private static final String PLACE = "/volume";

  private final Engine engine;
  private final String container;

  private VolumeArchive(Engine engine, String container) {
    this.engine = engine;
    this.container = container;
  }

  /**
   * Opens a volume to be read.
   *
   * @throws dev.lifeboat.problem.ProblemException with {@code VOLUME_NOT_FOUND} if it was removed
   *     or replaced since it was looked at
   */
  static VolumeArchive toRead(Engine engine, Volume volume) {
    requireThere(engine, volume);
    String container =
        engine.create(
            NewContainer.of("", engine.emptyImage())
                // An image without a command needs one to be named; it never runs.
                .withCommand("never-started")
                .withMounts(List.of(Mount.readOnlyVolume(volume.name(), PLACE)))
                .withLabels(Owner.labels()));
    VolumeArchive archive = new VolumeArchive(engine, container);
    try {
      // Creating the container would have made a volume that was removed just now: empty, and
      // without labels. When a volume was made says nothing here: engines tell the time of the last
      // change in its root instead.
      requireThere(engine, volume);
      return archive;
    } catch (RuntimeException e) {
      archive.close();
      throw e;
    }
  }

  private static void requireThere(Engine engine, Volume volume) {
    boolean same =
        engine
            .volume(volume.name())
            .filter(now -> now.labels().equals(volume.labels()))
            .isPresent();
    if (!same) {
      throw Problem.of(
              Code.VOLUME_NOT_FOUND,
              "the volume '%s' was removed or replaced meanwhile".formatted(volume.name()),
              "see what is there: docker volume ls")
          .exception();
    }
  }

  /** What is in the volume, as a tar stream whose names begin with {@code ./}. */
  InputStream read() {
    return engine.archive(container, PLACE + "/.");
  }

  @Override
  public void close() {
    engine.remove(container, true);
  }
}
