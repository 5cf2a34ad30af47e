package dev.lifeboat.source.mongo.dump;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.bson.BsonDocument;
import org.bson.BsonInt32;
import org.bson.BsonString;

/** Archives made for tests, in memory. */
final class SmallDump {
  static final String METADATA =
      "{\"indexes\":[{\"v\":{\"$numberInt\":\"2\"},\"key\":{\"_id\":{\"$numberInt\":\"1\"}},"
          + "\"name\":\"_id_\"}],\"uuid\":\"401aa987d9504bcda25c96969ac3da7a\","
          + "\"collectionName\":\"%s\",\"type\":\"collection\"}";
  private static final String VIEW =
      "{\"options\":{\"viewOn\":\"orders\",\"pipeline\":[]},\"indexes\":[],"
          + "\"collectionName\":\"few\",\"type\":\"view\"}";

  private final Map<Namespace, List<byte[]>> documents = new LinkedHashMap<>();

  /** Orders, users, nothing, and a view. */
  static SmallDump usual() {
    var dump = new SmallDump();
    for (int i = 0; i < 7; i++) {
      dump.add("orders", document(i, "order " + i));
    }
    dump.add("people", document(1, "Änne"));
    dump.documents.put(new Namespace("shop", "empty"), new ArrayList<>());
    return dump;
  }

  SmallDump add(String collection, byte[] document) {
    documents
        .computeIfAbsent(new Namespace("shop", collection), key -> new ArrayList<>())
        .add(document);
    return this;
  }

  static byte[] document(int id, String text) {
    return ArchiveWriter.encoded(
        new BsonDocument("_id", new BsonInt32(id)).append("text", new BsonString(text)));
  }

  byte[] bytes() {
    var out = new ByteArrayOutputStream();
    try {
      var archive = new ArchiveWriter(out);
      List<ArchiveWriter.Declared> declared = new ArrayList<>();
      documents
          .keySet()
          .forEach(
              name ->
                  declared.add(
                      new ArchiveWriter.Declared(
                          name, METADATA.formatted(name.collection()), "collection")));
      declared.add(new ArchiveWriter.Declared(new Namespace("shop", "few"), VIEW, "view"));
      archive.prelude("6.0.5", "100.9.4", declared);
      for (var entry : documents.entrySet()) {
        var collection = archive.begin(entry.getKey());
        for (byte[] document : entry.getValue()) {
          collection.write(document, 0, document.length);
        }
        collection.end();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toByteArray();
  }
}
