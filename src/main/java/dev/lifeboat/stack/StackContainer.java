package dev.lifeboat.stack;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A container of a service.
 *
 * @param id the engine's id
 * @param image the image's name in the Compose files
 * @param imageId the digest of what runs
 * @param state in the engine's words: {@code running}, {@code exited}, {@code created} and others
 * @param health what its health check says in the engine's word, if it has one
 * @param addresses its addresses, by network, while it runs
 */
public record StackContainer(
    String id,
    String name,
    String image,
    String imageId,
    String state,
    Optional<String> health,
    int exitCode,
    List<StackMount> mounts,
    Map<String, String> addresses) {
  public StackContainer {
    mounts = List.copyOf(mounts);
    addresses = Map.copyOf(addresses);
  }

  public boolean isRunning() {
    return state.equals("running");
  }
}
