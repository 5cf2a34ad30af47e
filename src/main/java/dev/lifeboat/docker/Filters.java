package dev.lifeboat.docker;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
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

  /** With the question mark before it; empty without labels. */
  static String query(Map<String, String> labels) throws IOException {
    return labels.isEmpty()
        ? ""
        : Wire.query(
            "",
            List.of(
                Map.entry(
                    "filters",
                    new ObjectMapper().writeValueAsString(Map.of("label", labels(labels))))));
  }
}
