package dev.lifeboat.source.mongo;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import dev.lifeboat.source.Fingerprint;
import java.math.BigInteger;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.bson.BsonBinary;
import org.bson.BsonDocument;
import org.bson.Document;
import org.bson.RawBsonDocument;

/** Reads databases and recorded streams in its own way, for comparison. */
final class Contents {
  private static final BigInteger MODULUS = BigInteger.TWO.pow(256);

  private Contents() {}

  /** The fingerprint of each collection of a database, by its name. */
  static Map<String, Fingerprint> fingerprints(MongoDatabase database) {
    Map<String, Fingerprint> all = new TreeMap<>();
    for (Document info : database.listCollections()) {
      String name = info.getString("name");
      if (!info.getString("type").equals("collection")
          || (name.startsWith("system.") && !name.equals("system.js"))) {
        continue;
      }
      all.put(name, fingerprint(database.getCollection(name)));
    }
    return all;
  }

  static Fingerprint fingerprint(MongoCollection<Document> collection) {
    return fingerprint(
        collection.withDocumentClass(RawBsonDocument.class).find().into(new ArrayList<>()));
  }

  static Fingerprint fingerprint(Collection<RawBsonDocument> documents) {
    BigInteger sum = BigInteger.ZERO;
    long bytes = 0;
    for (RawBsonDocument document : documents) {
      byte[] content = bytes(document);
      bytes += content.length;
      sum = sum.add(new BigInteger(1, sha256(content)));
    }
    String hex = sum.mod(MODULUS).toString(16);
    return new Fingerprint("0".repeat(64 - hex.length()) + hex, documents.size(), bytes);
  }

  /** What a restore of these streams gives: the documents, then what the oplog says of them. */
  static List<RawBsonDocument> replay(byte[] stream, byte[] oplog, BsonBinary uuid) {
    Map<Object, RawBsonDocument> documents = new LinkedHashMap<>();
    for (RawBsonDocument document : documents(stream)) {
      documents.put(document.get("_id"), document);
    }
    for (RawBsonDocument entry : documents(oplog)) {
      if (!entry.getBinary("ui").equals(uuid)) {
        continue;
      }
      RawBsonDocument o = (RawBsonDocument) entry.getDocument("o");
      switch (entry.getString("op").getValue()) {
        case "i" -> {
          documents.remove(o.get("_id"));
          documents.put(o.get("_id"), o);
        }
        case "u" -> documents.put(entry.getDocument("o2").get("_id"), o);
        case "d" -> documents.remove(o.get("_id"));
        default -> throw new AssertionError(entry.toJson());
      }
    }
    return List.copyOf(documents.values());
  }

  static List<RawBsonDocument> documents(byte[] stream) {
    List<RawBsonDocument> documents = new ArrayList<>();
    for (int at = 0; at < stream.length; ) {
      int length = RawBson.int32(stream, at);
      documents.add(new RawBsonDocument(Arrays.copyOfRange(stream, at, at + length)));
      at += length;
    }
    return documents;
  }

  /** Options and indexes of each collection and view, without what is new in every database. */
  static Map<String, BsonDocument> definitions(MongoDatabase database) {
    Map<String, BsonDocument> all = new TreeMap<>();
    for (BsonDocument info : database.listCollections(BsonDocument.class)) {
      String name = info.getString("name").getValue();
      if (name.startsWith("system.") && !name.equals("system.js")) {
        continue;
      }
      info.remove("info");
      if (!info.getString("type").getValue().equals("view")) {
        for (BsonDocument index : database.getCollection(name).listIndexes(BsonDocument.class)) {
          info.append("index " + index.getString("name").getValue(), index);
        }
      }
      all.put(name, info);
    }
    return all;
  }

  private static byte[] bytes(RawBsonDocument document) {
    var buffer = document.getByteBuffer();
    return Arrays.copyOfRange(
        buffer.array(), buffer.position(), buffer.position() + buffer.remaining());
  }

  private static byte[] sha256(byte[] content) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(content);
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError(e);
    }
  }
}
