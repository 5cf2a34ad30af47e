package dev.lifeboat.source.mongo;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.ClusteredIndexOptions;
import com.mongodb.client.model.Collation;
import com.mongodb.client.model.CollationStrength;
import com.mongodb.client.model.CreateCollectionOptions;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.IndexOptions;
import com.mongodb.client.model.Indexes;
import com.mongodb.client.model.TimeSeriesOptions;
import com.mongodb.client.model.Updates;
import com.mongodb.client.model.ValidationOptions;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.bson.BsonDateTime;
import org.bson.BsonDbPointer;
import org.bson.BsonTimestamp;
import org.bson.BsonUndefined;
import org.bson.Document;
import org.bson.RawBsonDocument;
import org.bson.types.Binary;
import org.bson.types.Code;
import org.bson.types.CodeWithScope;
import org.bson.types.Decimal128;
import org.bson.types.MaxKey;
import org.bson.types.MinKey;
import org.bson.types.ObjectId;
import org.bson.types.Symbol;

/** A database with everything that MongoDB has. */
final class EveryKind {
  /** As long as a namespace may be, beside a database name of 10 bytes. */
  static final String LONG_NAME = "ü".repeat(100) + "n".repeat(255 - 11 - 200);

  static final String ODD_NAME = "Ünï:code/ %&名前.sub";

  private EveryKind() {}

  static void fill(MongoDatabase database) {
    database.getCollection("types").insertOne(everyType());
    database
        .getCollection("types")
        .insertMany(
            List.of(
                new Document("_id", 1),
                new Document("_id", "1"),
                new Document("_id", new Document("a", 1))));
    zeroTimestamp(database.getCollection("zero"));
    repeatedNames(database);
    database.getCollection("large").insertOne(new Document("x", "y".repeat(16 * 1024 * 1024 - 60)));
    database.createCollection("empty");
    database.getCollection(LONG_NAME).insertOne(new Document("n", 1));
    database.getCollection(ODD_NAME).insertOne(new Document("n", 1));
    indexes(database);
    options(database);
    database
        .getCollection("system.js")
        .insertOne(
            new Document("_id", "twice").append("value", new Code("function(x){return 2*x}")));
  }

  private static Document everyType() {
    return new Document("double", 1.5)
        .append("nan", Double.NaN)
        .append("negativeZero", -0.0)
        .append("string", "a\0b é 名 😀")
        .append("document", new Document("a", new Document("b", List.of())))
        .append("array", List.of(1, "2", List.of(3L)))
        .append("binary", new Binary((byte) 0x80, new byte[] {1, 2}))
        .append("oldBinary", new Binary((byte) 2, new byte[] {1, 2}))
        .append("uuid", new Binary((byte) 4, new byte[16]))
        .append("undefined", new BsonUndefined())
        .append("objectId", new ObjectId())
        .append("boolean", true)
        .append("date", new BsonDateTime(-1))
        .append("null", null)
        .append(
            "regex",
            java.util.regex.Pattern.compile("a.*", java.util.regex.Pattern.CASE_INSENSITIVE))
        .append("dbPointer", new BsonDbPointer("a.b", new ObjectId()))
        .append("code", new Code("x"))
        .append("symbol", new Symbol("s"))
        .append("codeWithScope", new CodeWithScope("x", new Document("y", 1)))
        .append("int", 1)
        .append("timestamp", new BsonTimestamp(1, 2))
        .append("long", Long.MIN_VALUE)
        .append("decimal", Decimal128.parse("1.10"))
        .append("minKey", new MinKey())
        .append("maxKey", new MaxKey())
        .append("nested", new Document("zero", new BsonTimestamp(0, 0)));
  }

  private static void zeroTimestamp(MongoCollection<Document> collection) {
    collection.insertOne(new Document("_id", 1));
    collection.updateOne(Filters.eq(1), Updates.set("ts", new BsonTimestamp(0, 0)));
  }

  /** {@code {_id: 1, a: 1, a: 2}}, which no map can hold. */
  private static void repeatedNames(MongoDatabase database) {
    byte[] bytes =
        ByteBuffer.allocate(28)
            .order(ByteOrder.LITTLE_ENDIAN)
            .putInt(28)
            .put((byte) 0x10)
            .put(new byte[] {'_', 'i', 'd', 0})
            .putInt(1)
            .put((byte) 0x10)
            .put(new byte[] {'a', 0})
            .putInt(1)
            .put((byte) 0x10)
            .put(new byte[] {'a', 0})
            .putInt(2)
            .put((byte) 0)
            .array();
    database.getCollection("repeated", RawBsonDocument.class).insertOne(new RawBsonDocument(bytes));
  }

  private static void indexes(MongoDatabase database) {
    MongoCollection<Document> collection = database.getCollection("indexes");
    List<Document> documents = new ArrayList<>();
    for (int i = 0; i < 200; i++) {
      documents.add(
          new Document("_id", i)
              .append("n", i)
              .append("tags", List.of("t" + i % 7, "u"))
              .append("text", "the quick fox " + i)
              .append("flat", List.of(i / 10.0, 1.0))
              .append(
                  "place",
                  new Document("type", "Point").append("coordinates", List.of(i / 10.0, 1.0)))
              .append("at", new BsonDateTime(1_780_000_000_000L))
              .append("name", "Name" + i));
    }
    collection.insertMany(documents);
    collection.createIndex(Indexes.ascending("n"), new IndexOptions().unique(true));
    collection.createIndex(Indexes.compoundIndex(Indexes.ascending("n"), Indexes.descending("at")));
    collection.createIndex(Indexes.ascending("tags"), new IndexOptions().name("multikey"));
    collection.createIndex(
        Indexes.text("text"),
        new IndexOptions().defaultLanguage("german").weights(new Document("text", 3)));
    collection.createIndex(
        Indexes.geo2d("flat"), new IndexOptions().bits(20).min(-200.0).max(200.0));
    collection.createIndex(Indexes.geo2dsphere("place"));
    collection.createIndex(Indexes.hashed("n"));
    collection.createIndex(
        new Document("$**", 1), new IndexOptions().wildcardProjection(new Document("text", 0)));
    collection.createIndex(
        Indexes.ascending("name"),
        new IndexOptions().name("partial").partialFilterExpression(Filters.gt("n", 10)));
    collection.createIndex(Indexes.ascending("maybe"), new IndexOptions().sparse(true));
    collection.createIndex(
        Indexes.ascending("at"), new IndexOptions().expireAfter(1000L, TimeUnit.DAYS));
    collection.createIndex(Indexes.ascending("hidden"), new IndexOptions().hidden(true));
    collection.createIndex(
        Indexes.ascending("name"), new IndexOptions().name("collated").collation(german()));
  }

  private static void options(MongoDatabase database) {
    database.createCollection("collated", new CreateCollectionOptions().collation(german()));
    database.getCollection("collated").insertOne(new Document("_id", "Ä"));
    database.createCollection(
        "validated",
        new CreateCollectionOptions()
            .validationOptions(
                new ValidationOptions()
                    .validator(
                        new Document(
                            "name", new Document("$regex", "^a").append("$options", "i")))));
    database.getCollection("validated").insertOne(new Document("name", "Anna"));
    database.createCollection(
        "capped", new CreateCollectionOptions().capped(true).sizeInBytes(8192).maxDocuments(50));
    database
        .getCollection("capped")
        .insertMany(IntStream.range(0, 80).mapToObj(i -> new Document("_id", i)).toList());
    database.createCollection(
        "clustered",
        new CreateCollectionOptions()
            .clusteredIndexOptions(
                new ClusteredIndexOptions(new Document("_id", 1), true).name("by id")));
    database
        .getCollection("clustered")
        .insertMany(IntStream.range(0, 50).mapToObj(i -> new Document("_id", i)).toList());
    database.createCollection(
        "measures",
        new CreateCollectionOptions()
            .timeSeriesOptions(new TimeSeriesOptions("at").metaField("sensor"))
            .expireAfter(10_000, TimeUnit.DAYS));
    database
        .getCollection("measures")
        .insertMany(
            IntStream.range(0, 300)
                .mapToObj(
                    i ->
                        new Document("at", new BsonDateTime(1000 * (1_780_000_000L + i)))
                            .append("sensor", i % 3)
                            .append("value", i))
                .toList());
    database.getCollection("measures").createIndex(Indexes.ascending("sensor", "at"));
    database.createView(
        "view",
        "indexes",
        List.of(new Document("$match", new Document("n", new Document("$gt", 5)))));
    database.createView("viewOfView", "view", List.of(new Document("$limit", 3)));
  }

  private static Collation german() {
    return Collation.builder().locale("de").collationStrength(CollationStrength.SECONDARY).build();
  }
}
