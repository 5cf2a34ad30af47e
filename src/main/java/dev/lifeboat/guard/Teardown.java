package dev.lifeboat.guard;

import dev.lifeboat.compose.ComposeLabels;
import dev.lifeboat.compose.Conductor;
import dev.lifeboat.compose.EngineContainers;
import dev.lifeboat.compose.Halt;
import dev.lifeboat.compose.HaltRequest;
import dev.lifeboat.docker.Container;
import dev.lifeboat.docker.Engine;
import dev.lifeboat.docker.Network;
import dev.lifeboat.docker.Volume;
import dev.lifeboat.problem.Code;
import dev.lifeboat.problem.Problem;
import dev.lifeboat.progress.Progress;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/**
 * Takes a stack down as 'compose down' does, by the engine alone: no Compose command and no Compose
 * file is needed.
 *
 * @param project the Compose project's name
 */
public record Teardown(Engine engine, String project) {
  /** Stops all containers, those first that others don't depend on; closing that starts them. */
  public Halt stop(Conductor conductor, Progress progress) {
    return conductor.halt(
        HaltRequest.stop(new EngineContainers(engine).of(project), "taking the stack down"),
        progress);
  }

  /** Removes its containers, which have to be stopped, and its networks; their names. */
  public List<String> removeContainers() {
    List<Container> containers = engine.containers(labels());
    containers.forEach(each -> engine.removeKeepingVolumes(each.id()));
    List<Network> networks = engine.networks(labels());
    networks.forEach(each -> engine.removeNetwork(each.id()));
    return containers.stream().map(Container::name).toList();
  }

  /** The full names of the volumes that Compose made for it, which 'down -v' would delete. */
  public List<String> volumes() {
    return engine.volumes(labels()).stream().map(Volume::name).toList();
  }

  /**
   * Makes sure that these are all its volumes, and that all of them are kept elsewhere. While its
   * containers are stopped, so that nobody writes.
   *
   * @param shown what the person agreed to delete
   * @param kept the full names of the volumes in the backup that was verified
   * @throws dev.lifeboat.problem.ProblemException with {@code RESTORE_REFUSED}
   */
  public void requireOnly(List<String> shown, Collection<String> kept) {
    for (String volume : volumes()) {
      if (!shown.contains(volume)) {
        throw Problem.of(
                Code.RESTORE_REFUSED,
                "the volume '%s' was made meanwhile: no volume was deleted".formatted(volume),
                "find out who made it: docker volume inspect " + volume,
                "then run the command again")
            .exception();
      }
      if (!kept.contains(volume)) {
        throw Problem.of(
                Code.RESTORE_REFUSED,
                "the volume '%s' is not in the backup: no volume was deleted".formatted(volume),
                "run the command again: it makes another backup")
            .exception();
      }
    }
  }

  /**
   * Deletes volumes, as 'down -v' does, and no other ones.
   *
   * @param volumes their full names; those that are gone already are passed over
   */
  public List<String> deleteVolumes(List<String> volumes) {
    volumes.forEach(each -> engine.removeVolume(each, false));
    return volumes;
  }

  private Map<String, String> labels() {
    return Map.of(ComposeLabels.PROJECT, project);
  }
}
