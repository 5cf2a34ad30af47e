package dev.lifeboat.guard;

import dev.lifeboat.docker.Container;
import dev.lifeboat.docker.ContainerState;
import dev.lifeboat.docker.Engine;
import dev.lifeboat.docker.Mount;
import dev.lifeboat.docker.NewContainer;
import dev.lifeboat.docker.Owner;
import dev.lifeboat.docker.RestartPolicy;
import dev.lifeboat.problem.Code;
import dev.lifeboat.problem.Problem;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The anchors of a stack in an engine. They carry no labels of Compose, or {@code --remove-orphans}
 * would take them.
 */
record Anchors(Engine engine, String stack) {
  /** On an anchor: the stack whose volumes it keeps. */
  static final String LABEL = "dev.lifeboat.anchor";

  private static final String NOBODY = "65534:65534";

  /** What there is; more than one only while one takes the place of another. */
  List<Anchor> find() {
    return engine.containers(Map.of(LABEL, stack)).stream().map(Anchors::anchor).toList();
  }

  private static Anchor anchor(Container container) {
    return new Anchor(
        container.id(),
        container.name(),
        container.state() == ContainerState.RUNNING,
        container.mounts().stream().flatMap(mount -> mount.volume().stream()).sorted().toList());
  }

  /**
   * Has one anchor keep exactly these volumes. The new one runs before an old one goes, so that at
   * no moment nothing keeps them.
   *
   * @param volumes their full names; they must exist, or the engine would make them
   * @param now goes into its name, which no other has
   */
  Anchor put(List<String> volumes, Instant now) {
    List<Anchor> before = find();
    List<String> sorted = volumes.stream().sorted().distinct().toList();
    Optional<Anchor> same =
        before.stream()
            .filter(anchor -> anchor.running() && anchor.volumes().equals(sorted))
            .findFirst();
    Anchor kept = same.orElseGet(() -> start(sorted, now));
    before.stream().filter(anchor -> !anchor.equals(kept)).forEach(this::remove);
    return kept;
  }

  private Anchor start(List<String> volumes, Instant now) {
    new AnchorImage(AnchorProgram.forEngine(engine.info().architecture())).provide(engine);
    List<Mount> mounts = new ArrayList<>();
    for (int i = 0; i < volumes.size(); i++) {
      mounts.add(Mount.readOnlyVolume(volumes.get(i), "/volumes/" + i));
    }
    String id =
        engine.create(
            NewContainer.of(
                    "lifeboat-anchor-%s-%d".formatted(stack, now.toEpochMilli()), AnchorImage.NAME)
                .withMounts(mounts)
                .withLabels(Map.of(LABEL, stack, Owner.LASTING, "anchor"))
                .withUser(NOBODY)
                .withRestart(RestartPolicy.ALWAYS));
    engine.start(id);
    Anchor started = anchor(engine.container(id).orElseThrow(Anchors::vanished));
    if (!started.running()) {
      engine.remove(id, true);
      throw Problem.of(
              Code.GUARD_FAILED,
              "the anchor of stack '%s' ended as soon as it was started".formatted(stack),
              "docker events --filter image=" + AnchorImage.NAME + " tells more")
          .exception();
    }
    return started;
  }

  /** Takes all anchors away. */
  void lift() {
    find().forEach(this::remove);
  }

  private void remove(Anchor anchor) {
    // It has nothing to finish, so it need not be asked to end first.
    engine.remove(anchor.container(), true);
  }

  private static RuntimeException vanished() {
    return Problem.of(
            Code.GUARD_FAILED,
            "the anchor was removed as soon as it was started",
            "lifeboat guard on")
        .exception();
  }
}
