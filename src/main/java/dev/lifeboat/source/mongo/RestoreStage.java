package dev.lifeboat.source.mongo;

import dev.lifeboat.progress.Progress;
import dev.lifeboat.source.CapturedStreams;
import dev.lifeboat.source.Fingerprint;
import dev.lifeboat.source.ItemProof;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.bson.BsonDocument;

/** Brings a backup's content beside the present data, and proves it. Used by one thread. */
final class RestoreStage {
  private final CapturedStreams from;
  private final List<RestoreItem> items;
  private final RestorePhases phases;
  private final String id;
  private final StagedCollections collections;
  private final RestoreAccounts accounts;
  private final Map<Integer, BsonDocument> merges = new HashMap<>();

  RestoreStage(
      RestoreServer server,
      CapturedStreams from,
      List<RestoreItem> items,
      RestorePhases phases,
      String id) {
    this.from = from;
    this.items = items.stream().filter(item -> !item.kind().isAccounts()).toList();
    this.phases = phases;
    this.id = id;
    this.collections = new StagedCollections(server, id);
    this.accounts = new RestoreAccounts(server);
  }

  void create() {
    phases.run(
        "create",
        items.size(),
        Progress.Unit.ITEMS,
        phase ->
            RestoreWorkers.each(
                items,
                item -> {
                  collections.create(item);
                  phase.advance(1);
                  return item;
                }));
  }

  void load() {
    long bytes =
        items.stream().mapToLong(item -> item.documents().map(from::bytes).orElse(0L)).sum();
    phases.run(
        "load",
        bytes,
        Progress.Unit.BYTES,
        phase -> {
          var touchUp = new LoadTouchUp(from);
          try (var writers = new LoadWriters(collections.server(), phase)) {
            var _ =
                RestoreWorkers.each(
                    items,
                    item -> {
                      collections.load(item, from, writers, touchUp);
                      return item;
                    });
            var byNamespace = new HashMap<String, RestoreItem>();
            items.forEach(item -> byNamespace.put(LoadTouchUp.namespace(item), item));
            touchUp.apply(byNamespace, collections, writers);
          }
        });
  }

  void accounts(RestoreItem item, boolean replace) {
    if (accounts.present(item.kind()).isPresent()) {
      merges.put(
          item.n(),
          accounts.stage(
              item,
              from,
              replace,
              StagedNames.staged(id, item.n()),
              StagedNames.kept(id, item.n())));
    }
  }

  /** What {@link #accounts} staged; empty if it couldn't read what is there. */
  Optional<BsonDocument> merge(RestoreItem item) {
    return Optional.ofNullable(merges.get(item.n()));
  }

  /** Reads all back, and tells how it compares with what the backup has. */
  List<ItemProof> prove() {
    long bytes = items.stream().map(RestoreItem::expected).mapToLong(Fingerprint::bytes).sum();
    var proofs = new ArrayList<ItemProof>();
    phases.run(
        "index and prove",
        bytes,
        Progress.Unit.BYTES,
        phase ->
            proofs.addAll(
                RestoreWorkers.each(items, item -> collections.indexAndProve(item, phase))));
    return proofs;
  }

  /** From now on, what has expired may vanish from the staged collections. */
  void setExpiry() {
    items.stream()
        .filter(item -> item.kind() == StagedKind.COLLECTION)
        .forEach(collections::setExpiry);
  }
}
