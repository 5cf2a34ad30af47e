package dev.lifeboat.recovery;

import dev.lifeboat.docker.EngineAddress;
import dev.lifeboat.docker.Usage;
import dev.lifeboat.problem.Code;
import dev.lifeboat.problem.Problem;
import dev.lifeboat.problem.ProblemException;
import dev.lifeboat.source.Item;
import dev.lifeboat.source.StreamName;
import dev.lifeboat.stack.RecordedProject;
import dev.lifeboat.units.ByteSize;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What a recovery needs, looked at before anything is stopped, deleted or made: nobody deletes a
 * volume to hear then that the containers can't be made again.
 *
 * @param comingBack the paths of files that are put back before they are needed
 * @param hint how files that are gone come back
 * @param anew the services whose containers are deleted on the way
 * @param freed the volumes, by their full names, whose room is used again
 */
record Readiness(
    Scene scene, Set<String> comingBack, String hint, Set<String> anew, Set<String> freed) {
  /** What MongoDB's default compression makes of usual documents, indexes included. */
  private static final double USUAL_RATIO = 0.7;

  private static final Duration MEASURING = Duration.ofMinutes(1);

  Readiness {
    comingBack = Set.copyOf(comingBack);
    anew = Set.copyOf(anew);
    freed = Set.copyOf(freed);
  }

  /** Where no file comes back, and no container or volume is deleted. */
  static Readiness of(Scene scene) {
    return new Readiness(
        scene,
        Set.of(),
        "put the stack's files back first: lifeboat recover host",
        Set.of(),
        Set.of());
  }

  /** The same where a database is made anew. */
  Readiness deleting(String service, String volume) {
    return new Readiness(scene, comingBack, hint, Set.of(service), Set.of(volume));
  }

  /** The same where files are put back first. */
  Readiness bringing(Set<String> files) {
    return new Readiness(scene, files, hint, anew, freed);
  }

  /**
   * All that is in the way.
   *
   * @param database whether the backup's data goes into a database that holds none yet
   */
  List<Problem> problems(boolean database) {
    List<Problem> problems = new ArrayList<>(toMakeContainers());
    problems.addAll(new MissingImages(scene, anew).problems());
    if (database) {
      room().ifPresent(problems::add);
    }
    return problems;
  }

  /**
   * The same where a plan was made before: a person has read it meanwhile, and things may have
   * changed.
   *
   * @throws ProblemException all that is in the way
   */
  void require(boolean database) {
    List<Problem> problems = problems(database);
    if (!problems.isEmpty()) {
      throw new ProblemException(problems);
    }
  }

  /** What Compose needs. */
  List<Problem> toMakeContainers() {
    RecordedProject project = scene.record().project().orElseThrow();
    List<Problem> gone = goneFiles(project, comingBack, hint);
    boolean later =
        files(project).anyMatch(file -> comingBack.contains(file) && !Files.exists(Path.of(file)));
    try {
      if (gone.isEmpty() && !later) {
        scene.revival().requireReadable();
      } else {
        var _ = scene.revival().compose().get();
      }
      return gone;
    } catch (ProblemException e) {
      List<Problem> problems = new ArrayList<>(gone);
      problems.addAll(e.problems());
      return problems;
    }
  }

  /** A refusal for each file without which Compose reads nothing. */
  static List<Problem> goneFiles(RecordedProject project, Set<String> comingBack, String hint) {
    return files(project)
        .filter(file -> !comingBack.contains(file) && !Files.exists(Path.of(file)))
        .map(
            file ->
                Problem.of(
                    Code.RESTORE_REFUSED,
                    "the %s file '%s' is gone"
                        .formatted(project.files().contains(file) ? "Compose" : "env", file),
                    hint))
        .toList();
  }

  private static Stream<String> files(RecordedProject project) {
    return Stream.concat(project.files().stream(), project.envFiles().stream());
  }

  /** Where nobody can tell, such as of another host's disk, nothing is in the way. */
  private Optional<Problem> room() {
    long needed = needed();
    try {
      Path root = Path.of(scene.engine().info().root());
      if (!(scene.engine().address() instanceof EngineAddress.Local) || !Files.isDirectory(root)) {
        return Optional.empty();
      }
      long free = Files.getFileStore(root).getUsableSpace();
      if (free >= needed || free + used() >= needed) {
        return Optional.empty();
      }
      return Optional.of(
          Problem.of(
              Code.ROOM_TOO_SMALL,
              "the database needs about %s, and the engine's disk has %s"
                  .formatted(ByteSize.of(needed), ByteSize.of(free)),
              "make room, such as with: lifeboat cleanup",
              "or enlarge the disk of " + root));
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  private long needed() {
    long bytes = 0;
    for (Item item : scene.streams().items()) {
      for (StreamName stream : item.streams()) {
        bytes += scene.streams().bytes(stream);
      }
    }
    return Math.round(bytes * USUAL_RATIO);
  }

  /** It has to be measured, which takes its time: asked only where it matters. */
  private long used() {
    if (freed.isEmpty()) {
      return 0;
    }
    Usage usage = scene.engine().usage(MEASURING);
    return freed.stream().mapToLong(each -> usage.volume(each).orElse(0)).sum();
  }
}
