package dev.lifeboat.source.volume;

import dev.lifeboat.docker.Container;

/** Locks writes out of a database, over a connection of its own. */
@FunctionalInterface
public interface DatabaseLocks {
  /**
   * Locks writes out of the MongoDB in a container.
   *
   * @throws dev.lifeboat.problem.ProblemException if it can't be locked, or if the connection leads
   *     to another server
   */
  Held lock(Container container);

  /** A lock that is held until it is closed. */
  interface Held extends AutoCloseable {
    /**
     * Fails if writes were possible meanwhile.
     *
     * @throws dev.lifeboat.problem.ProblemException if so
     */
    void requireHeld();

    @Override
    void close();
  }
}
