package dev.lifeboat.source.mongo;

import com.mongodb.MongoException;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoCursor;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.InsertManyOptions;
import dev.lifeboat.problem.Code;
import dev.lifeboat.problem.Problem;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.bson.BsonValue;
import org.bson.Document;
import org.bson.RawBsonDocument;

/**
 * Puts documents that a salvaged server has, and a restored one lacks or has otherwise, into a
 * database beside the restored one. Nothing else of either is changed.
 *
 * @param restored the server that was restored
 * @param prefix what the names of the databases beside begin with, such as {@code
 *     salvaged_20261122_}
 */
public record SalvagedDocuments(MongoSettings restored, String prefix) {
  private static final Set<String> INTERNAL = Set.of("admin", "local", "config");
  private static final int BATCH = 500;
  private static final int LONGEST_NAME = 63;

  /**
   * What one collection has.
   *
   * @param absent how many documents whose {@code _id} the restored one lacks
   * @param other how many that it has with another content
   * @param unread why reading stopped before the end; empty if it didn't
   */
  public record Found(String collection, String beside, long absent, long other, String unread) {
    /** For people. */
    public String words() {
      String counted =
          "%s: %d documents that the backup lacks and %d that differ are in %s"
              .formatted(collection, absent, other, beside);
      return unread.isEmpty() ? counted : counted + "; the rest can't be read: " + unread;
    }
  }

  /**
   * Compares all collections.
   *
   * @param uri leads to the salvaged server; holds what it asks for at the login
   * @return those that have something
   */
  public List<Found> bring(String uri) {
    List<Found> found = new ArrayList<>();
    try (MongoClient salvaged = MongoClients.create(uri);
        MongoConnection connection = MongoConnection.toWrite(restored)) {
      for (String database : salvaged.listDatabaseNames()) {
        if (!INTERNAL.contains(database)) {
          collections(salvaged.getDatabase(database), connection.client(), found);
        }
      }
      return found;
    } catch (MongoException e) {
      throw Problem.of(Code.MONGO_FAILED, "what was salvaged can't be compared: " + e.getMessage())
          .causedBy(e);
    }
  }

  private void collections(MongoDatabase salvaged, MongoClient restored, List<Found> found) {
    Map<String, String> kinds = new TreeMap<>();
    for (Document each : salvaged.listCollections()) {
      kinds.put(each.getString("name"), String.valueOf(each.getString("type")));
    }
    kinds.forEach(
        (name, kind) -> {
          if (kind.equals("collection") && !name.startsWith("system.") && !isStaged(name)) {
            Found one = collection(salvaged, restored, name);
            if (one.absent() + one.other() > 0 || !one.unread().isEmpty()) {
              found.add(one);
            }
          }
        });
  }

  /** What restores keep beside is not what applications saw. */
  private static boolean isStaged(String name) {
    return name.startsWith("__lifeboat.");
  }

  private Found collection(MongoDatabase salvaged, MongoClient restored, String name) {
    String database = salvaged.getName();
    MongoCollection<RawBsonDocument> there =
        restored.getDatabase(database).getCollection(name, RawBsonDocument.class);
    String beside = prefix + database;
    beside = beside.substring(0, Math.min(LONGEST_NAME, beside.length()));
    MongoCollection<RawBsonDocument> side =
        restored.getDatabase(beside).getCollection(name, RawBsonDocument.class);
    long[] counts = new long[2];
    String unread = "";
    try (MongoCursor<RawBsonDocument> cursor =
        salvaged.getCollection(name, RawBsonDocument.class).find().batchSize(BATCH).iterator()) {
      List<RawBsonDocument> batch = new ArrayList<>();
      while (cursor.hasNext()) {
        batch.add(cursor.next());
        if (batch.size() == BATCH || !cursor.hasNext()) {
          compare(batch, there, side, counts);
          batch.clear();
        }
      }
    } catch (MongoException e) {
      unread = String.valueOf(e.getMessage());
    }
    return new Found(database + "." + name, beside + "." + name, counts[0], counts[1], unread);
  }

  private static void compare(
      List<RawBsonDocument> batch,
      MongoCollection<RawBsonDocument> there,
      MongoCollection<RawBsonDocument> side,
      long[] counts) {
    Map<BsonValue, RawBsonDocument> known = new HashMap<>();
    for (RawBsonDocument each :
        there.find(Filters.in("_id", batch.stream().map(one -> one.get("_id")).toList()))) {
      known.put(each.get("_id"), each);
    }
    List<RawBsonDocument> news = new ArrayList<>();
    for (RawBsonDocument each : batch) {
      RawBsonDocument is = known.get(each.get("_id"));
      if (is == null) {
        counts[0]++;
        news.add(each);
      } else if (!is.getByteBuffer().asNIO().equals(each.getByteBuffer().asNIO())) {
        counts[1]++;
        news.add(each);
      }
    }
    if (!news.isEmpty()) {
      var _ = side.insertMany(news, new InsertManyOptions().ordered(false));
    }
  }
}
