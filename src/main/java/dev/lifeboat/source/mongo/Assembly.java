package dev.lifeboat.source.mongo;

import dev.lifeboat.problem.Problem;
import dev.lifeboat.source.Capture;
import dev.lifeboat.source.CaptureSink;
import dev.lifeboat.source.CapturedStream;
import dev.lifeboat.source.Consistency;
import dev.lifeboat.source.Fingerprint;
import dev.lifeboat.source.Item;
import dev.lifeboat.source.NamedStream;
import dev.lifeboat.source.StreamName;
import dev.lifeboat.source.StreamShape;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Puts a capture together from what was read, under the names that things have in the end. */
final class Assembly {
  private final CaptureSink sink;
  private final List<Item> items = new ArrayList<>();
  private final List<NamedStream> streams = new ArrayList<>();
  private final List<Problem> missing = new ArrayList<>();
  private final List<String> warnings = new ArrayList<>();

  Assembly(CaptureSink sink) {
    this.sink = sink;
  }

  /** A part without documents: a view. */
  void add(Part part) {
    item(part, Optional.empty());
  }

  /** A part whose stream is what a restore shall reach. */
  void add(Part part, CapturedStream stream) {
    add(part, stream, stream.fingerprint());
  }

  /** A part whose stream may be changed by the touch-up, to this state. */
  void add(Part part, CapturedStream stream, Fingerprint state) {
    part.documents().ifPresent(name -> streams.add(new NamedStream(name, stream)));
    item(part, Optional.of(state));
  }

  /** A part with its metadata as another tool wrote them. */
  void add(Part part, Optional<CapturedStream> stream, Optional<byte[]> metadata) {
    stream.ifPresent(
        written -> part.documents().ifPresent(name -> streams.add(new NamedStream(name, written))));
    item(part, stream.map(CapturedStream::fingerprint), metadata);
  }

  void add(StreamName name, CapturedStream stream) {
    streams.add(new NamedStream(name, stream));
  }

  void missing(Problem problem) {
    missing.add(problem);
  }

  void missing(List<Problem> problems) {
    missing.addAll(problems);
  }

  void warn(String warning) {
    warnings.add(warning);
  }

  void warn(List<String> more) {
    warnings.addAll(more);
  }

  private void item(Part part, Optional<Fingerprint> state) {
    item(part, state, Optional.empty());
  }

  private void item(Part part, Optional<Fingerprint> state, Optional<byte[]> metadata) {
    part.metadata()
        .ifPresent(
            name ->
                streams.add(
                    new NamedStream(
                        name, bytes(metadata.orElseGet(() -> MetadataJson.write(part.info()))))));
    items.add(
        new Item(
            part.item(),
            part.kind(),
            state,
            part.info().indexes().size(),
            part.streams(),
            part.attributes(),
            Optional.empty()));
  }

  private CapturedStream bytes(byte[] content) {
    try (var writer = sink.open(StreamShape.BYTES)) {
      writer.write(content, 0, content.length);
      return writer.end();
    }
  }

  Capture build(Consistency consistency, Map<String, Object> details) {
    items.sort(Comparator.comparing(Item::name));
    streams.sort(Comparator.comparing(NamedStream::name));
    return new Capture(consistency, items, streams, details, missing, warnings);
  }
}
