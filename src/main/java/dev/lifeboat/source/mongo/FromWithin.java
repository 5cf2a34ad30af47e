package dev.lifeboat.source.mongo;

/**
 * A way to a server from its own host or container: from there MongoDB lets anybody initiate a set
 * and make the first user, as long as there is none (its localhost exception).
 */
@FunctionalInterface
public interface FromWithin {
  /**
   * Sends one message of MongoDB's protocol, which may hold a password, and gives back the answer.
   *
   * @throws dev.lifeboat.problem.ProblemException if there is no way
   */
  byte[] exchange(byte[] message);
}
