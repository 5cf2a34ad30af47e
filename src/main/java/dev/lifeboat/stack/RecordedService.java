package dev.lifeboat.stack;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * One container of a service, as it was when it was recorded.
 *
 * @param service the service's name
 * @param container what the engine calls the container
 * @param image what the service asks for, such as {@code mongo:7.0}
 * @param digest the image's digest in its registry, such as {@code mongo@sha256:…}; a locally built
 *     image has none
 * @param imageId the image's id, {@code sha256:…}
 * @param environment the SHA-256 of each variable's value, by the variable's name, sorted; never
 *     the values
 * @param mounts sorted by destination
 * @param after the services that it depends on
 */
public record RecordedService(
    String service,
    String container,
    String image,
    Optional<String> digest,
    String imageId,
    Map<String, String> environment,
    List<RecordedMount> mounts,
    List<String> after) {
  public RecordedService {
    environment = new TreeMap<>(environment);
    mounts = mounts.stream().sorted(Comparator.comparing(RecordedMount::destination)).toList();
    after = List.copyOf(after);
  }

  /** The same without what tells of values. */
  public RecordedService withoutEnvironment() {
    return new RecordedService(service, container, image, digest, imageId, Map.of(), mounts, after);
  }

  /** Which image it is. */
  public LockedImage locked() {
    return new LockedImage(service, image, digest, imageId);
  }
}
