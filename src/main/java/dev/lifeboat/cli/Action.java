package dev.lifeboat.cli;

/** What a command does once its words are understood. */
interface Action {
  /**
   * Does it.
   *
   * @throws dev.lifeboat.problem.ProblemException if it can't be done, in words for people
   */
  Answer run(Session session);
}
