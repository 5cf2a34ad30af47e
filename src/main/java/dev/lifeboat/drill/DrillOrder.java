package dev.lifeboat.drill;

import java.util.Map;

/**
 * A drill that shall be run, with all that is fixed beforehand.
 *
 * @param id names it
 * @param micro whether it is a small one that follows a backup
 * @param tool the version of Lifeboat
 * @param forecast what is foretold of its phases
 */
public record DrillOrder(
    String id,
    DrillScenario scenario,
    boolean micro,
    String stack,
    String host,
    String tool,
    Criteria criteria,
    People people,
    Conditions conditions,
    Map<DrillPhase, PhaseForecast> forecast) {
  public DrillOrder {
    forecast = Map.copyOf(forecast);
  }
}
