package dev.lifeboat.guard;

import dev.lifeboat.docker.Container;
import dev.lifeboat.docker.Engine;
import dev.lifeboat.guard.GuardStatus.GuardedVolume;
import dev.lifeboat.guard.GuardStatus.Verdict;
import dev.lifeboat.problem.Code;
import dev.lifeboat.problem.Problem;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** Keeps the volumes of one stack from being deleted. The engine's owner is the caller. */
public final class Guard {
  private static final Duration LONGEST = Duration.ofDays(1);

  private final GuardedStack guarded;
  private final Anchors anchors;
  private final GuardFolder folder;
  private final InstantSource clock;
  private final String stack;

  /**
   * @param project the Compose project's name
   * @param state where the host keeps its state
   */
  public Guard(Engine engine, String project, Path state, InstantSource clock) {
    this.guarded = new GuardedStack(engine, project);
    this.anchors = new Anchors(engine, project);
    this.folder = new GuardFolder(state, project);
    this.clock = clock;
    this.stack = project;
  }

  /**
   * Whether a leave is over whose anchor hasn't been put back yet: without asking any engine, so
   * that every command can look.
   */
  public static boolean isDue(Path state, String project, InstantSource clock) {
    return new GuardFolder(state, project)
        .order()
        .flatMap(GuardOrder::leave)
        .filter(leave -> leave.isOver(clock.instant()))
        .isPresent();
  }

  /** Whether somebody on this host asked for an anchor: without asking any engine. */
  public static boolean isOrdered(Path state, String project) {
    return new GuardFolder(state, project).order().isPresent();
  }

  /** True for a container of ours whose only use is that it keeps volumes. */
  public static boolean isAnchor(Container container) {
    return container.labels().containsKey(Anchors.LABEL);
  }

  /**
   * Puts an anchor on volumes, and ends a leave.
   *
   * @param volumes full names or Compose names; empty for all named volumes of the stack, and those
   *     that it will have when this is called again
   */
  public GuardStatus on(List<String> volumes) {
    List<String> names = guarded.volumes(volumes);
    if (names.isEmpty()) {
      throw Problem.of(
              Code.VOLUME_NOT_FOUND,
              "stack '%s' has no volume to keep".formatted(stack),
              "start it first, or say which project it is: 'docker: {project: NAME}'")
          .exception();
    }
    var _ = anchors.put(names, clock.instant());
    folder.order(new GuardOrder(volumes.isEmpty() ? List.of() : names, Optional.empty()));
    return status();
  }

  /**
   * Takes the anchor away for a while. The order to put it back is written down before.
   *
   * @param length how long
   * @param by the account that asks for it
   */
  public GuardStatus off(Duration length, String reason, String by) {
    if (length.compareTo(LONGEST) > 0 || !length.isPositive()) {
      throw Problem.of(
              Code.USAGE,
              "an anchor can be away for a day at most",
              "lifeboat guard off --for-good")
          .exception();
    }
    GuardOrder order =
        folder
            .order()
            .or(() -> anchored().map(names -> new GuardOrder(names, Optional.empty())))
            .orElseThrow(this::nothingToTake);
    Instant now = clock.instant();
    folder.order(order.with(new Leave(now, now.plus(length), reason, by)));
    anchors.lift();
    return status();
  }

  /** What is anchored on behalf of another host, or of one that lost its state. */
  private Optional<List<String>> anchored() {
    return anchors.find().stream().map(Anchor::volumes).findFirst();
  }

  private RuntimeException nothingToTake() {
    return Problem.of(
            Code.GUARD_OFF, "stack '%s' has no anchor".formatted(stack), "lifeboat guard on")
        .exception();
  }

  /**
   * Deletes volumes while the anchor is away, and takes it away for good once they are gone. If
   * they can't be deleted it is put back; if this process is killed, when the leave is over.
   *
   * @param length how long the deletion may take
   * @param by the account that asks for it
   */
  public <T> T offForGoodAfter(Duration length, String reason, String by, Supplier<T> deletion) {
    if (folder.order().isPresent() || anchored().isPresent()) {
      var _ = off(length, reason, by);
    }
    T deleted;
    try {
      deleted = deletion.get();
    } catch (RuntimeException e) {
      try {
        var _ = endLeave();
      } catch (RuntimeException another) {
        e.addSuppressed(another);
      }
      throw e;
    }
    var _ = offForGood();
    return deleted;
  }

  /** Takes the anchor away, and doesn't put it back. */
  public GuardStatus offForGood() {
    folder.forgetOrder();
    anchors.lift();
    return status();
  }

  /**
   * Does what is due: puts the anchor back when a leave is over.
   *
   * @return whether there was something to do
   */
  public boolean tend() {
    Optional<GuardOrder> due =
        folder
            .order()
            .filter(
                order -> order.leave().filter(leave -> leave.isOver(clock.instant())).isPresent());
    due.ifPresent(this::restore);
    return due.isPresent();
  }

  /**
   * Ends a leave before its time.
   *
   * @return whether there was one
   */
  public boolean endLeave() {
    Optional<GuardOrder> order = folder.order().filter(each -> each.leave().isPresent());
    order.ifPresent(this::restore);
    return order.isPresent();
  }

  /**
   * Puts the anchor back if somebody took it away who didn't ask for leave.
   *
   * @return whether there was something to do
   */
  boolean mend() {
    Optional<GuardOrder> broken =
        folder
            .order()
            .filter(order -> order.leave().isEmpty())
            .filter(_ -> anchors.find().stream().noneMatch(Anchor::running));
    broken.ifPresent(this::restore);
    return broken.isPresent();
  }

  /** A volume that is gone meanwhile must not come back empty by being mounted. */
  private void restore(GuardOrder order) {
    Set<String> there = guarded.volumes().keySet();
    List<String> names =
        order.volumes().isEmpty()
            ? List.copyOf(there)
            : order.volumes().stream().filter(there::contains).toList();
    if (!names.isEmpty()) {
      var _ = anchors.put(names, clock.instant());
    }
    folder.order(order.without());
  }

  /** How it stands now. */
  public GuardStatus status() {
    Optional<GuardOrder> order = folder.order();
    List<Anchor> there = anchors.find();
    Set<String> kept =
        there.stream()
            .filter(Anchor::running)
            .flatMap(anchor -> anchor.volumes().stream())
            .collect(Collectors.toSet());
    Map<String, GuardedVolume> volumes = new TreeMap<>();
    boolean all = order.map(GuardOrder::volumes).filter(names -> !names.isEmpty()).isEmpty();
    for (String name : guarded.volumes().keySet()) {
      volumes.put(name, new GuardedVolume(name, true, all, kept.contains(name)));
    }
    order.stream()
        .flatMap(wanted -> wanted.volumes().stream())
        .forEach(
            name ->
                volumes.put(
                    name,
                    new GuardedVolume(name, volumes.containsKey(name), true, kept.contains(name))));
    return new GuardStatus(
        stack,
        verdict(order, there, List.copyOf(volumes.values())),
        List.copyOf(volumes.values()),
        order.flatMap(GuardOrder::leave),
        there.stream().filter(Anchor::running).map(Anchor::name).findFirst());
  }

  private static Verdict verdict(
      Optional<GuardOrder> order, List<Anchor> there, List<GuardedVolume> volumes) {
    boolean anchored = there.stream().anyMatch(Anchor::running);
    if (order.flatMap(GuardOrder::leave).isPresent()) {
      return Verdict.LEAVE;
    }
    if (!anchored) {
      return order.isPresent() ? Verdict.GONE : Verdict.OFF;
    }
    return volumes.stream().anyMatch(each -> each.wanted() && !each.kept())
        ? Verdict.PARTLY
        : Verdict.ON;
  }
}
