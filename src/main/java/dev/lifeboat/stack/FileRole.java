package dev.lifeboat.stack;

/** What a file of a stack is for. */
public enum FileRole {
  /** Says what Compose runs. */
  COMPOSE,
  /** Sets variables: may hold passwords. */
  ENVIRONMENT,
  /** Lifeboat's own configuration. */
  CONFIGURATION,
  /** Is given to containers: a secret or a configuration that a Compose file names. */
  GIVEN
}
