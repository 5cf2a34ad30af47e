package dev.lifeboat.source.mongo;

import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.BulkWriteOptions;
import com.mongodb.client.model.ClusteredIndexOptions;
import com.mongodb.client.model.Collation;
import com.mongodb.client.model.CreateCollectionOptions;
import com.mongodb.client.model.IndexOptions;
import com.mongodb.client.model.Indexes;
import com.mongodb.client.model.InsertManyOptions;
import com.mongodb.client.model.InsertOneModel;
import com.mongodb.client.model.TimeSeriesGranularity;
import com.mongodb.client.model.TimeSeriesOptions;
import com.mongodb.client.model.ValidationOptions;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.bson.BsonTimestamp;
import org.bson.Document;
import org.bson.types.Binary;

/** Fills a database with one of each kind. */
final class RestoreSample {
  private RestoreSample() {}

  static void fill(MongoDatabase database) {
    database.drop();
    messages(database);
    kinds(database);
    odd(database);
    views(database);
  }

  /** Loses some of it. */
  static void spoil(MongoDatabase database) {
    database.getCollection("messages").deleteMany(new Document("chat", 1));
    database.getCollection("series").deleteMany(new Document("m", 1));
    database.getCollection("loud").drop();
    database.getCollection("big").drop();
  }

  /** Loses what a restore of what is missing brings back. */
  static void lose(MongoDatabase database) {
    database.getCollection("messages").deleteMany(new Document("chat", 1));
    for (String name : List.of("log", "series", "sessions", "places", "loud")) {
      database.getCollection(name).drop();
    }
  }

  private static void messages(MongoDatabase database) {
    var messages = database.getCollection("messages");
    messages.insertMany(
        IntStream.range(0, 5000)
            .mapToObj(i -> new Document("_id", i).append("chat", i % 50).append("text", "hi " + i))
            .toList());
    messages.createIndex(
        Indexes.compoundIndex(Indexes.ascending("chat"), Indexes.descending("at")));
    messages.createIndex(Indexes.text("text"));
    messages.createIndex(
        Indexes.ascending("text"),
        new IndexOptions()
            .unique(true)
            .partialFilterExpression(new Document("chat", new Document("$gt", 100))));
    var places = database.getCollection("places");
    places.insertOne(
        new Document("at", new Document("type", "Point").append("coordinates", List.of(1, 2))));
    places.createIndex(Indexes.geo2dsphere("at"));
    places.createIndex(new Document("$**", 1));
    places.createIndex(Indexes.hashed("x"), new IndexOptions().hidden(true));
    var sessions = database.getCollection("sessions");
    sessions.insertOne(new Document("_id", 1).append("at", Instant.now()));
    sessions.createIndex(
        Indexes.ascending("at"), new IndexOptions().expireAfter(3600L, TimeUnit.SECONDS));
    database.createCollection("empty");
  }

  private static void kinds(MongoDatabase database) {
    database.createCollection(
        "log", new CreateCollectionOptions().capped(true).sizeInBytes(100_000).maxDocuments(500));
    database
        .getCollection("log")
        .insertMany(IntStream.range(0, 900).mapToObj(i -> new Document("n", 900 - i)).toList());
    database.createCollection(
        "clustered",
        new CreateCollectionOptions()
            .clusteredIndexOptions(
                new ClusteredIndexOptions(new Document("_id", 1), true).name("by id"))
            .expireAfter(100_000, TimeUnit.SECONDS));
    database
        .getCollection("clustered")
        .insertMany(List.of(new Document("_id", Instant.now()), new Document("_id", "b")));
    database.createCollection(
        "collated",
        new CreateCollectionOptions().collation(Collation.builder().locale("fr").build()));
    var collated = database.getCollection("collated");
    collated.insertOne(new Document("_id", "é").append("a", 1));
    collated.createIndex(Indexes.ascending("a"));
    collated.createIndex(
        Indexes.ascending("b"),
        new IndexOptions().collation(Collation.builder().locale("simple").build()));
    database.createCollection(
        "series",
        new CreateCollectionOptions()
            .timeSeriesOptions(
                new TimeSeriesOptions("t")
                    .metaField("m")
                    .granularity(TimeSeriesGranularity.MINUTES))
            .expireAfter(100_000_000, TimeUnit.SECONDS));
    var series = database.getCollection("series");
    series.insertMany(
        IntStream.range(0, 500)
            .mapToObj(
                i ->
                    new Document("t", Instant.parse("2026-01-01T00:00:00Z").plusSeconds(i * 60L))
                        .append("m", i % 5)
                        .append("v", i))
            .toList());
    series.createIndex(Indexes.ascending("m", "t"));
  }

  private static void odd(MongoDatabase database) {
    database.createCollection(
        "validated",
        new CreateCollectionOptions()
            .validationOptions(
                new ValidationOptions().validator(new Document("a", new Document("$gt", 5)))));
    database
        .getCollection("validated")
        .bulkWrite(
            List.of(
                new InsertOneModel<>(new Document("_id", 1).append("a", 1)),
                new InsertOneModel<>(new Document("_id", 2).append("a", 10))),
            new BulkWriteOptions().bypassDocumentValidation(true));
    var zeros = database.getCollection("zeros");
    var zero = new BsonTimestamp(0, 0);
    zeros.insertMany(
        List.of(
            new Document("_id", 1).append("in", new Document("x", zero)),
            new Document("_id", new Document("t", zero)).append("list", List.of(zero)),
            new Document("_id", 3).append("dot", 0),
            new Document("_id", zero).append("a", 1)),
        new InsertManyOptions());
    zeros.updateOne(
        new Document("_id", 3), new Document("$set", new Document("a", zero).append("b", zero)));
    zeros.updateOne(
        new Document("_id", 3),
        List.of(
            new Document(
                "$replaceWith",
                new Document(
                    "$setField",
                    new Document("field", new Document("$literal", "$x.y"))
                        .append("input", "$$ROOT")
                        .append("value", new Document("$literal", zero))))));
    database
        .getCollection("big")
        .insertOne(new Document("_id", 1).append("b", new Binary(new byte[16 * 1024 * 1024 - 26])));
    database
        .getCollection("n".repeat(255 - database.getName().length() - 1))
        .insertOne(new Document("_id", "long name"));
    database.getCollection("größe/ %.ü").insertOne(new Document("_id", 1));
    database.getCollection("system.js").insertOne(new Document("_id", "f").append("value", 1));
  }

  private static void views(MongoDatabase database) {
    database.createView(
        "loud", "messages", List.of(new Document("$match", new Document("chat", 1))));
    database.createView("louder", "loud", List.of(new Document("$limit", 3)));
  }
}
