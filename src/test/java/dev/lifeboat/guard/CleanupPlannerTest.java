package dev.lifeboat.guard;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeboat.docker.Attachment;
import dev.lifeboat.docker.Container;
import dev.lifeboat.docker.ContainerState;
import dev.lifeboat.docker.Environment;
import dev.lifeboat.docker.Image;
import dev.lifeboat.docker.Mount;
import dev.lifeboat.docker.Network;
import dev.lifeboat.docker.RestartPolicy;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class CleanupPlannerTest {
  private static final LockedImages NONE = new LockedImages(Set.of(), Optional.empty());

  private static Container container(
      String name, ContainerState state, Map<String, String> labels, String... volumes) {
    return new Container(
        name + "-id",
        name,
        "app:1",
        "sha256:" + name,
        List.of(),
        List.of(),
        state,
        Optional.empty(),
        3,
        false,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        labels,
        List.of(volumes).stream().map(each -> Mount.volume(each, "/" + each)).toList(),
        Environment.EMPTY,
        List.of(new Attachment(name + "-net", Optional.empty(), List.of())),
        List.of(),
        "bridge",
        RestartPolicy.NO,
        0,
        Optional.empty());
  }

  private static Image image(String id, String... tags) {
    return new Image("sha256:" + id, List.of(tags), List.of(), Map.of(), 1000);
  }

  private static Network network(String name) {
    return new Network(name + "-id", name);
  }

  private static CleanupPlan plan(
      List<Container> containers, List<Image> images, List<Network> networks, LockedImages locked) {
    return new CleanupPlanner(
            containers, Map.of("old-id", 7L), images, networks, Set.of("halted-id"), locked)
        .plan();
  }

  private static List<String> words(List<Leftover> leftovers) {
    return leftovers.stream()
        .map(each -> each.kind() + " " + each.name() + ": " + each.why())
        .toList();
  }

  @Test
  void removesWhatHasEndedAndWhatOnlyThatUsed() {
    CleanupPlan plan =
        plan(
            List.of(
                container("old", ContainerState.EXITED, Map.of()),
                container("live", ContainerState.RUNNING, Map.of())),
            List.of(image("old"), image("live"), image("named", "app:2")),
            List.of(network("bridge"), network("old-net"), network("live-net")),
            NONE);

    assertThat(words(plan.going()))
        .containsExactly(
            "container old: it has ended, exit code 3",
            "image old: it has no name, and no container uses it",
            "network old-net: no container uses it");
    assertThat(plan.staying()).isEmpty();
    assertThat(plan.bytes()).isEqualTo(1007);
  }

  @Test
  void leavesTheLastContainerThatKeepsAVolumeInUse() {
    CleanupPlan plan =
        plan(
            List.of(
                container("first", ContainerState.EXITED, Map.of(), "data"),
                container("second", ContainerState.CREATED, Map.of(), "data"),
                container("third", ContainerState.EXITED, Map.of(), "live-data"),
                container("live", ContainerState.PAUSED, Map.of(), "live-data")),
            List.of(),
            List.of(),
            NONE);

    assertThat(words(plan.staying()))
        .containsExactly("container first: it alone keeps volume 'data' in use");
    assertThat(words(plan.going()))
        .containsExactly(
            "container second: it was never started", "container third: it has ended, exit code 3");
  }

  @Test
  void leavesWhatIsOurs() {
    CleanupPlan plan =
        plan(
            List.of(
                container("one", ContainerState.CREATED, Map.of("dev.lifeboat.owner", "h p")),
                container("two", ContainerState.EXITED, Map.of("dev.lifeboat.lasting", "anchor"))),
            List.of(),
            List.of(),
            NONE);

    assertThat(plan.going()).isEmpty();
    assertThat(words(plan.staying()))
        .containsExactly(
            "container one: it is Lifeboat's own", "container two: it is Lifeboat's own");
  }

  @Test
  void leavesWhatLifeboatStoppedAndWillStartAgain() {
    CleanupPlan plan =
        plan(
            List.of(
                container("halted", ContainerState.EXITED, Map.of()),
                container("other", ContainerState.EXITED, Map.of())),
            List.of(image("halted")),
            List.of(network("halted-net")),
            NONE);

    assertThat(words(plan.staying()))
        .containsExactly("container halted: Lifeboat stopped it, and will start it again");
    assertThat(words(plan.going())).containsExactly("container other: it has ended, exit code 3");
  }

  @Test
  void leavesImagesThatABackupHasLocked() {
    CleanupPlan plan =
        plan(
            List.of(),
            List.of(image("locked"), image("free")),
            List.of(),
            new LockedImages(Set.of("sha256:locked"), Optional.empty()));

    assertThat(words(plan.staying())).containsExactly("image locked: a backup has locked it");
    assertThat(words(plan.going()))
        .containsExactly("image free: it has no name, and no container uses it");
  }

  @Test
  void leavesAllImagesWhereItCannotBeKnownWhichAreLocked() {
    CleanupPlan plan =
        plan(
            List.of(),
            List.of(image("free")),
            List.of(network("unused")),
            new LockedImages(Set.of(), Optional.of("this host has no key")));

    assertThat(words(plan.staying()))
        .containsExactly(
            "image free: it can't be known whether a backup has locked it: this host has no key");
    assertThat(words(plan.going())).containsExactly("network unused: no container uses it");
  }
}
