package dev.lifeboat.docker;

import java.util.List;
import java.util.Map;

/** What the engine's lists are filtered by. */
final class Filters {
  private Filters() {}

  static List<String> labels(Map<String, String> labels) {
    return labels.entrySet().stream()
        .map(
            each ->
                each.getValue().isEmpty() ? each.getKey() : each.getKey() + "=" + each.getValue())
        .toList();
  }
}
