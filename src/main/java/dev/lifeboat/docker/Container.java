package dev.lifeboat.docker;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A container as the engine has it.
 *
 * @param id 64 hexadecimal digits
 * @param name without the slash before it
 * @param image what it was made from, as that was written: a name with tag, or an id
 * @param imageId {@code sha256:} and 64 hexadecimal digits
 * @param health what its health check says; empty without one
 * @param exitCode of its last run, 0 while it runs for the first time
 * @param outOfMemory whether the kernel killed it for want of memory
 * @param createdAt when it was made; empty if the engine doesn't say
 * @param startedAt when it started last; empty if it never did
 * @param finishedAt when it ended last; empty if it never did
 * @param stopTimeout how long a stop waits before it kills, if the container says so
 * @param networkMode such as {@code bridge}, {@code host}, {@code none} or a network's name
 */
public record Container(
    String id,
    String name,
    String image,
    String imageId,
    List<String> entrypoint,
    List<String> command,
    ContainerState state,
    Optional<Health> health,
    int exitCode,
    boolean outOfMemory,
    Optional<Instant> createdAt,
    Optional<Instant> startedAt,
    Optional<Instant> finishedAt,
    Map<String, String> labels,
    List<Mount> mounts,
    Environment env,
    List<Attachment> networks,
    List<PublishedPort> ports,
    String networkMode,
    RestartPolicy restart,
    int restarts,
    Optional<Duration> stopTimeout) {
  public Container {
    entrypoint = List.copyOf(entrypoint);
    command = List.copyOf(command);
    labels = Map.copyOf(labels);
    mounts = List.copyOf(mounts);
    networks = List.copyOf(networks);
    ports = List.copyOf(ports);
  }

  public Optional<String> label(String key) {
    return Optional.ofNullable(labels.get(key));
  }

  /** Where it has that volume, by its full name; empty if it hasn't. */
  public Optional<Mount> mountOf(String volume) {
    return mounts.stream().filter(each -> each.volume().equals(Optional.of(volume))).findFirst();
  }
}
