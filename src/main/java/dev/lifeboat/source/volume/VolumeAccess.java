package dev.lifeboat.source.volume;

import dev.lifeboat.docker.Engine;
import dev.lifeboat.docker.Mount;
import dev.lifeboat.docker.NewContainer;
import dev.lifeboat.docker.Owner;
import dev.lifeboat.docker.Volume;
import dev.lifeboat.problem.Code;
import dev.lifeboat.problem.Problem;
import dev.lifeboat.problem.ProblemException;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.function.Consumer;

/**
 * A volume's content, through the archive endpoint of a container that mounts it and is never
 * started. No program runs, so no image is needed. Closing removes the container.
 */
final class VolumeAccess implements AutoCloseable {
  private static final String FOLDER = "lifeboat-volume";
  private static final String NEVER_RUN = "/none";

  private final Engine engine;
  private final String volume;
  private final String container;

  private VolumeAccess(Engine engine, String volume, String container) {
    this.engine = engine;
    this.volume = volume;
    this.container = container;
  }

  /** Opens a volume that exists; an engine would make one that doesn't. */
  static VolumeAccess open(Engine engine, String volume) {
    if (engine.volume(volume).isEmpty()) {
      throw Problem.of(
              Code.DOCKER_NOT_FOUND,
              "there is no volume '%s'".formatted(volume),
              "see which there are: docker volume ls")
          .exception();
    }
    return mounted(engine, volume, Mount.volume(volume, "/" + FOLDER));
  }

  /**
   * Opens a volume to be read only.
   *
   * @throws ProblemException with {@code VOLUME_NOT_FOUND} if it was removed or replaced since it
   *     was looked at
   */
  static VolumeAccess toRead(Engine engine, Volume volume) {
    requireSame(engine, volume);
    VolumeAccess access =
        mounted(engine, volume.name(), Mount.readOnlyVolume(volume.name(), "/" + FOLDER));
    try {
      // Creating the container would have made a volume that was removed just now: empty, and
      // without labels. When a volume was made says nothing here: engines tell the time of the last
      // change in its root instead.
      requireSame(engine, volume);
      return access;
    } catch (RuntimeException e) {
      access.close();
      throw e;
    }
  }

  private static void requireSame(Engine engine, Volume volume) {
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

  private static VolumeAccess mounted(Engine engine, String volume, Mount mount) {
    String id =
        engine.create(
            NewContainer.of("", engine.emptyImage())
                // An image without a command needs one to be named; it never runs.
                .withCommand(NEVER_RUN)
                .withMounts(List.of(mount))
                .withLabels(Owner.labels()));
    return new VolumeAccess(engine, volume, id);
  }

  /** What is in it, as a tar stream whose names begin with {@code ./}. */
  InputStream stream() {
    return engine.archive(container, "/" + FOLDER + "/.");
  }

  /** Tells a handler what is in it. */
  void read(TarHandler handler, Consumer<Integer> advance) {
    try (InputStream tar = stream()) {
      TarStream.read(tar, handler, "interrupted", advance);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (MalformedTarException e) {
      throw changed(e);
    }
  }

  /** What is in it, counted and fingerprinted. */
  VolumeContent content(Consumer<Integer> advance) {
    TarFingerprint fingerprint = new TarFingerprint();
    read(fingerprint, advance);
    return fingerprint.content();
  }

  /**
   * Removes everything in it.
   *
   * <p>An engine that unpacks a file removes what has the file's name, with all that is below it.
   * Here the name is that of the mounted volume: what is in it goes, and the mount point itself is
   * busy and stays, which the engine reports as an error. So the outcome is looked at, and not the
   * answer.
   */
  void empty() {
    ByteArrayOutputStream tar = new ByteArrayOutputStream();
    tar.writeBytes(TarHeads.emptyFile(new EntryName(FOLDER)));
    tar.writeBytes(new byte[2 * TarHeader.BLOCK]);
    ProblemException answer = null;
    try {
      engine.putArchive(container, "/", new ByteArrayInputStream(tar.toByteArray()));
    } catch (ProblemException e) {
      answer = e;
    }
    long left = content(_ -> {}).entries();
    if (left > 1) {
      ProblemException failure =
          Problem.of(
                  Code.DOCKER_FAILED,
                  "the engine did not empty the volume '%s': %d entries are left"
                      .formatted(volume, left - 1),
                  "restore into a new volume beside it: --as NEW_VOLUME")
              .exception();
      if (answer != null) {
        failure.addSuppressed(answer);
      }
      throw failure;
    }
  }

  /**
   * Unpacks a stream over what is there.
   *
   * @param source gives entries below the volume's root
   */
  void write(TarStream.Source source) {
    TarStream.produce(
        sink -> {
          TarEmitter emitter = new TarEmitter(sink);
          source.into(new Rebased(FOLDER, emitter));
          emitter.end();
        },
        tar -> engine.putArchive(container, "/", tar));
  }

  private ProblemException changed(MalformedTarException cause) {
    return Problem.of(
            Code.DOCKER_FAILED,
            "the engine's stream of volume '%s' is not whole: %s"
                .formatted(volume, cause.getMessage()),
            "something writes into the volume: stop it, or find it with 'docker ps --filter"
                + " volume=%s'".formatted(volume))
        .causedBy(cause);
  }

  /** Also while this thread is asked to stop: a container that stays keeps its volume in use. */
  @Override
  public void close() {
    boolean interrupted = Thread.interrupted();
    try {
      engine.remove(container, true);
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
