package dev.lifeboat.anomaly;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.bson.BsonBinary;
import org.bson.BsonDateTime;
import org.bson.BsonDocument;
import org.bson.BsonInt32;
import org.bson.BsonObjectId;
import org.bson.BsonString;
import org.bson.types.ObjectId;

/** A shop's database that lives from day to day, in documents. */
final class Shop {
  private static final List<String> WORDS =
      List.of(
          "blue",
          "green",
          "chair",
          "table",
          "lamp",
          "order",
          "please",
          "send",
          "thanks",
          "late",
          "early",
          "parcel",
          "broken",
          "again",
          "tomorrow",
          "invoice",
          "address",
          "small",
          "large",
          "the",
          "and",
          "with",
          "without",
          "question",
          "answer",
          "return",
          "refund",
          "delivery");

  final Map<String, ShopCollection> collections = new LinkedHashMap<>();
  private final Random random;
  private LocalDate day = LocalDate.parse("2026-10-01");
  private int counter;

  /** What the collection of the users is called. */
  private String users = "users";

  Shop(long seed) {
    random = new Random(seed);
    add("users", 3, false, 400, 300);
    add("orders", 4, false, 2000, 300);
    add("messages", 3, false, 5000, 300);
    add("products", 2, false, 150, 300);
    add("sessions", 2, true, 300, 3);
    add("tokens", 1, false, 900, 200);
    add("settings", 1, false, 3, 300);
    add("jobs", 1, false, 12, 2);
    ShopCollection log = log();
    fill(log, 100, 1);
  }

  private void add(String name, int indexes, boolean expires, int documents, int days) {
    ShopCollection collection = new ShopCollection(name, indexes, expires);
    collections.put(name, collection);
    fill(collection, documents, days);
  }

  private void fill(ShopCollection collection, int documents, int days) {
    Instant start = now().minus(Duration.ofDays(days));
    long step = Duration.ofDays(days).toSeconds() / (documents + 1);
    for (int i = 1; i <= documents; i++) {
      insert(collection, start.plusSeconds(step * i));
    }
  }

  ShopCollection collection(String name) {
    return Optional.ofNullable(collections.get(name)).orElseThrow();
  }

  LocalDate day() {
    return day;
  }

  boolean weekend() {
    return day.getDayOfWeek() == DayOfWeek.SATURDAY || day.getDayOfWeek() == DayOfWeek.SUNDAY;
  }

  /** When the nightly backup is made. */
  Instant now() {
    return day.atTime(3, 0).toInstant(ZoneOffset.UTC);
  }

  void renameUsers(String name) {
    ShopCollection renamed = collection(users).named(name);
    collections.remove(users);
    collections.put(name, renamed);
    users = name;
  }

  /** A day without anything, but for time. */
  void sleep() {
    day = day.plusDays(1);
  }

  /** An ordinary day. */
  void live() {
    day = day.plusDays(1);
    int busy = weekend() ? 1 : 5;
    today(collection(users), 2 * busy);
    today(collection("orders"), 15 * busy + random.nextInt(20));
    today(collection("messages"), 40 * busy + random.nextInt(50));
    today(collection("tokens"), 5 * busy);
    touch(collection("orders"), 30);
    touch(collection("products"), 3);
    ShopCollection sessions = collection("sessions");
    sessions.documents.removeIf(document -> made(document).isBefore(now().minusSeconds(2 * 86400)));
    today(sessions, 60 * busy + random.nextInt(60));
    ShopCollection jobs = collection("jobs");
    jobs.documents.clear();
    today(jobs, random.nextInt(40));
    today(log(), 20 * busy);
    collections.remove("log_" + day.minusDays(5).toString().replace('-', '_'));
  }

  private ShopCollection log() {
    return collections.computeIfAbsent(
        "log_" + day.toString().replace('-', '_'), name -> new ShopCollection(name, 1, false));
  }

  void today(ShopCollection collection, int documents) {
    for (int i = 0; i < documents; i++) {
      insert(collection, now().minusSeconds(random.nextInt(80_000)));
    }
  }

  private void touch(ShopCollection collection, int documents) {
    for (int i = 0; i < documents && !collection.documents.isEmpty(); i++) {
      collection
          .documents
          .get(random.nextInt(collection.documents.size()))
          .put("state", new BsonString(WORDS.get(random.nextInt(WORDS.size()))));
    }
  }

  private void insert(ShopCollection collection, Instant made) {
    BsonDocument document =
        new BsonDocument(
                "_id", new BsonObjectId(new ObjectId((int) made.getEpochSecond(), counter++)))
            .append("name", new BsonString(text(3)))
            .append("createdAt", new BsonDateTime(made.toEpochMilli()))
            .append("amount", new BsonInt32(random.nextInt(10_000)))
            .append("state", new BsonString(WORDS.get(random.nextInt(WORDS.size()))))
            .append("text", new BsonString(text(20)));
    collection.documents.add(document);
  }

  static Instant made(BsonDocument document) {
    return document.getObjectId("_id").getValue().getDate().toInstant();
  }

  String text(int words) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < words; i++) {
      text.append(WORDS.get(random.nextInt(WORDS.size()))).append(' ');
    }
    return text.toString();
  }

  /** What a blackmailer leaves of a document: its id, and the rest encrypted. */
  BsonDocument encrypted(BsonDocument document) {
    byte[] cipher = new byte[ShopCollection.encode(document).length];
    random.nextBytes(cipher);
    return new BsonDocument("_id", document.get("_id")).append("data", new BsonBinary(cipher));
  }

  Random random() {
    return random;
  }

  Facts facts() {
    return new Facts(
        now(),
        Duration.ofSeconds(60 + random.nextInt(30)),
        collections.values().stream().map(ShopCollection::facts).toList());
  }
}
