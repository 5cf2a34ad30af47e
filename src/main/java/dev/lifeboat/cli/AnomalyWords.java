package dev.lifeboat.cli;

import dev.lifeboat.repository.manifest.Judgement;
import java.util.List;

/** What a manifest says of anomalies, without names. */
final class AnomalyWords {
  private AnomalyWords() {}

  /** Such as {@code collection-gone (2)}. */
  static List<String> of(Judgement judgement) {
    return judgement.anomalies().stream()
        .map(anomaly -> anomaly.kind() + " (" + anomaly.count() + ")")
        .toList();
  }
}
