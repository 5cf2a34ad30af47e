package dev.lifeboat.config;

import java.util.Optional;

/**
 * How drills are run.
 *
 * @param canary whether a drill may plant a document in production before it backs up
 * @param reviewer who signs drills off; never who runs them
 */
public record DrillSettings(boolean canary, Optional<String> reviewer) {
  /** Nothing is written to production. */
  public static final DrillSettings DEFAULT = new DrillSettings(false, Optional.empty());
}
