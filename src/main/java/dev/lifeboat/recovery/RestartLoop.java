package dev.lifeboat.recovery;

import dev.lifeboat.docker.Container;
import dev.lifeboat.docker.ContainerState;
import dev.lifeboat.docker.Engine;
import dev.lifeboat.problem.Code;
import dev.lifeboat.problem.Problem;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/**
 * Looks at a database that the engine starts again and again: each attempt runs for a moment, and
 * whoever looks then would find it well.
 */
record RestartLoop(Engine engine, InstantSource clock) {
  private static final Duration LONGEST = Duration.ofMinutes(1);
  private static final Duration PAUSE = Duration.ofMillis(200);
  private static final int LOG_LINES = 2000;

  /** What a server writes when it has read its files. */
  private static final String READY = "aiting for connections";

  /** What a server writes first. */
  private static final String BEGIN = "\"id\":4615611,";

  /** The container once its present attempt has failed or succeeded. */
  Container settled(Container container) {
    Instant end = clock.instant().plus(LONGEST);
    Container now = container;
    while (isTrying(now) && clock.instant().isBefore(end)) {
      pause();
      now = engine.container(now.id()).orElse(now);
    }
    return now;
  }

  private boolean isTrying(Container container) {
    if (container.state() != ContainerState.RUNNING || container.restarts() == 0) {
      return false;
    }
    String log = engine.logs(container.id(), LOG_LINES);
    return !log.substring(Math.max(0, log.lastIndexOf(BEGIN))).contains(READY);
  }

  private static void pause() {
    try {
      Thread.sleep(PAUSE);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw Problem.of(Code.INTERRUPTED, "interrupted while looking at the database").causedBy(e);
    }
  }
}
