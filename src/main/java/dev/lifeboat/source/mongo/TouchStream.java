package dev.lifeboat.source.mongo;

import dev.lifeboat.source.CaptureSink;
import dev.lifeboat.source.CapturedStream;
import dev.lifeboat.source.StreamShape;
import dev.lifeboat.source.StreamWriter;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.bson.BsonBinary;
import org.bson.BsonBinaryWriter;
import org.bson.BsonDocument;
import org.bson.BsonInt64;
import org.bson.BsonString;
import org.bson.BsonTimestamp;
import org.bson.RawBsonDocument;
import org.bson.codecs.BsonDocumentCodec;
import org.bson.codecs.EncoderContext;
import org.bson.io.BasicOutputBuffer;

/**
 * Writes the stream {@code oplog.bson}: what became of documents after they were captured, as oplog
 * entries that mongorestore replays. The last entry of a document counts; replaying twice does no
 * harm.
 */
final class TouchStream implements AutoCloseable {
  private final StreamWriter writer;
  private final Map<UUID, String> namespaces = new HashMap<>();
  private boolean empty = true;

  TouchStream(CaptureSink sink) {
    this.writer = sink.open(StreamShape.DOCUMENTS);
  }

  /** The document is this one now; {@code inPlace} keeps its position in a capped collection. */
  void image(
      CollectionInfo info, BsonTimestamp ts, IdKey id, RawBsonDocument image, boolean inPlace) {
    BsonDocument entry = entry(info, ts, inPlace ? "u" : "i");
    if (inPlace) {
      entry.append("o2", id.document());
    }
    write(entry.append("o", image));
  }

  /** The document is gone. */
  void gone(CollectionInfo info, BsonTimestamp ts, IdKey id) {
    write(entry(info, ts, "d").append("o", id.document()));
  }

  /** Under which name a collection was written, if it was. */
  Map<UUID, String> namespaces() {
    return Map.copyOf(namespaces);
  }

  boolean isEmpty() {
    return empty;
  }

  CapturedStream end() {
    return writer.end();
  }

  @Override
  public void close() {
    writer.close();
  }

  private BsonDocument entry(CollectionInfo info, BsonTimestamp ts, String op) {
    UUID uuid = info.uuid().orElseThrow();
    String namespace = info.db() + "." + info.dataName();
    namespaces.put(uuid, namespace);
    return new BsonDocument("ts", ts)
        .append("t", new BsonInt64(1))
        .append("v", new BsonInt64(2))
        .append("op", new BsonString(op))
        .append("ns", new BsonString(namespace))
        .append("ui", new BsonBinary(uuid));
  }

  private void write(BsonDocument entry) {
    var buffer = new BasicOutputBuffer(1024);
    try (var bson = new BsonBinaryWriter(buffer)) {
      new BsonDocumentCodec().encode(bson, entry, EncoderContext.builder().build());
    }
    writer.write(buffer.getInternalBuffer(), 0, buffer.getPosition());
    empty = false;
  }
}
