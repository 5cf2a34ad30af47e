package dev.lifeboat.alert;

import java.time.Instant;
import java.util.Optional;

/**
 * A message on its way to one channel, or that was.
 *
 * @param id of the store's
 * @param channel the channel's name
 * @param created when it was decided
 * @param attempts how often it was tried
 * @param nextAt when it is tried next, while it waits
 * @param ended when it was sent or given up
 * @param error why the last attempt failed; without a secret
 */
public record Delivery(
    long id,
    String channel,
    Message message,
    Instant created,
    Status status,
    int attempts,
    Instant nextAt,
    Optional<Instant> ended,
    Optional<String> error) {
  /** How far it is. */
  public enum Status {
    WAITING,
    SENT,
    FAILED
  }

  Delivery sent(Instant now) {
    return new Delivery(
        id,
        channel,
        message,
        created,
        Status.SENT,
        attempts + 1,
        nextAt,
        Optional.of(now),
        Optional.empty());
  }

  Delivery failed(Instant now, String why) {
    return new Delivery(
        id,
        channel,
        message,
        created,
        Status.FAILED,
        attempts + 1,
        nextAt,
        Optional.of(now),
        Optional.of(why));
  }

  Delivery later(Instant next, String why) {
    return new Delivery(
        id,
        channel,
        message,
        created,
        Status.WAITING,
        attempts + 1,
        next,
        Optional.empty(),
        Optional.of(why));
  }
}
