package dev.lifeboat.source.mongo;

import dev.lifeboat.problem.Problem;
import dev.lifeboat.source.Capture;
import dev.lifeboat.source.CaptureSink;
import dev.lifeboat.source.CapturedStream;
import dev.lifeboat.source.Consistency;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Makes of dumped collections what {@link MongoSource} makes of those of a server. */
public final class DumpedItems {
  private final Assembly assembly;

  public DumpedItems(CaptureSink sink) {
    this.assembly = new Assembly(sink);
  }

  /**
   * Adds a collection.
   *
   * @param documents its documents; empty for a view
   */
  public void add(DumpedCollection collection, Optional<CapturedStream> documents) {
    assembly.add(
        collection.part(),
        documents,
        collection.metadata().map(json -> json.getBytes(StandardCharsets.UTF_8)));
  }

  /**
   * Puts the capture together.
   *
   * @param details facts for people and restores: JSON values
   */
  public Capture build(
      Consistency consistency,
      Map<String, Object> details,
      List<Problem> missing,
      List<String> warnings) {
    assembly.missing(missing);
    assembly.warn(warnings);
    return assembly.build(consistency, details);
  }
}
