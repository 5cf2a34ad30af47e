package dev.lifeboat.stack;

import java.util.Optional;

/**
 * What a service sees at a path.
 *
 * @param kind what is mounted, in the engine's word, such as {@code volume}
 * @param source a volume's full name, or a path of the engine's host
 * @param path where the container has it
 */
public record StackMount(String kind, String source, String path, boolean writable) {
  /** The volume's full name, if it is one. */
  public Optional<String> volume() {
    return kind.equals("volume") ? Optional.of(source) : Optional.empty();
  }
}
