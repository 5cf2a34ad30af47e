package dev.lifeboat.docker;

import java.util.List;
import java.util.Map;

/**
 * A container to be made. Immutable; each {@code with} method returns a changed copy.
 *
 * @param name empty for one that the engine makes up
 * @param image a name, or an id
 * @param entrypoint empty for the image's own
 * @param command empty for the image's own
 * @param networkMode such as {@code none}, {@code bridge} or a network's name; empty for the
 *     engine's default
 */
public record NewContainer(
    String name,
    String image,
    List<String> entrypoint,
    List<String> command,
    Environment env,
    List<Mount> mounts,
    Map<String, String> labels,
    RestartPolicy restart,
    String networkMode,
    String user) {
  public NewContainer {
    entrypoint = List.copyOf(entrypoint);
    command = List.copyOf(command);
    mounts = List.copyOf(mounts);
    labels = Map.copyOf(labels);
  }

  /** Without a network, unless one is said. */
  public static NewContainer of(String name, String image) {
    return new NewContainer(
        name,
        image,
        List.of(),
        List.of(),
        Environment.EMPTY,
        List.of(),
        Map.of(),
        RestartPolicy.NO,
        "none",
        "");
  }

  public NewContainer withEntrypoint(String... words) {
    return new NewContainer(
        name, image, List.of(words), command, env, mounts, labels, restart, networkMode, user);
  }

  public NewContainer withCommand(String... words) {
    return new NewContainer(
        name, image, entrypoint, List.of(words), env, mounts, labels, restart, networkMode, user);
  }

  public NewContainer withEnv(Environment variables) {
    return new NewContainer(
        name, image, entrypoint, command, variables, mounts, labels, restart, networkMode, user);
  }

  public NewContainer withMounts(List<Mount> all) {
    return new NewContainer(
        name, image, entrypoint, command, env, all, labels, restart, networkMode, user);
  }

  public NewContainer withLabels(Map<String, String> all) {
    return new NewContainer(
        name, image, entrypoint, command, env, mounts, all, restart, networkMode, user);
  }

  public NewContainer withRestart(RestartPolicy policy) {
    return new NewContainer(
        name, image, entrypoint, command, env, mounts, labels, policy, networkMode, user);
  }

  public NewContainer withUser(String other) {
    return new NewContainer(
        name, image, entrypoint, command, env, mounts, labels, restart, networkMode, other);
  }
}
