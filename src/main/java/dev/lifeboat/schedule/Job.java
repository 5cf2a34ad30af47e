package dev.lifeboat.schedule;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;

/**
 * Something that is to be done again and again.
 *
 * @param name names it within its stack
 * @param trigger when
 * @param zone whose clock cron expressions and windows mean; the daemon's if it isn't said
 * @param jitter up to how much later it begins, so that many hosts don't begin at once
 * @param window in which part of the day it may begin
 * @param timeout how long one attempt may take
 * @param retries how often a failed attempt is repeated
 * @param arguments options for its command
 */
public record Job(
    String name,
    JobKind kind,
    Trigger trigger,
    Optional<ZoneId> zone,
    Duration jitter,
    Optional<DailyWindow> window,
    Duration timeout,
    int retries,
    List<String> arguments) {
  public static final int DEFAULT_RETRIES = 2;

  private static final Duration FIRST_PAUSE = Duration.ofMinutes(1);
  private static final Duration LONGEST_PAUSE = Duration.ofMinutes(15);

  public Job {
    if (!name.matches("[A-Za-z0-9][A-Za-z0-9._-]{0,62}")) {
      throw new IllegalArgumentException("not a name");
    }
    if (jitter.isNegative() || !timeout.isPositive() || retries < 0) {
      throw new IllegalArgumentException("less than nothing");
    }
    arguments = List.copyOf(arguments);
  }

  /** One that says no more than it must. */
  public static Job of(String name, JobKind kind, Trigger trigger) {
    return new Job(
        name,
        kind,
        trigger,
        Optional.empty(),
        Duration.ZERO,
        Optional.empty(),
        kind.usualTimeout(),
        DEFAULT_RETRIES,
        List.of());
  }

  /** How long one attempt of that kind may take unless something else is said. */
  public static Duration usualTimeout(JobKind kind) {
    return kind.usualTimeout();
  }

  /** When a run that is due begins. The same for the same due moment, whoever asks. */
  public Instant begin(Instant due) {
    return jitter.isZero()
        ? due
        : due.plusMillis(
            new SplittableRandom(due.toEpochMilli() * 31 + name.hashCode())
                .nextLong(jitter.toMillis() + 1));
  }

  /** How long to wait after a failed attempt, the first of which has the number 1. */
  public static Duration pauseAfter(int attempt) {
    Duration pause = FIRST_PAUSE.multipliedBy(1L << Math.min(attempt - 1, 10));
    return pause.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : pause;
  }

  /** When it is due, in words that change if and only if that changes. */
  public String wording() {
    return trigger.words()
        + zone.map(value -> " " + value).orElse("")
        + window.map(value -> " " + value).orElse("");
  }
}
