package dev.lifeboat.source.mongo;

import java.io.ByteArrayOutputStream;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.bson.BsonString;
import org.bson.RawBsonDocument;
import org.bson.codecs.BsonDocumentCodec;

/** Lets the final images that a backup holds follow their collections to other names. */
final class ReplayTouchUps {
  private static final BsonDocumentCodec CODEC = new BsonDocumentCodec();

  private final Map<String, String> names = new HashMap<>();

  void put(ReplayCollection collection, CollectionInfo now) {
    if (collection.emptied().isEmpty()) {
      collection.base.ifPresent(
          item ->
              names.put(
                  item.attributes().get("db")
                      + "."
                      + dataName(now, String.valueOf(item.attributes().get("collection"))),
                  now.db() + "." + now.dataName()));
    }
  }

  private static String dataName(CollectionInfo now, String name) {
    return now.type() == CollectionInfo.Type.TIMESERIES ? CollectionInfo.BUCKETS + name : name;
  }

  /** Without those of collections that are gone; empty if none is left. */
  Optional<byte[]> renamed(byte[] entries) {
    var all = new ByteArrayOutputStream(entries.length);
    for (int at = 0; at < entries.length; at += RawBson.int32(entries, at)) {
      int size = RawBson.int32(entries, at);
      var raw = new RawBsonDocument(entries, at, size);
      String before = raw.getString("ns").getValue();
      String name = names.get(before);
      if (before.equals(name)) {
        all.write(entries, at, size);
      } else if (name != null) {
        // The image itself is kept as it is, byte for byte.
        var entry = raw.decode(CODEC);
        entry.put("ns", new BsonString(name));
        for (String field : new String[] {"o", "o2"}) {
          if (raw.containsKey(field)) {
            entry.put(field, raw.get(field));
          }
        }
        var bytes = new RawBsonDocument(entry, CODEC).getByteBuffer();
        all.write(bytes.array(), bytes.position() + bytes.asNIO().arrayOffset(), bytes.remaining());
      }
    }
    return all.size() == 0 ? Optional.empty() : Optional.of(all.toByteArray());
  }
}
