package dev.lifeboat.incident;

import java.util.Optional;

/** What could be seen of one thing in the worst hour, where much doesn't answer. */
public sealed interface Sight<T> {
  /** It was seen. */
  record Seen<T>(T value) implements Sight<T> {}

  /**
   * Nobody knows.
   *
   * @param why for people, without any secret
   */
  record Unknown<T>(String why) implements Sight<T> {}

  /** What was seen, if it was. */
  default Optional<T> found() {
    return this instanceof Seen<T>(T value) ? Optional.of(value) : Optional.empty();
  }

  /** Why it wasn't, if so. */
  default Optional<String> unknown() {
    return this instanceof Unknown<T>(String why) ? Optional.of(why) : Optional.empty();
  }
}
