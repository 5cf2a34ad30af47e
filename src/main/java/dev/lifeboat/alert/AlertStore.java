package dev.lifeboat.alert;

import java.time.Instant;
import java.util.List;
import java.util.function.Function;

/**
 * Keeps a stack's book and its deliveries. Several processes, and hosts, may use one at once. All
 * methods throw {@link dev.lifeboat.problem.ProblemException} of code STATE_UNUSABLE.
 */
public interface AlertStore {
  /** The book as it is now. */
  AlertBook book();

  /**
   * Changes the book, and lays messages out to be sent, both or neither.
   *
   * @param change may be called again if somebody else changed the book meanwhile
   * @return what it gave
   */
  Change change(Function<AlertBook, Change> change);

  /**
   * A new book with what follows from it.
   *
   * @param letters to be sent, in this order
   */
  record Change(AlertBook book, List<Letter> letters) {
    public Change {
      letters = List.copyOf(letters);
    }
  }

  /** A message for a channel. */
  record Letter(String channel, Message message, Instant at) {}

  /** The oldest delivery of each channel that still waits, whether it is due or not. */
  List<Delivery> heads();

  /**
   * Takes a delivery for oneself until a moment.
   *
   * @return false if somebody else has it, or had
   */
  boolean claim(Delivery delivery, Instant until);

  /** Writes down what became of one that was claimed. */
  void update(Delivery delivery);

  /** Writes down one that was never laid out, such as a trial. */
  void record(Delivery delivery);

  /** The newest deliveries, the newest first. */
  List<Delivery> newest(int limit);

  /** The newest deliveries to a channel, the newest first. */
  List<Delivery> newest(String channel, int limit);

  /** How many messages a channel was sent since then. */
  int sentSince(String channel, Instant then);

  /** Removes what has ended before then. */
  void forget(Instant then);
}
