package dev.lifeboat.alert;

/**
 * Something that people shall be told.
 *
 * @param kind why now
 * @param alert of what
 */
public record Notice(Kind kind, Alert alert) {
  /** Why people are told. */
  public enum Kind {
    OPENED,
    WORSE,
    REMINDER,
    CLEARED,
    /** Nothing is wrong: somebody tries whether a channel works. */
    TEST
  }
}
