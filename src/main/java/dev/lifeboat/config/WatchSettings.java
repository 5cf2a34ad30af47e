package dev.lifeboat.config;

import dev.lifeboat.objective.Objectives;
import java.util.Optional;

/**
 * What the stack is held to, and who may see it.
 *
 * @param objectives what is promised
 * @param monitor from where on something isn't good any more
 * @param http how the daemon answers over HTTP; without it, it doesn't
 * @param drill how drills are run
 */
public record WatchSettings(
    Objectives objectives,
    MonitorSettings monitor,
    Optional<HttpSettings> http,
    DrillSettings drill) {
  public static final WatchSettings DEFAULT =
      new WatchSettings(
          Objectives.NONE, MonitorSettings.DEFAULT, Optional.empty(), DrillSettings.DEFAULT);
}
