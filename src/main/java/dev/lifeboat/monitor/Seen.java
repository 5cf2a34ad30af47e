package dev.lifeboat.monitor;

import java.util.List;
import java.util.Optional;

/** What could be learned of one thing. */
public sealed interface Seen<T> {
  /** It answered. */
  record Known<T>(T value) implements Seen<T> {}

  /**
   * It did not answer: nobody knows how it stands.
   *
   * @param why for people, without any secret
   * @param commands what tells more
   */
  record Unknown<T>(String why, List<String> commands) implements Seen<T> {
    public Unknown {
      commands = List.copyOf(commands);
    }
  }

  /** There is no such thing here, and nobody asked for it. */
  record Without<T>() implements Seen<T> {}

  static <T> Seen<T> known(T value) {
    return new Known<>(value);
  }

  static <T> Seen<T> unknown(String why, String... commands) {
    return new Unknown<>(why, List.of(commands));
  }

  static <T> Seen<T> without() {
    return new Without<>();
  }

  /** The value, if it is known. */
  default Optional<T> found() {
    return this instanceof Known<T>(T value) ? Optional.of(value) : Optional.empty();
  }
}
