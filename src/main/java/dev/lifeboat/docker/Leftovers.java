package dev.lifeboat.docker;

import dev.lifeboat.problem.Code;
import dev.lifeboat.problem.ProblemException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What processes of this host left in an engine when they were killed. */
public final class Leftovers {
  private Leftovers() {}

  /**
   * Removes containers, then volumes, that carry the label of a process that is gone. What lasts,
   * and what belongs to other hosts, stays.
   *
   * @return the names of what was removed
   */
  public static List<String> sweep(Engine engine) {
    List<String> removed = new ArrayList<>();
    Map<String, String> ours = Map.of(Owner.LABEL, "");
    for (Container each : engine.containers(ours)) {
      if (Owner.isDead(each.labels())) {
        engine.remove(each.id(), true);
        removed.add(each.name());
      }
    }
    for (Volume each : engine.volumes(ours)) {
      if (Owner.isDead(each.labels()) && removed(engine, each)) {
        removed.add(each.name());
      }
    }
    return List.copyOf(removed);
  }

  /** Somebody may use a volume of ours by now: then it is no leftover. */
  private static boolean removed(Engine engine, Volume volume) {
    try {
      engine.removeVolume(volume.name(), false);
      return true;
    } catch (ProblemException e) {
      if (e.problems().getFirst().code() == Code.DOCKER_CONFLICT) {
        return false;
      }
      throw e;
    }
  }
}
