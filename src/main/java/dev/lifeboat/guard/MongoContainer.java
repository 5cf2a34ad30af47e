package dev.lifeboat.guard;

import dev.lifeboat.docker.Container;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Tells containers in which a mongod runs from others, and where it keeps its files. */
public final class MongoContainer {
  /** Where a mongod has its files if nobody says otherwise. */
  public static final String STANDARD = "/data/db";

  private MongoContainer() {}

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
