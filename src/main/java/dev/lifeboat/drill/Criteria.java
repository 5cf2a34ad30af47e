package dev.lifeboat.drill;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What a drill is held to, fixed before it began.
 *
 * @param scope what is rehearsed and what isn't, in words
 * @param rto how long the recovery may take; empty if nothing was promised
 * @param rpos how much may be lost, of which data
 * @param pass what has to hold for a pass, one sentence each
 * @param fixedAt when
 */
public record Criteria(
    String scope,
    Optional<Duration> rto,
    List<PointObjective> rpos,
    List<String> pass,
    Instant fixedAt) {
  public Criteria {
    rpos = List.copyOf(rpos);
    pass = List.copyOf(pass);
  }

  /**
   * A promised recovery point.
   *
   * @param data which data, in people's words
   * @param within the span whose changes may be lost
   */
  public record PointObjective(String data, Duration within) {}
}
