package dev.lifeboat.guard;

import dev.lifeboat.docker.Container;
import dev.lifeboat.docker.ContainerState;
import dev.lifeboat.docker.Image;
import dev.lifeboat.docker.Mount;
import dev.lifeboat.docker.Network;
import dev.lifeboat.docker.Owner;
import dev.lifeboat.guard.Leftover.Kind;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Decides what a clean-up removes: ended containers, images without a name, networks without a
 * container. Pure.
 *
 * @param sizes what each container wrote, by its id
 * @param halted the ids of containers that Lifeboat stopped and will start again
 * @param locked the images that stay whatever else is so
 */
record CleanupPlanner(
    List<Container> containers,
    Map<String, Long> sizes,
    List<Image> images,
    List<Network> networks,
    Set<String> halted,
    LockedImages locked) {
  private static final Set<ContainerState> ENDED =
      Set.of(ContainerState.EXITED, ContainerState.DEAD, ContainerState.CREATED);

  /** Networks that every engine has, or that a swarm makes. */
  private static final Set<String> BUILT_IN =
      Set.of("bridge", "host", "none", "ingress", "docker_gwbridge");

  CleanupPlan plan() {
    List<Leftover> going = new ArrayList<>();
    List<Leftover> staying = new ArrayList<>();
    List<Container> left = containers(going, staying);
    images(left, going, staying);
    networks(left, going);
    return new CleanupPlan(going, staying);
  }

  /** Returns those that stay. */
  private List<Container> containers(List<Leftover> going, List<Leftover> staying) {
    List<Container> left = new ArrayList<>();
    // A volume that no container has is one that 'docker volume prune' takes.
    Set<String> kept =
        containers.stream()
            .filter(each -> !ENDED.contains(each.state()))
            .flatMap(each -> each.mounts().stream())
            .flatMap(mount -> mount.volume().stream())
            .collect(Collectors.toCollection(HashSet::new));
    for (Container each : containers) {
      if (!ENDED.contains(each.state())) {
        left.add(each);
        continue;
      }
      Leftover leftover =
          new Leftover(
              Kind.CONTAINER,
              each.id(),
              each.name(),
              Optional.ofNullable(sizes.get(each.id()))
                  .map(OptionalLong::of)
                  .orElseGet(OptionalLong::empty),
              each.state() == ContainerState.CREATED
                  ? "it was never started"
                  : "it has ended, exit code " + each.exitCode());
      Optional<String> reason = reason(each, kept);
      if (reason.isPresent()) {
        left.add(each);
        each.mounts().stream().flatMap(mount -> mount.volume().stream()).forEach(kept::add);
        staying.add(leftover.because(reason.get()));
      } else {
        going.add(leftover);
      }
    }
    return left;
  }

  /** Why it stays, if it does. */
  private Optional<String> reason(Container container, Set<String> kept) {
    if (container.labels().containsKey(Owner.LABEL)
        || container.labels().containsKey(Owner.LASTING)) {
      return Optional.of("it is Lifeboat's own");
    }
    if (halted.contains(container.id())) {
      return Optional.of(CleanupPlan.HALTED);
    }
    return alone(container, kept)
        .map(volume -> "it alone keeps volume '%s' in use".formatted(volume));
  }

  private static Optional<String> alone(Container container, Set<String> kept) {
    return container.mounts().stream()
        .map(Mount::volume)
        .flatMap(Optional::stream)
        .filter(volume -> !kept.contains(volume))
        .findFirst();
  }

  private void images(List<Container> left, List<Leftover> going, List<Leftover> staying) {
    Set<String> used = left.stream().map(Container::imageId).collect(Collectors.toSet());
    for (Image each : images) {
      if (!each.tags().isEmpty() || !each.digests().isEmpty() || used.contains(each.id())) {
        continue;
      }
      Leftover leftover =
          new Leftover(
              Kind.IMAGE,
              each.id(),
              brief(each.id()),
              OptionalLong.of(each.size()),
              "it has no name, and no container uses it");
      if (locked.ids().contains(each.id())) {
        staying.add(leftover.because("a backup has locked it"));
      } else if (locked.unknown().isPresent()) {
        staying.add(
            leftover.because(
                "it can't be known whether a backup has locked it: " + locked.unknown().get()));
      } else {
        going.add(leftover);
      }
    }
  }

  private void networks(List<Container> left, List<Leftover> going) {
    Set<String> used =
        left.stream()
            .flatMap(each -> each.networks().stream())
            .map(attachment -> attachment.network())
            .collect(Collectors.toSet());
    for (Network each : networks) {
      if (!BUILT_IN.contains(each.name()) && !used.contains(each.name())) {
        going.add(
            new Leftover(
                Kind.NETWORK,
                each.id(),
                each.name(),
                OptionalLong.empty(),
                "no container uses it"));
      }
    }
  }

  private static String brief(String id) {
    String hex = id.replaceFirst("^sha256:", "");
    return hex.substring(0, Math.min(12, hex.length()));
  }
}
