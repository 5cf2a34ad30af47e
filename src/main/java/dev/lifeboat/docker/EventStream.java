package dev.lifeboat.docker;

import java.time.Duration;
import java.util.Optional;

/**
 * Events as they come, each once and in their order. One thread reads; any may close. Whoever has
 * it closes it.
 */
public interface EventStream extends AutoCloseable {
  /**
   * Waits for the next event, but not longer than that.
   *
   * @return empty when none came in time, or when the stream was closed
   * @throws dev.lifeboat.problem.ProblemException with {@code DOCKER_UNREACHABLE} when the engine
   *     went away; nothing comes after that
   */
  Optional<EngineEvent> next(Duration limit);

  /** Whether events may still come. */
  boolean isOpen();

  @Override
  void close();
}
