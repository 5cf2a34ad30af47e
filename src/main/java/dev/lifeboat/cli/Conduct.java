package dev.lifeboat.cli;

import dev.lifeboat.config.SecretInput;
import dev.lifeboat.progress.Interruption;
import dev.lifeboat.progress.Progress;
import java.nio.file.Path;

/**
 * How one operation is to be run, whatever it is.
 *
 * @param config the configuration file, as the person named it; it need not exist
 * @param progress told what happens
 * @param interruption asked at points where the operation can stop
 * @param secrets asked for what only the person or program at standard input can give
 */
public record Conduct(
    Path config, Progress progress, Interruption interruption, SecretInput secrets) {
  /** With nobody to ask. */
  public Conduct(Path config, Progress progress, Interruption interruption) {
    this(config, progress, interruption, SecretInput.NONE);
  }
}
