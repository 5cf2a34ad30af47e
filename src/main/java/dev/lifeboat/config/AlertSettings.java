package dev.lifeboat.config;

import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * Who is told of what.
 *
 * @param openAfter how long something has to be wrong before; zero means at once
 * @param clearAfter how long it has to be well before it counts as over
 * @param remind how long after people were last told they are told again
 * @param perHour how many messages a channel carries in an hour at most
 * @param channels the ways to reach people, in their order
 * @param pings the addresses that hear of each run, by the names of jobs; {@link #ALL_JOBS} for all
 *     others
 */
public record AlertSettings(
    Duration openAfter,
    Duration clearAfter,
    Duration remind,
    int perHour,
    List<ChannelSettings> channels,
    Map<String, GivenSecret> pings) {
  /** Stands for the jobs that have no address of their own. */
  public static final String ALL_JOBS = "all";

  /** Nobody is told anything. */
  public static final AlertSettings NONE =
      new AlertSettings(
          Duration.ZERO, Duration.ofMinutes(10), Duration.ofDays(1), 30, List.of(), Map.of());

  public AlertSettings {
    channels = List.copyOf(channels);
    pings = Map.copyOf(pings);
  }
}
