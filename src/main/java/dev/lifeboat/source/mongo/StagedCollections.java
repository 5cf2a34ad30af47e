package dev.lifeboat.source.mongo;

import dev.lifeboat.progress.Progress.Phase;
import dev.lifeboat.source.CapturedStreams;
import dev.lifeboat.source.Fingerprint;
import dev.lifeboat.source.ItemProof;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.bson.BsonArray;
import org.bson.BsonDocument;
import org.bson.BsonString;

/**
 * Makes collections, time-series and views beside the present ones, and proves them. Safe for use
 * by several threads, each with its own item.
 */
final class StagedCollections {
  private final RestoreServer server;
  private final StagedReader reader;
  private final Function<RestoreItem, String> names;

  /** Beside the present data, for the restore of that id. */
  StagedCollections(RestoreServer server, String id) {
    this(server, item -> StagedNames.staged(id, item.n()));
  }

  private StagedCollections(RestoreServer server, Function<RestoreItem, String> names) {
    this.server = server;
    this.reader = new StagedReader(server);
    this.names = names;
  }

  /** Under the names that applications use. */
  static StagedCollections inPlace(RestoreServer server) {
    return new StagedCollections(server, RestoreItem::collection);
  }

  RestoreServer server() {
    return server;
  }

  String name(RestoreItem item) {
    return names.apply(item);
  }

  /** Where the documents of an item go. */
  String documentsOf(RestoreItem item) {
    return item.kind() == StagedKind.TIMESERIES ? StagedNames.buckets(name(item)) : name(item);
  }

  void create(RestoreItem item) {
    server.run(
        item.database(), StagedDefinition.create(name(item), item.options(), item.indexes()));
  }

  void load(RestoreItem item, CapturedStreams from, LoadWriters writers, LoadTouchUp touchUp) {
    item.documents()
        .ifPresent(
            stream -> {
              var leftOut = touchUp.touched(item);
              if (item.isCapped()) {
                // The order is part of the content.
                var batches =
                    new LoadBatches(
                        batch -> insertInOrder(item, batch, writers),
                        !leftOut.isEmpty(),
                        leftOut::contains);
                from.read(stream, batches::add);
                batches.flush();
                return;
              }
              var inserts = writers.into(item.database(), documentsOf(item));
              var batches = new LoadBatches(inserts::insert, !leftOut.isEmpty(), leftOut::contains);
              from.read(stream, batches::add);
              batches.flush();
              inserts.await();
            });
  }

  private void insertInOrder(RestoreItem item, LoadBatch batch, LoadWriters writers) {
    writers.insert(item.database(), name(item), batch, true);
  }

  void index(RestoreItem item) {
    var indexes = StagedDefinition.toBuild(item.options(), item.indexes());
    if (!indexes.isEmpty()) {
      server.run(
          item.database(),
          new BsonDocument("createIndexes", new BsonString(name(item)))
              .append("indexes", new BsonArray(indexes)));
    }
  }

  /** Reads an item back. Options that a newer server adds by itself are a note, no difference. */
  ItemProof prove(RestoreItem item, Phase phase) {
    var differences = new ArrayList<String>();
    var staged = server.collection(item.database(), name(item));
    if (staged.isEmpty()) {
      differences.add("the staged collection is gone");
    } else {
      differences.addAll(
          StagedDefinition.differences(
              item.options(),
              item.indexes(),
              staged.get().getDocument("options"),
              item.kind() == StagedKind.VIEW
                  ? List.of()
                  : server.indexes(item.database(), name(item))));
    }
    if (item.kind() == StagedKind.VIEW) {
      return proof(item, Optional.empty(), differences);
    }
    var actual = reader.fingerprint(item.database(), documentsOf(item), phase);
    if (!actual.equals(item.expected())) {
      differences.add(StagedProof.difference(item.expected(), actual));
    }
    return proof(item, Optional.of(actual), differences);
  }

  private static ItemProof proof(
      RestoreItem item, Optional<Fingerprint> actual, List<String> differences) {
    return new ItemProof(
        item.name(),
        item.item().kind(),
        item.item().state(),
        actual,
        differences,
        item.item().note());
  }

  /** From now on documents expire as they did. */
  void setExpiry(RestoreItem item) {
    StagedDefinition.expiry(name(item), item.options(), item.indexes(), true)
        .forEach(command -> server.run(item.database(), command));
  }
}
