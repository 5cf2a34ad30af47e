package dev.lifeboat.source.volume;

import dev.lifeboat.docker.Container;
import dev.lifeboat.docker.ContainerState;
import dev.lifeboat.docker.Volume;
import java.util.List;
import java.util.Optional;

/**
 * A volume that will be backed up, and how.
 *
 * @param name its name in the Compose file, or its full name if it has no other
 * @param users the containers that have it, whatever they do
 * @param consistency what keeps writers away
 * @param said whether a person chose that
 */
record PlannedVolume(
    String name,
    Volume volume,
    List<Container> users,
    VolumeConsistency consistency,
    boolean said,
    VolumeWish wish) {
  PlannedVolume {
    users = List.copyOf(users);
  }

  /** The containers that can write to it now. */
  List<Container> writers() {
    return users.stream()
        .filter(each -> each.state().isUp())
        .filter(each -> each.mountOf(volume.name()).filter(mount -> !mount.readOnly()).isPresent())
        .toList();
  }

  /** The container in which commands run: one that writes to it, if there is any. */
  Optional<Container> host() {
    return writers().stream()
        .filter(each -> each.state() == ContainerState.RUNNING)
        .findFirst()
        .or(
            () ->
                users.stream().filter(each -> each.state() == ContainerState.RUNNING).findFirst());
  }

  /** The container of a running database that has its files here. */
  Optional<Container> database(DatabaseProgram program) {
    return writers().stream().filter(program::runsIn).findFirst();
  }
}
