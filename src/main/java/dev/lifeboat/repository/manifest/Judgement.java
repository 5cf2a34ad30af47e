package dev.lifeboat.repository.manifest;

import java.util.List;

/**
 * How a backup compares with those before it, as everybody may know it: it names nothing of what is
 * inside.
 *
 * @param suspicious true if something about it looks wrong
 * @param anomalies what is out of the ordinary; also what alone is no reason for suspicion
 */
public record Judgement(boolean suspicious, List<Count> anomalies) {
  /** Of a backup that was not compared, or in which all is as before. */
  public static final Judgement ORDINARY = new Judgement(false, List.of());

  public Judgement {
    anomalies = List.copyOf(anomalies);
    if (suspicious && anomalies.isEmpty()) {
      throw new IllegalArgumentException("a suspicion has a reason");
    }
  }

  /**
   * How often something is out of the ordinary.
   *
   * @param kind what, such as {@code collection-gone}; later versions may know more kinds
   * @param count in how many places
   */
  public record Count(String kind, int count) {
    public Count {
      if (count < 1) {
        throw new IllegalArgumentException("nothing is " + kind);
      }
    }
  }
}
