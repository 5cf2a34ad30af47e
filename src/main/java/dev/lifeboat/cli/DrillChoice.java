package dev.lifeboat.cli;

import dev.lifeboat.drill.DrillScenario;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Which drill to run.
 *
 * @param backup which backup; without it the newest
 * @param micro which backup a micro-drill takes, if it is one
 * @param mutants whether backups are damaged on purpose, to see that each is caught
 * @param canary whether a canary is planted first, where the configuration allows it
 * @param reviewer who shall sign it off, if not the one of the configuration
 * @param mongod the program for the throw-away server, if a person named one
 */
public record DrillChoice(
    DrillScenario scenario,
    Optional<String> backup,
    Optional<Micro> micro,
    boolean mutants,
    boolean canary,
    Optional<String> reviewer,
    Optional<Path> mongod) {
  /** Which backup a micro-drill restores. */
  public enum Micro {
    NEWEST,
    RANDOM,
    OLDEST
  }
}
