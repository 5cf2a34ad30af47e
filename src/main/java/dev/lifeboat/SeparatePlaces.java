package dev.lifeboat;

import dev.lifeboat.config.RepositoryLocation;
import dev.lifeboat.problem.Code;
import dev.lifeboat.problem.Problem;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/** Sees to it that a copy is somewhere else than its repository. */
final class SeparatePlaces {
  private SeparatePlaces() {}

  /**
   * Refuses a place for a copy that is the repository, is in it or holds it.
   *
   * @throws dev.lifeboat.problem.ProblemException USAGE
   */
  static void require(RepositoryLocation repository, RepositoryLocation place) {
    overlap(repository, place)
        .ifPresent(
            fact -> {
              throw Problem.of(Code.USAGE, fact, "name another place for the copy").exception();
            });
  }

  private static Optional<String> overlap(RepositoryLocation repository, RepositoryLocation place) {
    if (place.toString().equals(repository.toString())) {
      return Optional.of("'%s' is the repository itself".formatted(place));
    }
    if (repository instanceof RepositoryLocation.Folder(Path source)
        && place instanceof RepositoryLocation.Folder(Path target)) {
      Path from = real(source);
      Path to = real(target);
      if (from.equals(to)) {
        return Optional.of("'%s' is the repository itself".formatted(place));
      }
      if (to.startsWith(from)) {
        return Optional.of("'%s' is in the repository, '%s'".formatted(place, repository));
      }
      if (from.startsWith(to)) {
        return Optional.of("the repository, '%s', is in '%s'".formatted(repository, place));
      }
    }
    return Optional.empty();
  }

  /** Without symbolic links, as far as it is there. */
  private static Path real(Path path) {
    Path normal = path.toAbsolutePath().normalize();
    try {
      return normal.toRealPath();
    } catch (IOException e) {
      Path parent = normal.getParent();
      return parent == null ? normal : real(parent).resolve(normal.getFileName());
    }
  }
}
