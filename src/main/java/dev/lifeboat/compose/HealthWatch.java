package dev.lifeboat.compose;

import dev.lifeboat.compose.ServiceContainer.Health;
import dev.lifeboat.compose.ServiceHealth.Verdict;
import dev.lifeboat.units.Spans;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Watches containers that were started until each is well, has failed, or the time is over. */
final class HealthWatch {
  /** A container without health check counts as well when it has run unchanged for so long. */
  private static final Duration STEADY = Duration.ofSeconds(3);

  /** It was started once by us; started so often since, it restarts in a loop. */
  private static final int LOOP = 2;

  private final ServiceContainers engine;
  private final Waiting waiting;
  private final Instant deadline;
  private final Duration limit;

  HealthWatch(ServiceContainers engine, Waiting waiting, Duration limit) {
    this.engine = engine;
    this.waiting = waiting;
    this.deadline = waiting.now().plus(limit);
    this.limit = limit;
  }

  /** Waits for all of them, and says how each is, in the same order. */
  List<ServiceHealth> await(List<ServiceContainer> containers) {
    List<Watched> watched = new ArrayList<>();
    containers.forEach(container -> watched.add(new Watched(container, waiting.now())));
    while (true) {
      watched.forEach(this::look);
      if (watched.stream().allMatch(each -> each.end.isPresent())) {
        return watched.stream().map(each -> each.end.orElseThrow()).toList();
      }
      if (waiting.now().isAfter(deadline)) {
        return watched.stream().map(each -> each.end.orElseGet(() -> late(each))).toList();
      }
      waiting.pauseShortly();
    }
  }

  private void look(Watched each) {
    if (each.end.isEmpty()) {
      Optional<ServiceContainer> now = engine.find(each.container.id());
      each.end = now.isEmpty() ? each.end(Verdict.FAILED, "was removed") : judge(each, now.get());
    }
  }

  private Optional<ServiceHealth> judge(Watched each, ServiceContainer now) {
    each.see(now, waiting.now());
    if (each.starts >= LOOP) {
      return each.end(Verdict.FAILED, "restarts in a loop, exit code " + now.exitCode());
    }
    return switch (now.state()) {
      case STOPPED ->
          now.exitCode() == 0
              ? each.end(Verdict.ENDED, "ran to its end")
              : each.end(Verdict.FAILED, "ended with exit code " + now.exitCode());
      case PAUSED -> each.end(Verdict.FAILED, "is paused");
      case RESTARTING -> Optional.empty();
      case RUNNING ->
          now.health().isPresent()
              ? now.health().filter(Health.HEALTHY::equals).flatMap(_ -> healthy(each))
              : steady(each);
    };
  }

  private Optional<ServiceHealth> healthy(Watched each) {
    return each.end(Verdict.HEALTHY, "is healthy");
  }

  private Optional<ServiceHealth> steady(Watched each) {
    return waiting.now().isBefore(each.since.plus(STEADY))
        ? Optional.empty()
        : each.end(Verdict.RUNNING, "runs");
  }

  private ServiceHealth late(Watched each) {
    String seen =
        each.health
            .map(
                health ->
                    health == Health.STARTING
                        ? "its health check has not passed"
                        : "its health check fails")
            .orElse("it has not settled");
    return each.end(Verdict.FAILED, "is not well after " + Spans.print(limit) + ": " + seen)
        .orElseThrow();
  }

  /** One container under watch. */
  private final class Watched {
    private final ServiceContainer container;
    private final Instant begun;
    private Instant startedAt;
    private Instant since;
    private Optional<Health> health;
    private int starts;
    private Optional<ServiceHealth> end = Optional.empty();

    Watched(ServiceContainer container, Instant now) {
      this.container = container;
      this.begun = now;
      this.since = now;
      this.startedAt = container.startedAt();
      this.health = container.health();
    }

    void see(ServiceContainer now, Instant at) {
      if (!now.startedAt().equals(startedAt)) {
        startedAt = now.startedAt();
        since = at;
        starts++;
      }
      health = now.health();
    }

    Optional<ServiceHealth> end(Verdict verdict, String words) {
      return Optional.of(
          new ServiceHealth(
              container.service(),
              container.name(),
              verdict,
              words,
              Duration.between(begun, waiting.now())));
    }
  }
}
