package dev.lifeboat.source.mongo;

import java.time.Instant;
import java.util.List;
import org.bson.BsonArray;
import org.bson.BsonBoolean;
import org.bson.BsonDateTime;
import org.bson.BsonDocument;
import org.bson.BsonString;

/** One document that is planted before a backup, and looked for after a restore. */
public final class MongoCanary {
  /** The collection that it is in, in a database of the application. */
  public static final String COLLECTION = "lifeboat_canary";

  private static final BsonDocument BY_ID = new BsonDocument("_id", new BsonString("canary"));

  private MongoCanary() {}

  /**
   * Plants it in place of the one before.
   *
   * @throws dev.lifeboat.problem.ProblemException if it can't be written
   */
  public static void plant(MongoSettings settings, String database, String token, Instant now) {
    BsonDocument document =
        BY_ID
            .clone()
            .append("token", new BsonString(token))
            .append("plantedAt", new BsonDateTime(now.toEpochMilli()))
            .append("about", new BsonString("planted by 'lifeboat drill run'; may be deleted"));
    BsonDocument update =
        new BsonDocument("q", BY_ID).append("u", document).append("upsert", BsonBoolean.TRUE);
    try (MongoConnection connection = MongoConnection.toWrite(settings)) {
      var _ =
          connection.run(
              "plant a canary",
              database,
              new BsonDocument("update", new BsonString(COLLECTION))
                  .append("updates", new BsonArray(List.of(update)))
                  .append("writeConcern", new BsonDocument("w", new BsonString("majority"))));
    }
  }

  /**
   * Whether one with this token is there.
   *
   * @param namespace such as {@code shop.lifeboat_canary}
   */
  public static boolean has(MongoSettings settings, String namespace, String token) {
    int dot = namespace.indexOf('.');
    try (MongoConnection connection = MongoConnection.toRead(settings)) {
      BsonDocument answer =
          connection.run(
              "look for the canary",
              namespace.substring(0, dot),
              new BsonDocument("find", new BsonString(namespace.substring(dot + 1)))
                  .append("filter", BY_ID));
      return answer.getDocument("cursor").getArray("firstBatch").stream()
          .anyMatch(found -> new BsonString(token).equals(found.asDocument().get("token")));
    }
  }
}
