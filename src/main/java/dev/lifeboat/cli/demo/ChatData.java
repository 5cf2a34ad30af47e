package dev.lifeboat.cli.demo;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.IndexOptions;
import com.mongodb.client.model.Indexes;
import com.mongodb.client.model.InsertManyOptions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.IntFunction;
import org.bson.BsonDateTime;
import org.bson.Document;
import org.bson.types.ObjectId;

/** Fills a database like that of a chat application, the same for the same seed. */
final class ChatData {
  private static final int VOCABULARY = 8_192;
  private static final long EPOCH = Instant.parse("2026-01-01T00:00:00Z").toEpochMilli();
  private static final int BATCH = 2_000;

  private final Random random;
  private final String[] vocabulary = new String[VOCABULARY];

  ChatData(long seed) {
    this.random = new Random(seed);
    for (int i = 0; i < VOCABULARY; i++) {
      vocabulary[i] = word();
    }
  }

  void fill(MongoDatabase database, int messages) {
    int sessions = Math.max(1, messages / 20);
    int users = Math.max(1, messages / 200);
    MongoCollection<Document> people = database.getCollection("users");
    people.createIndex(Indexes.ascending("email"), new IndexOptions().unique(true));
    insert(people, users, this::user);
    insert(database.getCollection("chat_sessions"), sessions, i -> session(i, users));
    MongoCollection<Document> texts = database.getCollection("chat_messages");
    insert(texts, messages, i -> message(i, sessions));
    texts.createIndex(Indexes.ascending("session", "at"));
    insert(database.getCollection("research_tasks"), Math.max(1, messages / 100), this::task);
  }

  private Document user(int i) {
    return new Document("_id", id(1, i))
        .append("email", "user" + i + "@example.org")
        .append("name", words(2))
        .append("createdAt", date(i * 60_000L))
        .append("active", random.nextInt(10) > 0);
  }

  private Document session(int i, int users) {
    return new Document("_id", id(2, i))
        .append("user", id(1, random.nextInt(users)))
        .append("title", words(5))
        .append("model", "model-" + random.nextInt(4))
        .append("startedAt", date(i * 10_000L));
  }

  private Document message(int i, int sessions) {
    return new Document("_id", id(3, i))
        .append("session", id(2, random.nextInt(sessions)))
        .append("role", random.nextBoolean() ? "user" : "assistant")
        .append("at", date(i * 1_000L))
        .append("tokens", random.nextInt(2_000))
        .append("text", words(20 + random.nextInt(120)));
  }

  private Document task(int i) {
    return new Document("_id", id(4, i))
        .append("question", words(12))
        .append("state", List.of("queued", "running", "done").get(random.nextInt(3)))
        .append("scores", List.of(random.nextDouble(), random.nextDouble()))
        .append("report", words(200));
  }

  private static void insert(
      MongoCollection<Document> collection, int count, IntFunction<Document> maker) {
    List<Document> batch = new ArrayList<>(BATCH);
    for (int i = 0; i < count; i++) {
      batch.add(maker.apply(i));
      if (batch.size() == BATCH || i == count - 1) {
        collection.insertMany(batch, new InsertManyOptions().ordered(false));
        batch.clear();
      }
    }
  }

  private String words(int count) {
    StringBuilder text = new StringBuilder(count * 6);
    for (int i = 0; i < count; i++) {
      // Squared, so that some words are common and most are rare, as in real texts.
      double dice = random.nextDouble();
      text.append(i == 0 ? "" : " ").append(vocabulary[(int) (dice * dice * VOCABULARY)]);
    }
    return text.toString();
  }

  private String word() {
    StringBuilder word = new StringBuilder();
    for (int length = 2 + random.nextInt(8); length > 0; length--) {
      word.append((char) ('a' + random.nextInt(26)));
    }
    return word.toString();
  }

  private static ObjectId id(int kind, int i) {
    return new ObjectId(String.format("65%06x%016x", kind, i));
  }

  private static BsonDateTime date(long offset) {
    return new BsonDateTime(EPOCH + offset);
  }
}
