package dev.lifeboat.cli;

import dev.lifeboat.incident.Incident;
import dev.lifeboat.incident.Point;
import java.util.Map;

/**
 * What a look at an incident's points gave.
 *
 * @param incident as it stands after that
 * @param unseen why a point that can be looked at was not found true
 */
public record Checkpoints(Incident incident, Map<Point, String> unseen) {
  public Checkpoints {
    unseen = Map.copyOf(unseen);
  }
}
