package dev.lifeboat.recovery;

import dev.lifeboat.docker.Container;
import dev.lifeboat.docker.Mount;
import dev.lifeboat.guard.MongoContainer;
import dev.lifeboat.stack.RecordedMount;
import dev.lifeboat.stack.RecordedService;
import dev.lifeboat.stack.RecordedVolume;
import dev.lifeboat.stack.StackRecord;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Which of the volumes of a database's service holds its files: others, such as that of {@code
 * /data/configdb}, may come and go, and the database stays what it is.
 */
final class DatabaseVolume {
  private static final Path CONFIG_SERVERS = Path.of("/data/configdb");
  private static final String VOLUME = Mount.Type.VOLUME.toString();

  private DatabaseVolume() {}

  /** The one that a container has its files in; empty if they are in none of the stack. */
  static Optional<RecordedVolume> of(Container container, StackRecord record) {
    return MongoContainer.dataPath(container)
        .flatMap(path -> covering(path, container.mounts(), Mount::destination))
        .flatMap(Mount::volume)
        .flatMap(
            name ->
                record.volumes().stream()
                    .filter(volume -> volume.engineName().equals(name))
                    .findFirst());
  }

  /**
   * The engine's names of those that have to be taken for it, whether or not they are there. Where
   * nothing tells where the files are, that is each volume that they may be in.
   *
   * @param container the service's, if there is one now
   */
  static Set<String> of(
      RecordedService service, StackRecord record, Optional<Container> container) {
    Set<String> named =
        record.volumes().stream().map(RecordedVolume::engineName).collect(Collectors.toSet());
    // An image makes volumes without name at its usual places, whether or not it uses them.
    List<RecordedMount> mounts =
        service.mounts().stream()
            .filter(mount -> !mount.kind().equals(VOLUME) || named.contains(mount.source()))
            .toList();
    String path = container.flatMap(MongoContainer::dataPath).orElse(MongoContainer.STANDARD);
    Optional<RecordedMount> covering = covering(path, mounts, RecordedMount::destination);
    return (covering.isPresent() ? covering.stream() : mounts.stream().filter(each -> may(each)))
        .filter(mount -> mount.kind().equals(VOLUME))
        .map(RecordedMount::source)
        .collect(Collectors.toSet());
  }

  private static boolean may(RecordedMount mount) {
    return !mount.readOnly() && !Path.of(mount.destination()).normalize().equals(CONFIG_SERVERS);
  }

  /** The innermost mount at or above a path. */
  private static <T> Optional<T> covering(
      String path, List<T> mounts, Function<T, String> destination) {
    Function<T, Path> place = mount -> Path.of(destination.apply(mount)).normalize();
    return mounts.stream()
        .filter(mount -> Path.of(path).normalize().startsWith(place.apply(mount)))
        .max(Comparator.comparingInt(mount -> place.apply(mount).getNameCount()));
  }
}
