package dev.lifeboat.source.mongo.dump;

import com.mongodb.MongoException;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.model.Filters;
import dev.lifeboat.problem.Code;
import dev.lifeboat.problem.Problem;
import dev.lifeboat.problem.ProblemException;
import dev.lifeboat.progress.Progress;
import dev.lifeboat.source.mongo.DumpedCollection;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.bson.BsonArray;
import org.bson.BsonBoolean;
import org.bson.BsonDocument;
import org.bson.BsonInt32;
import org.bson.BsonString;
import org.bson.RawBsonDocument;
import org.bson.codecs.BsonDocumentCodec;

/**
 * Applies the oplog of a dump to a server that holds the dump without its indexes, and then builds
 * the indexes: what was written while mongodump read may break a unique one for a while.
 */
public final class OplogReplay {
  private static final int MOST_OPERATIONS = 500;
  private static final long MOST_BYTES = 8 << 20;

  private final DumpSource dump;
  private final MongoClient client;
  private final OplogOperations operations = new OplogOperations();
  private final List<BsonDocument> batch = new ArrayList<>();
  private long bytes;
  private long applied;

  private OplogReplay(DumpSource dump, MongoClient client) {
    this.dump = dump;
    this.client = client;
  }

  /**
   * What was done.
   *
   * @param operations how many operations were applied
   * @param moment that of the last entry; empty if there is none
   */
  public record Replayed(long operations, Optional<Instant> moment) {}

  /**
   * Applies it.
   *
   * @param uri of a user that may do everything
   * @throws ProblemException DUMP_DAMAGED if an operation can't be applied
   */
  public static Replayed run(DumpSource dump, String uri, Progress progress) {
    try (MongoClient client = MongoClients.create(uri)) {
      return new OplogReplay(dump, client).run(progress);
    } catch (MongoException e) {
      throw Problem.of(
              Code.MONGO_FAILED, "the oplog of the dump can't be applied: " + e.getMessage())
          .causedBy(e);
    }
  }

  private Replayed run(Progress progress) {
    Map<String, List<BsonDocument>> indexes = new LinkedHashMap<>();
    try (var phase = progress.start("applying the oplog", 0, Progress.Unit.DOCUMENTS)) {
      dump.form()
          .read(
              new DumpListener() {
                @Override
                public void declared(DumpHead head) {
                  head.entries().forEach(entry -> indexes(entry, indexes));
                }

                @Override
                public void documents(Namespace namespace, byte[] buffer, int offset, int length) {
                  if (namespace.isOplog()) {
                    entries(buffer, offset, length, phase);
                  }
                }

                @Override
                public void ended(Namespace namespace) {}

                @Override
                public void damaged(Namespace namespace, String what) {}

                @Override
                public void broken(String what) {}
              },
              read -> {});
      flush();
    }
    build(indexes);
    return new Replayed(applied, operations.last());
  }

  private static void indexes(DumpEntry entry, Map<String, List<BsonDocument>> indexes) {
    Namespace namespace = entry.namespace();
    if (!namespace.isOplog() && !namespace.isOfDatabase() && !namespace.db().equals("admin")) {
      var collection =
          DumpedCollection.of(namespace.db(), namespace.collection(), entry.metadata());
      if (!collection.otherIndexes().isEmpty()) {
        indexes.put(namespace.toString(), new ArrayList<>(collection.otherIndexes()));
      }
    }
  }

  private void entries(byte[] buffer, int offset, int length, Progress.Phase phase) {
    for (int at = offset; at < offset + length; at += BsonCheck.int32(buffer, at)) {
      int size = BsonCheck.int32(buffer, at);
      BsonDocument entry =
          new RawBsonDocument(Arrays.copyOfRange(buffer, at, at + size))
              .decode(new BsonDocumentCodec());
      for (BsonDocument operation : operations.of(entry)) {
        add(operation, size);
      }
      phase.advance(1);
    }
  }

  private void add(BsonDocument operation, int size) {
    boolean command = operation.getString("op").getValue().equals("c");
    if (command || batch.size() >= MOST_OPERATIONS || bytes + size > MOST_BYTES) {
      flush();
    }
    batch.add(operation);
    bytes += size;
    if (command) {
      flush();
    }
  }

  private void flush() {
    apply(List.copyOf(batch));
    batch.clear();
    bytes = 0;
  }

  /** Applies operations; if together they fail, each by itself. */
  private void apply(List<BsonDocument> some) {
    if (some.isEmpty()) {
      return;
    }
    try {
      client
          .getDatabase("admin")
          .runCommand(
              new BsonDocument("applyOps", new BsonArray(some))
                  .append("bypassDocumentValidation", BsonBoolean.TRUE));
      applied += some.size();
    } catch (MongoException e) {
      if (some.size() == 1) {
        tolerate(some.getFirst(), e);
        return;
      }
      apply(some.subList(0, some.size() / 2));
      apply(some.subList(some.size() / 2, some.size()));
    }
  }

  /** A document that was changed, then deleted before it was read, isn't there to be changed. */
  private void tolerate(BsonDocument operation, MongoException failure) {
    String op = operation.getString("op").getValue();
    boolean gone = op.equals("u") && isGone(operation);
    boolean noCommand = op.equals("c") && OplogOperations.isHarmless(operation, failure);
    if (!gone && !noCommand) {
      throw Problem.of(
              Code.DUMP_DAMAGED,
              "the oplog of the dump can't be applied: an operation of kind '%s' on '%s' fails: %s"
                  .formatted(op, operation.getString("ns").getValue(), failure.getMessage()),
              "make a new dump")
          .causedBy(failure);
    }
  }

  private boolean isGone(BsonDocument update) {
    String namespace = update.getString("ns").getValue();
    int dot = namespace.indexOf('.');
    return client
            .getDatabase(namespace.substring(0, dot))
            .getCollection(namespace.substring(dot + 1), RawBsonDocument.class)
            .find(Filters.eq("_id", update.getDocument("o2").get("_id")))
            .first()
        == null;
  }

  private void build(Map<String, List<BsonDocument>> indexes) {
    operations.change(indexes);
    indexes.forEach(
        (namespace, specs) -> {
          int dot = namespace.indexOf('.');
          var database = client.getDatabase(namespace.substring(0, dot));
          String collection = namespace.substring(dot + 1);
          if (specs.isEmpty() || !exists(namespace)) {
            return;
          }
          var array = new BsonArray();
          specs.forEach(
              spec -> {
                var own = spec.clone();
                own.remove("ns");
                array.add(own);
              });
          database.runCommand(
              new BsonDocument("createIndexes", new BsonString(collection))
                  .append("indexes", array)
                  .append("commitQuorum", new BsonInt32(1)));
        });
  }

  private boolean exists(String namespace) {
    int dot = namespace.indexOf('.');
    return client
        .getDatabase(namespace.substring(0, dot))
        .listCollectionNames()
        .into(new ArrayList<>())
        .contains(namespace.substring(dot + 1));
  }
}
