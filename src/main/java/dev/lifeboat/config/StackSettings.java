package dev.lifeboat.config;

import java.nio.file.Path;
import java.util.List;

/**
 * What of the stack goes along with each backup beside its data.
 *
 * @param composeFiles Compose files, absolute; none means those that the engine's labels name, or
 *     the one beside the configuration
 * @param saveImages whether the content of images is stored that no registry has
 */
public record StackSettings(List<Path> composeFiles, boolean saveImages) {
  /** What is found, and no content of images. */
  public static final StackSettings DEFAULT = new StackSettings(List.of(), false);

  public StackSettings {
    composeFiles = List.copyOf(composeFiles);
  }
}
