package dev.lifeboat.guard;

import dev.lifeboat.docker.Container;
import dev.lifeboat.docker.Engine;
import dev.lifeboat.problem.Code;
import dev.lifeboat.problem.Problem;
import dev.lifeboat.problem.ProblemException;
import java.io.IOException;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;

/** Tells containers in which a mongod runs from others, and where it keeps its files. */
public final class MongoContainer {
  /** Where a mongod has its files if nobody says otherwise. */
  public static final String STANDARD = "/data/db";

  /** mongod writes this file when it finds an empty folder, and never again. */
  private static final String FIRST_FILE = "/WiredTiger";

  private MongoContainer() {}

  /**
   * When the database's files were begun, whether or not the container runs; empty if there are
   * none.
   */
  public static Optional<Instant> born(Engine engine, Container container) {
    Optional<String> path = dataPath(container);
    if (path.isEmpty()) {
      return Optional.empty();
    }
    try (TarArchiveInputStream tar =
        new TarArchiveInputStream(engine.archive(container.id(), path.get() + FIRST_FILE))) {
      return Optional.ofNullable(tar.getNextEntry())
          .map(TarArchiveEntry::getLastModifiedTime)
          .map(FileTime::toInstant);
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

  /** The folder of the database's files; empty if the container runs no mongod. */
  public static Optional<String> dataPath(Container container) {
    List<String> words = new ArrayList<>(container.entrypoint());
    words.addAll(container.command());
    if (words.stream().anyMatch(word -> word.equals("mongos") || word.endsWith("/mongos"))) {
      return Optional.empty();
    }
    boolean named =
        words.stream().anyMatch(word -> word.equals("mongod") || word.endsWith("/mongod"));
    boolean mounted =
        container.mounts().stream().anyMatch(mount -> mount.destination().equals(STANDARD));
    if (!named && !mounted) {
      return Optional.empty();
    }
    for (int i = 0; i < words.size(); i++) {
      if (words.get(i).equals("--dbpath") && i + 1 < words.size()) {
        return Optional.of(words.get(i + 1));
      }
      if (words.get(i).startsWith("--dbpath=")) {
        return Optional.of(words.get(i).substring("--dbpath=".length()));
      }
    }
    return Optional.of(STANDARD);
  }
}
