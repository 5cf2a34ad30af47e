package dev.lifeboat.source;

import dev.lifeboat.problem.Problem;
import java.util.List;
import java.util.Map;

/**
 * What a source captured.
 *
 * @param consistency what holds of the moment
 * @param items what people know by name
 * @param streams what was written; a stream that isn't here doesn't count
 * @param details facts about the source, such as its version: JSON values
 * @param missing what could not be captured; if there is any, the backup is incomplete
 * @param warnings what people shall know although the capture is complete
 */
public record Capture(
    Consistency consistency,
    List<Item> items,
    List<NamedStream> streams,
    Map<String, Object> details,
    List<Problem> missing,
    List<String> warnings) {
  public Capture {
    items = List.copyOf(items);
    streams = List.copyOf(streams);
    details = Map.copyOf(details);
    missing = List.copyOf(missing);
    warnings = List.copyOf(warnings);
  }
}
