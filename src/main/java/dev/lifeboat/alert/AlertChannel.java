package dev.lifeboat.alert;

/**
 * A way to reach people. Sending takes half a minute at most. An implementation keeps nothing
 * between two messages, and may be used by several threads.
 */
public interface AlertChannel {
  /** What people call it. */
  String name();

  /** Whether it carries nothing less than red. */
  boolean redOnly();

  /**
   * Hands a message over. Once this returns, the receiver has it.
   *
   * @throws DeliveryException if it doesn't
   */
  void send(Message message) throws DeliveryException;
}
