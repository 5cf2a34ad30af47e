package dev.lifeboat;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.CreateCollectionOptions;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.IndexOptions;
import com.mongodb.client.model.Indexes;
import com.mongodb.client.model.TimeSeriesOptions;
import com.mongodb.client.model.Updates;
import dev.lifeboat.source.FingerprintSum;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.StreamSupport;
import org.bson.BsonDocument;
import org.bson.Document;
import org.bson.RawBsonDocument;
import org.bson.types.Binary;

/** The database of a soak: it changes all the time, and what it is can be told in words. */
record SoakData(MongoDatabase database, Random random) {
  private static final int COLLECTIONS = 3;
  private static final int DOCUMENTS = 800;
  private static final int NOISE = 2000;
  private static final int LINES = 5;
  private static final String OWN = "__lifeboat.";

  void fill() {
    database.drop();
    for (int c = 0; c < COLLECTIONS; c++) {
      List<Document> documents = new ArrayList<>();
      for (int i = 0; i < DOCUMENTS; i++) {
        documents.add(document(i));
      }
      plain(c).insertMany(documents);
      plain(c).createIndex(Indexes.ascending("n"));
      plain(c)
          .createIndex(Indexes.ascending("at"), new IndexOptions().expireAfter(90L, TimeUnit.DAYS));
    }
    change();
  }

  private void createWhatIsLost() {
    Set<String> there = database.listCollectionNames().into(new HashSet<>());
    if (!there.contains("log")) {
      database.createCollection(
          "log", new CreateCollectionOptions().capped(true).sizeInBytes(100_000));
    }
    if (!there.contains("series")) {
      database.createCollection(
          "series",
          new CreateCollectionOptions()
              .timeSeriesOptions(new TimeSeriesOptions("t").metaField("m")));
    }
    if (!there.contains("empty")) {
      database.createCollection("empty");
    }
    if (!there.contains("few")) {
      database.createView("few", "c0", List.of(new Document("$limit", 5)));
    }
  }

  /** Afterwards it isn't what it was ever before. */
  void change() {
    createWhatIsLost();
    for (int c = 0; c < COLLECTIONS; c++) {
      plain(c).updateOne(Filters.eq(0), Updates.inc("n", 1));
      for (int i = 0; i < 20; i++) {
        plain(c).replaceOne(Filters.eq(1 + random.nextInt(DOCUMENTS - 1)), change(i));
      }
      plain(c).insertOne(new Document("born", random.nextLong()));
      plain(c).deleteOne(Filters.eq(1 + random.nextInt(DOCUMENTS - 1)));
    }
    for (int i = 0; i < LINES; i++) {
      database.getCollection("log").insertOne(new Document("line", random.nextLong()));
      database.getCollection("series").insertOne(measurement());
    }
  }

  private Document measurement() {
    return new Document(
            "t", Instant.ofEpochMilli(1_700_000_000_000L + random.nextInt(1_000_000_000)))
        .append("m", random.nextInt(5))
        .append("v", random.nextDouble());
  }

  /** Loses some of everything that a backup can bring back. */
  void lose() {
    change();
    plain(0).deleteMany(Filters.lt("_id", 1 + random.nextInt(DOCUMENTS - 1)));
    plain(1).deleteMany(Filters.mod("_id", 2 + random.nextInt(5), 1));
    for (String name : List.of("c2", "log", "series", "empty", "few")) {
      if (random.nextInt(3) > 0) {
        database.getCollection(name).drop();
      }
    }
  }

  private MongoCollection<Document> plain(int number) {
    return database.getCollection("c" + number);
  }

  private Document document(int id) {
    return new Document("_id", id)
        .append("n", 0)
        .append("at", Instant.now())
        .append("noise", noise());
  }

  private Document change(int n) {
    return new Document("n", n).append("noise", noise());
  }

  private Binary noise() {
    byte[] noise = new byte[NOISE];
    random.nextBytes(noise);
    return new Binary(noise);
  }

  /** Writes a part of it down as mongodump does. */
  void dump(Path folder) throws IOException {
    Path below = Files.createDirectories(folder.resolve(database.getName()));
    for (int c = 0; c < COLLECTIONS; c++) {
      try (OutputStream out = Files.newOutputStream(below.resolve("c" + c + ".bson"))) {
        for (RawBsonDocument document :
            database.getCollection("c" + c, RawBsonDocument.class).find()) {
          var bytes = document.getByteBuffer();
          out.write(bytes.array(), bytes.position(), bytes.remaining());
        }
      }
      Files.writeString(
          below.resolve("c" + c + ".metadata.json"),
          """
          {"options":{},"indexes":[],"uuid":"%032x","collectionName":"c%d","type":"collection"}\
          """
              .formatted(c + 1, c));
    }
  }

  /** What each collection is: options, indexes and content. */
  Map<String, String> state() {
    Map<String, String> state = new TreeMap<>();
    for (BsonDocument info : database.listCollections(BsonDocument.class)) {
      String name = info.getString("name").getValue();
      if (isOwn(name) || name.equals("system.views")) {
        continue;
      }
      BsonDocument options = info.getDocument("options");
      String content =
          info.getString("type").getValue().equals("collection") ? content(name) : "no documents";
      // A time-series is what its buckets are.
      state.merge(name.replace("system.buckets.", ""), options + " " + content, (a, b) -> a + b);
    }
    return state;
  }

  private String content(String name) {
    MongoCollection<RawBsonDocument> collection =
        database.getCollection(name, RawBsonDocument.class);
    FingerprintSum sum = new FingerprintSum();
    for (RawBsonDocument document : collection.find()) {
      var bytes = document.getByteBuffer();
      sum.add(bytes.array(), bytes.position(), bytes.remaining());
    }
    List<String> indexes =
        StreamSupport.stream(
                database.getCollection(name).listIndexes(BsonDocument.class).spliterator(), false)
            .map(BsonDocument::toJson)
            .sorted()
            .toList();
    return indexes + " " + sum.fingerprint();
  }

  /** What each document is, by its id, of each collection and time-series. */
  Map<String, Map<String, String>> documents() {
    Map<String, Map<String, String>> documents = new TreeMap<>();
    for (BsonDocument info : database.listCollections(BsonDocument.class)) {
      String name = info.getString("name").getValue();
      if (isOwn(name) || name.startsWith("system.") || name.equals("few")) {
        continue;
      }
      Map<String, String> byId = new TreeMap<>();
      for (RawBsonDocument document : database.getCollection(name, RawBsonDocument.class).find()) {
        byId.put(String.valueOf(document.get("_id")), print(document));
      }
      documents.put(name, byId);
    }
    return documents;
  }

  private static String print(RawBsonDocument document) {
    FingerprintSum sum = new FingerprintSum();
    var bytes = document.getByteBuffer();
    sum.add(bytes.array(), bytes.position(), bytes.remaining());
    return sum.fingerprint().sum();
  }

  /** What Lifeboat keeps in the database for itself: names of collections. */
  List<String> own() {
    return database.listCollectionNames().into(new ArrayList<>()).stream()
        .filter(SoakData::isOwn)
        .sorted()
        .toList();
  }

  /** What is in the journal. */
  List<Document> journal() {
    return database.getCollection(OWN + "journal").find().into(new ArrayList<>());
  }

  private static boolean isOwn(String name) {
    return name.startsWith(OWN) || name.startsWith("system.buckets." + OWN);
  }
}
