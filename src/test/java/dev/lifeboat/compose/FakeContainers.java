package dev.lifeboat.compose;

import dev.lifeboat.compose.ServiceContainer.Condition;
import dev.lifeboat.compose.ServiceContainer.Health;
import dev.lifeboat.compose.ServiceContainer.State;
import dev.lifeboat.problem.Code;
import dev.lifeboat.problem.Problem;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/** Containers in memory, whose time passes by pauses alone. */
final class FakeContainers implements ServiceContainers, InstantSource {
  private final Map<String, ServiceContainer> containers = new LinkedHashMap<>();
  private final Map<Instant, Runnable> later = new LinkedHashMap<>();
  final List<String> acts = new ArrayList<>();
  final List<String> broken = new ArrayList<>();
  Runnable beforeStop = () -> {};
  Consumer<String> beforeStart = _ -> {};
  private Instant now = Instant.parse("2026-11-22T10:00:00Z");

  void add(String service, State state, Map<String, Condition> dependsOn) {
    containers.put(
        service,
        new ServiceContainer(
            service, "shop-" + service, service, state, Optional.empty(), 0, now, dependsOn));
  }

  void change(String service, UnaryOperator<ServiceContainer> change) {
    containers.put(service, change.apply(require(service)));
  }

  void gone(String service) {
    containers.remove(service);
  }

  /** It was removed, and made anew. */
  void anew(String service, String id) {
    ServiceContainer old = require(service);
    gone(service);
    containers.put(
        id,
        new ServiceContainer(
            id, old.name(), service, State.STOPPED, Optional.empty(), 0, now, old.dependsOn()));
  }

  void health(String service, Health health) {
    change(service, it -> with(it, it.state(), Optional.of(health), it.exitCode(), it.startedAt()));
  }

  void state(String service, State state, int exitCode) {
    change(service, it -> with(it, state, it.health(), exitCode, it.startedAt()));
  }

  /** It ended, and its policy started it again. */
  void restarted(String service) {
    change(service, it -> with(it, State.RUNNING, it.health(), 1, now));
  }

  void after(Duration span, Runnable what) {
    later.put(now.plus(span), what);
  }

  Waiting waiting() {
    return new Waiting(this, this::passes);
  }

  private void passes() {
    now = now.plusMillis(500);
    List<Instant> due = later.keySet().stream().filter(at -> !at.isAfter(now)).toList();
    due.forEach(at -> Optional.ofNullable(later.remove(at)).ifPresent(Runnable::run));
  }

  ServiceContainer require(String id) {
    return find(id).orElseThrow();
  }

  @Override
  public Instant instant() {
    return now;
  }

  @Override
  public String engine() {
    return "fake";
  }

  @Override
  public List<ServiceContainer> of(String project) {
    return List.copyOf(containers.values());
  }

  @Override
  public Optional<ServiceContainer> find(String id) {
    return Optional.ofNullable(containers.get(id))
        .or(() -> containers.values().stream().filter(it -> it.name().equals(id)).findFirst());
  }

  @Override
  public void stop(String id) {
    beforeStop.run();
    act("stop", id, State.STOPPED);
  }

  @Override
  public void pause(String id) {
    act("pause", id, State.PAUSED);
  }

  @Override
  public void unpause(String id) {
    act("unpause", id, State.RUNNING);
  }

  @Override
  public void start(String id) {
    beforeStart.accept(id);
    act("start", id, State.RUNNING);
    change(id, it -> with(it, State.RUNNING, it.health(), 0, now));
  }

  private void act(String act, String id, State state) {
    if (broken.contains(act + " " + id)) {
      throw Problem.of(Code.PROCESS_FAILED, "the engine failed to " + act + " " + id).exception();
    }
    acts.add(act + " " + id);
    state(id, state, 0);
  }

  @Override
  public int run(String id, List<String> command, Duration limit) {
    acts.add("run " + id);
    return broken.contains("run " + id) ? 1 : 0;
  }

  private static ServiceContainer with(
      ServiceContainer it, State state, Optional<Health> health, int exitCode, Instant startedAt) {
    return new ServiceContainer(
        it.id(), it.name(), it.service(), state, health, exitCode, startedAt, it.dependsOn());
  }
}
