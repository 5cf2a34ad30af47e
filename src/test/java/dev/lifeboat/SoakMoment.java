package dev.lifeboat;

import java.util.Map;

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
}
