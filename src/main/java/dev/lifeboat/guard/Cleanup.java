package dev.lifeboat.guard;

import dev.lifeboat.compose.Conductor;
import dev.lifeboat.docker.Engine;
import dev.lifeboat.problem.Code;
import dev.lifeboat.problem.ProblemException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Removes what nobody needs from an engine, and never a volume.
 *
 * @param state where the host keeps its state
 */
public record Cleanup(Engine engine, Path state) {
  /** Says what would go. */
  public CleanupPlan plan(LockedImages locked) {
    return new CleanupPlanner(
            engine.containers(Map.of()),
            engine.containerSizes(),
            engine.images(Map.of()),
            engine.networks(Map.of()),
            Conductor.halted(state),
            locked)
        .plan();
  }

  /**
   * Does it. Nothing is forced: what came into use meanwhile stays, and so does an image that
   * another one is made from.
   */
  public CleanupReport execute(CleanupPlan plan) {
    List<Leftover> removed = new ArrayList<>();
    List<Leftover> staying = new ArrayList<>(plan.staying());
    for (Leftover each : plan.going()) {
      if (each.kind() == Leftover.Kind.CONTAINER && Conductor.halted(state).contains(each.id())) {
        staying.add(each.because(CleanupPlan.HALTED));
        continue;
      }
      try {
        switch (each.kind()) {
          case CONTAINER -> engine.removeKeepingVolumes(each.id());
          case IMAGE -> engine.removeImageAlone(each.id());
          case NETWORK -> engine.removeNetwork(each.id());
        }
        removed.add(each);
      } catch (ProblemException e) {
        // Docker 20.10 answers 403 for a network that came into use, and 500 for some containers.
        Code code = e.problems().getFirst().code();
        if (code == Code.DOCKER_UNREACHABLE || code == Code.INTERRUPTED) {
          throw e;
        }
        staying.add(each.because("the engine keeps it: " + e.problems().getFirst().message()));
      }
    }
    return new CleanupReport(removed, staying);
  }
}
