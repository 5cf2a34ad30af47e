package dev.lifeboat.cli;

import dev.lifeboat.repository.manifest.Judgement;
import java.util.List;

/** What a manifest says of anomalies, without names. */
final class AnomalyWords {
  private AnomalyWords() {}

  /** As a person reads them in a line: {@code empty}, or {@code collection-gone (2)}. */
  static List<String> brief(Judgement judgement) {
    return judgement.anomalies().stream()
        .map(
            anomaly ->
                anomaly.count() == 1
                    ? anomaly.kind()
                    : anomaly.kind() + " (" + anomaly.count() + ")")
        .toList();
  }

  /** Such as {@code collection-gone (2)}. */
  static List<String> of(Judgement judgement) {
    return judgement.anomalies().stream()
        .map(anomaly -> anomaly.kind() + " (" + anomaly.count() + ")")
        .toList();
  }
}
