package dev.lifeboat.source.mongo.dump;

import dev.lifeboat.source.CapturedStream;
import dev.lifeboat.source.DumpPart;
import dev.lifeboat.source.StreamWriter;
import dev.lifeboat.source.mongo.DumpedCollection;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** One collection of a dump while it is read. */
final class DumpTally {
  private final DumpedCollection collection;
  private final List<String> damage = new ArrayList<>();
  private long documents;
  private long bytes;
  private boolean ended;
  private Optional<StreamWriter> writer = Optional.empty();
  private Optional<CapturedStream> stream = Optional.empty();

  DumpTally(DumpedCollection collection) {
    this.collection = collection;
  }

  DumpedCollection collection() {
    return collection;
  }

  void count(byte[] buffer, int offset, int length) {
    for (int at = offset; at < offset + length; at += BsonCheck.int32(buffer, at)) {
      documents++;
    }
    bytes += length;
  }

  void damage(String what) {
    damage.add(what);
    giveUp();
  }

  /** All its documents were read. */
  void end() {
    ended = true;
  }

  boolean ended() {
    return ended;
  }

  boolean whole() {
    return damage.isEmpty();
  }

  long documents() {
    return documents;
  }

  Optional<StreamWriter> writer() {
    return writer;
  }

  void writeTo(StreamWriter to) {
    writer = Optional.of(to);
  }

  /** Closes what is written, as if nothing had been. */
  void giveUp() {
    writer.ifPresent(StreamWriter::close);
    writer = Optional.empty();
  }

  void captured() {
    stream = Optional.of(writer.orElseThrow().end());
    writer = Optional.empty();
  }

  Optional<CapturedStream> stream() {
    return stream;
  }

  DumpPart part() {
    return new DumpPart(
        collection.name(), collection.kind(), documents, bytes, collection.indexes(), damage);
  }
}
