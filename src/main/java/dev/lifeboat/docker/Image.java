package dev.lifeboat.docker;

import java.util.List;
import java.util.Map;

/**
 * An image as the engine has it.
 *
 * @param id {@code sha256:} and 64 hexadecimal digits: the digest of its configuration
 * @param tags such as {@code mongo:6.0.5}; none for a dangling one
 * @param digests such as {@code mongo@sha256:…}; none for one that was built here and never pushed
 * @param size in bytes
 */
public record Image(
    String id, List<String> tags, List<String> digests, Map<String, String> labels, long size) {
  public Image {
    tags = List.copyOf(tags);
    digests = List.copyOf(digests);
    labels = Map.copyOf(labels);
  }
}
