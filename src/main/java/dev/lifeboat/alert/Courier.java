package dev.lifeboat.alert;

import dev.lifeboat.monitor.Metric;
import dev.lifeboat.monitor.State;
import dev.lifeboat.monitor.Verdict;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Sends what waits, each channel's messages in their order: a channel that fails holds up its own
 * messages and no others. What was sent may be sent again if the process dies right then, never
 * lost.
 */
public final class Courier {
  /** Longer than any channel takes to send. */
  private static final Duration LEASE = Duration.ofMinutes(2);

  private static final Duration GIVE_UP = Duration.ofDays(1);
  private static final Duration HOUR = Duration.ofHours(1);
  private static final Duration FIRST_WAIT = Duration.ofSeconds(30);
  private static final Duration LONGEST_WAIT = Duration.ofMinutes(30);
  private static final Duration KEPT = Duration.ofDays(400);

  /** So many in one go; the rest waits for the next. */
  private static final int AT_ONCE = 100;

  /** A channel that failed so often in a row is down. */
  private static final int DOWN = 2;

  private final AlertStore store;
  private final List<AlertChannel> channels;
  private final int perHour;
  private final InstantSource clock;

  /**
   * @param perHour how many messages a channel carries in an hour at most
   */
  public Courier(AlertStore store, List<AlertChannel> channels, int perHour, InstantSource clock) {
    this.store = store;
    this.channels = List.copyOf(channels);
    this.perHour = perHour;
    this.clock = clock;
  }

  /**
   * Sends what is due.
   *
   * @return what was tried, with what became of it
   */
  public List<Delivery> deliver() {
    List<Delivery> tried = new ArrayList<>();
    boolean more = true;
    while (more && tried.size() < AT_ONCE) {
      more = false;
      for (Delivery head : store.heads()) {
        Instant now = clock.instant();
        if (!head.nextAt().isAfter(now)
            && !limited(head, now)
            && store.claim(head, now.plus(LEASE))) {
          Delivery done = attempt(head);
          store.update(done);
          tried.add(done);
          more |= done.status() != Delivery.Status.WAITING;
        }
      }
    }
    store.forget(clock.instant().minus(KEPT));
    return tried;
  }

  private boolean limited(Delivery head, Instant now) {
    return store.sentSince(head.channel(), now.minus(HOUR)) >= perHour;
  }

  private Delivery attempt(Delivery head) {
    Optional<AlertChannel> channel = channel(head.channel());
    if (channel.isEmpty()) {
      return unknown(head);
    }
    try {
      channel.get().send(head.message());
      return head.sent(clock.instant());
    } catch (RuntimeException e) {
      // Its words may hold anything, and the other messages must not wait for it.
      return put(head, "it can't be made into a message: " + e.getClass().getSimpleName());
    } catch (DeliveryException e) {
      Instant now = clock.instant();
      String why = String.valueOf(e.getMessage());
      boolean old = head.created().plus(GIVE_UP).isBefore(now);
      return e.isLasting() || old
          ? head.failed(now, why)
          : head.later(now.plus(e.patience().orElse(wait(head.attempts()))), why);
    }
  }

  /** Another host's configuration may have the channel, or this one's when it is read again. */
  private Delivery unknown(Delivery head) {
    return put(head, "the configuration has no such channel any more");
  }

  /** Puts it off, unless it is too old. */
  private Delivery put(Delivery head, String why) {
    Instant now = clock.instant();
    return head.created().plus(GIVE_UP).isBefore(now)
        ? head.failed(now, why)
        : head.later(now.plus(wait(head.attempts())), why);
  }

  /** Twice as long after each attempt. */
  private static Duration wait(int attempts) {
    Duration wait = FIRST_WAIT.multipliedBy(1L << Math.min(attempts, 10));
    return wait.compareTo(LONGEST_WAIT) > 0 ? LONGEST_WAIT : wait;
  }

  private Optional<AlertChannel> channel(String name) {
    return channels.stream().filter(channel -> channel.name().equals(name)).findFirst();
  }

  /** Tries a channel at once, and writes down what came of it. */
  public Delivery trial(AlertChannel channel, Message message) {
    Instant now = clock.instant();
    Delivery letter =
        new Delivery(
            0,
            channel.name(),
            message,
            now,
            Delivery.Status.WAITING,
            0,
            now,
            Optional.empty(),
            Optional.empty());
    Delivery done;
    try {
      channel.send(message);
      done = letter.sent(clock.instant());
    } catch (DeliveryException e) {
      done = letter.failed(clock.instant(), String.valueOf(e.getMessage()));
    }
    store.record(done);
    return done;
  }

  /** How each channel stands, judged by what became of its last messages. */
  public List<Verdict> verdicts() {
    return channels.stream().map(this::verdict).toList();
  }

  private Verdict verdict(AlertChannel channel) {
    List<Delivery> last = store.newest(channel.name(), AT_ONCE);
    Optional<Delivery> down = Optional.empty();
    for (Delivery delivery : last) {
      if (delivery.status() == Delivery.Status.SENT) {
        break;
      }
      boolean counts = delivery.status() == Delivery.Status.FAILED || delivery.attempts() >= DOWN;
      down = counts ? Optional.of(delivery) : down;
    }
    return down.map(
            first ->
                new Verdict(
                    Metric.CHANNEL,
                    channel.name(),
                    State.CRITICAL,
                    "nothing gets through: " + first.error().orElse("unknown"),
                    first.created(),
                    List.of("lifeboat alert test " + channel.name(), "lifeboat alert log")))
        .orElseGet(
            () ->
                new Verdict(
                    Metric.CHANNEL,
                    channel.name(),
                    State.OK,
                    "the last message got through",
                    last.stream().findFirst().map(Delivery::created).orElse(clock.instant()),
                    List.of()));
  }
}
