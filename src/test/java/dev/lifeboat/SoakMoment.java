package dev.lifeboat;

import java.util.Map;
import java.util.TreeMap;

/**
 * What a database was at a moment.
 *
 * @param state what each collection was, in words
 * @param documents what each document was, by its id, of each collection
 */
record SoakMoment(Map<String, String> state, Map<String, Map<String, String>> documents) {
  static SoakMoment of(SoakData data) {
    return new SoakMoment(data.state(), data.documents());
  }

  /** What there is once it was restored where that was: what a backup lacks stays. */
  Map<String, String> over(Map<String, String> before) {
    Map<String, String> restored = new TreeMap<>(before);
    restored.putAll(state);
    return restored;
  }
}
