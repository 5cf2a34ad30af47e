package dev.lifeboat.compose;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * What has to be known of and done to containers so that services make way and come back. Every
 * call has a time limit, and throws {@link dev.lifeboat.problem.ProblemException} if the engine
 * fails. To stop what is stopped, or start what runs, is no error.
 */
public interface ServiceContainers {
  /** Names the engine: a container of another one is another container. */
  String engine();

  /** All containers of a project, whatever they do. */
  List<ServiceContainer> of(String project);

  /** A container as it is now, or empty if there is none of this id. */
  Optional<ServiceContainer> find(String id);

  /** Asks it to end, and kills it when its own time for that is over. Its policy then rests. */
  void stop(String id);

  /** Freezes its processes. */
  void pause(String id);

  /** Lets its processes go on. */
  void unpause(String id);

  /** Starts it; returns as soon as it runs. */
  void start(String id);

  /**
   * Runs a command in a container.
   *
   * @return what it exited with
   */
  int run(String id, List<String> command, Duration limit);
}
