package dev.lifeboat.source.volume;

import dev.lifeboat.docker.Container;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Databases whose files can't just be copied while they run. */
enum DatabaseProgram {
  MONGODB("MongoDB", "mongod", "mongo mongodb percona-server-mongodb"),
  REDIS("Redis", "redis-server valkey-server", "redis valkey"),
  POSTGRESQL("PostgreSQL", "postgres", "postgres postgresql postgis"),
  MYSQL("MySQL", "mysqld mariadbd", "mysql mariadb");

  private final String label;
  private final String programs;
  private final String images;

  DatabaseProgram(String label, String programs, String images) {
    this.label = label;
    this.programs = programs;
    this.images = images;
  }

  /** Which of them a container runs. */
  static Optional<DatabaseProgram> in(Container container) {
    return Stream.of(values()).filter(each -> each.runsIn(container)).findFirst();
  }

  /** By the program that it starts, or by the name of its image. */
  boolean runsIn(Container container) {
    return Stream.of(container.entrypoint(), container.command())
            .flatMap(List::stream)
            .anyMatch(word -> holds(programs, lastPart(word)))
        || holds(images, imageName(container.image()));
  }

  private static boolean holds(String words, String word) {
    return List.of(words.split(" ", -1)).contains(word);
  }

  private static String imageName(String image) {
    return lastPart(image.replaceFirst("@.*$", "")).replaceFirst(":.*$", "");
  }

  private static String lastPart(String path) {
    return path.substring(path.lastIndexOf('/') + 1);
  }

  /** As people call it. */
  @Override
  public String toString() {
    return label;
  }
}
