package dev.lifeboat.repository.manifest;

import java.util.List;

/**
 * What is thought of a backup before it is published.
 *
 * @param judgement what goes into the manifest, in clear
 * @param reasons the anomalies in words, with names: for the contents
 * @param samples what was seen of its streams: for the contents
 */
public record Assessment(Judgement judgement, List<String> reasons, List<Sample> samples) {
  /** Nothing was looked at. */
  public static final Assessment NONE = new Assessment(Judgement.ORDINARY, List.of(), List.of());

  public Assessment {
    reasons = List.copyOf(reasons);
    samples = List.copyOf(samples);
  }
}
