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
import dev.lifeboat.progress.Progress;
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

  /** Deletes the volumes that Compose made for it, as 'down -v' does; their names. */
  public List<String> deleteVolumes() {
    List<String> volumes = engine.volumes(labels()).stream().map(Volume::name).toList();
    volumes.forEach(each -> engine.removeVolume(each, false));
    return volumes;
  }

  private Map<String, String> labels() {
    return Map.of(ComposeLabels.PROJECT, project);
  }
}
