package dev.lifeboat.source.mongo;

import dev.lifeboat.progress.Progress.Phase;
import dev.lifeboat.source.CapturedStreams;
import dev.lifeboat.source.Fingerprint;
import dev.lifeboat.source.ItemProof;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.FutureTask;
import java.util.function.Consumer;
import java.util.function.Function;
import org.bson.BsonArray;
import org.bson.BsonDocument;
import org.bson.BsonInt32;
import org.bson.BsonString;
import org.jspecify.annotations.Nullable;

/**
 * Makes collections, time-series and views beside the present ones, and proves them. Safe for use
 * by several threads, each with its own item.
 */
final class StagedCollections {
  /**
   * Of fewer bytes, indexes are made before the documents come: in an empty collection that is one
   * simple step of the server's, while building them later is a dozen.
   */
  private static final long SMALL = 64 << 10;

  private final RestoreServer server;
  private final StagedReader reader;
  private final StagedWaves waves;
  private final Function<RestoreItem, String> names;

  /** Beside the present data, for the restore of that id. */
  StagedCollections(RestoreServer server, String id) {
    this(server, item -> StagedNames.staged(id, item.n()));
  }

  private StagedCollections(RestoreServer server, Function<RestoreItem, String> names) {
    this.server = server;
    this.reader = new StagedReader(server);
    this.waves = new StagedWaves(server, names);
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

  /** Creates them all, and the indexes of the small ones. */
  void create(List<RestoreItem> items, Consumer<RestoreItem> made) {
    var tiny = tiny(items);
    var left = new ArrayList<RestoreItem>();
    items.stream().filter(item -> tiny.isEmpty() || !isTiny(item)).forEach(left::add);
    left.addAll(waves.create(tiny, made));
    var _ =
        RestoreWorkers.each(
            left,
            item -> {
              create(item);
              made.accept(item);
              return item;
            });
  }

  /** The items of whose kind many can be made at once; none if there are only few. */
  List<RestoreItem> tiny(List<RestoreItem> items) {
    var tiny = items.stream().filter(this::isTiny).toList();
    return tiny.size() < StagedWaves.MANY ? List.of() : tiny;
  }

  private boolean isTiny(RestoreItem item) {
    return isIndexedFirst(item) && waves.takes(item);
  }

  void create(RestoreItem item) {
    run(item, StagedDefinition.create(name(item), item.optionsToLoad(), item.indexes()));
    if (isIndexedFirst(item)) {
      index(item);
    }
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
                        writers.buffers(),
                        batch -> insertInOrder(item, batch, writers),
                        !leftOut.isEmpty(),
                        leftOut::contains);
                from.read(stream, batches::addAll);
                batches.flush();
                return;
              }
              var inserts = writers.into(item.database(), documentsOf(item));
              var batches =
                  new LoadBatches(
                      writers.buffers(), inserts::insert, !leftOut.isEmpty(), leftOut::contains);
              from.read(stream, batches::addAll);
              batches.flush();
              inserts.await();
            });
  }

  private void insertInOrder(RestoreItem item, LoadBatch batch, LoadWriters writers) {
    writers.insert(item.database(), name(item), batch, true);
  }

  /**
   * Builds an item's indexes, and meanwhile reads its documents back: the server does the one with
   * one thread, and the other takes another.
   */
  ItemProof indexAndProve(RestoreItem item, Phase phase) {
    if (item.kind() == StagedKind.VIEW) {
      return proof(item, Optional.empty(), differences(item));
    }
    var actual =
        isIndexedFirst(item)
            ? reader.fingerprint(item.database(), documentsOf(item), phase)
            : readWhileIndexing(item, phase);
    var differences = new ArrayList<>(differences(item));
    if (item.isReplayed()) {
      item.documentsAtLast()
          .filter(documents -> documents != actual.documents())
          .ifPresent(
              documents ->
                  differences.add(
                      "%d documents instead of %d".formatted(actual.documents(), documents)));
    } else if (!actual.equals(item.expected())) {
      differences.add(StagedProof.difference(item.expected(), actual));
    }
    return proof(item, Optional.of(actual), differences);
  }

  /** A capped collection gets the room that it has in the end. */
  void resize(RestoreItem item) {
    if (item.isResized()) {
      var command =
          new BsonDocument("collMod", new BsonString(name(item)))
              .append("cappedSize", item.options().get("size"));
      Optional.ofNullable(item.options().get("max"))
          .ifPresent(max -> command.append("cappedMax", max));
      run(item, command);
    }
  }

  /** Compares the documents with those of the backup, before anything follows on them. */
  ItemProof proveLoaded(RestoreItem item, Phase phase) {
    var actual = reader.fingerprint(item.database(), documentsOf(item), phase);
    return proof(
        item,
        Optional.of(actual),
        actual.equals(item.expected())
            ? List.of()
            : List.of(StagedProof.difference(item.expected(), actual)));
  }

  private Fingerprint readWhileIndexing(RestoreItem item, Phase phase) {
    var build = new FutureTask<@Nullable Void>(() -> index(item), null);
    Thread.ofPlatform().daemon().name("restore-index").start(build);
    try {
      var read = reader.fingerprint(item.database(), documentsOf(item), phase);
      RestoreWorkers.await(build);
      return read;
    } finally {
      // If it is still building, rolling back drops the collection, and that ends the build.
      build.cancel(true);
    }
  }

  private static boolean isIndexedFirst(RestoreItem item) {
    // While operations follow, an index might refuse what it wouldn't have refused in their time.
    return item.kind() == StagedKind.COLLECTION
        && item.expected().bytes() < SMALL
        && !item.isReplayed();
  }

  void index(RestoreItem item) {
    var indexes = StagedDefinition.toBuild(item.options(), item.indexes());
    if (!indexes.isEmpty()) {
      run(
          item,
          new BsonDocument("createIndexes", new BsonString(name(item)))
              .append("indexes", new BsonArray(indexes)));
    }
  }

  // By default each would wait until its journal is on the disk. The journal entry that says that
  // all is proven waits for that once, for all that was written before it.
  private void run(RestoreItem item, BsonDocument command) {
    server.run(
        item.database(), command.append("writeConcern", new BsonDocument("w", new BsonInt32(1))));
  }

  /** What of options and indexes isn't as it was. What a newer server adds is a note. */
  private List<String> differences(RestoreItem item) {
    var staged = server.collection(item.database(), name(item));
    return staged.isEmpty()
        ? List.of("the staged collection is gone")
        : StagedDefinition.differences(
            item.options(),
            item.indexes(),
            staged.get().getDocument("options"),
            item.kind() == StagedKind.VIEW
                ? List.of()
                : server.indexes(item.database(), name(item)));
  }

  private static ItemProof proof(
      RestoreItem item, Optional<Fingerprint> actual, List<String> differences) {
    return new ItemProof(
        item.name(),
        item.item().kind(),
        item.isReplayed() ? actual : item.item().state(),
        actual,
        differences,
        item.isReplayed()
            ? Optional.of("with %d operations after the backup".formatted(item.replayed()))
            : item.item().note());
  }

  /** From now on documents expire as they did. */
  void setExpiry(RestoreItem item) {
    StagedDefinition.expiry(name(item), item.options(), item.indexes(), true)
        .forEach(command -> server.run(item.database(), command));
  }
}
