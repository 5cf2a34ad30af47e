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
 * @param elsewhere what the command line says instead of the configuration
 */
public record Conduct(
    Path config,
    Progress progress,
    Interruption interruption,
    SecretInput secrets,
    Elsewhere elsewhere) {
  /** All as the configuration has it. */
  public Conduct(Path config, Progress progress, Interruption interruption, SecretInput secrets) {
    this(config, progress, interruption, secrets, Elsewhere.NOWHERE);
  }

  /** With nobody to ask. */
  public Conduct(Path config, Progress progress, Interruption interruption) {
    this(config, progress, interruption, SecretInput.NONE);
  }

  /** The same with what the command line says instead of the configuration. */
  Conduct at(Elsewhere other) {
    return new Conduct(config, progress, interruption, secrets, other);
  }
}
