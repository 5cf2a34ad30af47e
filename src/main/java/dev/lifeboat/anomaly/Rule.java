package dev.lifeboat.anomaly;

import java.util.List;

/** Looks for one kind of disaster. */
@FunctionalInterface
interface Rule {
  List<Anomaly> examine(Facts now, History history);
}
