package dev.lifeboat.source.mongo;

import dev.lifeboat.progress.Progress;
import dev.lifeboat.source.CapturedStreams;
import dev.lifeboat.source.Fingerprint;
import dev.lifeboat.source.ItemProof;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import org.bson.BsonDocument;

/** Brings a backup's content beside the present data, and proves it. Used by one thread. */
final class RestoreStage {
  private final CapturedStreams from;
  private final List<RestoreItem> items;
  private final RestorePhases phases;
  private final String id;
  private final StagedCollections collections;
  private final RestoreAccounts accounts;
  private final List<RestoreItem> rest;
  private final Map<String, ItemProof> proofs = new HashMap<>();
  private final Map<Integer, BsonDocument> merges = new HashMap<>();

  RestoreStage(
      RestoreServer server,
      CapturedStreams from,
      List<RestoreItem> items,
      RestorePhases phases,
      String id) {
    this.from = from;
    this.items = items.stream().filter(item -> !item.kind().isAccounts()).toList();
    this.rest = new ArrayList<>(this.items);
    this.phases = phases;
    this.id = id;
    this.collections = new StagedCollections(server, id);
    this.accounts = new RestoreAccounts(server);
  }

  /** Brings and proves the tiny collections, if they are many. */
  void tiny() {
    var tiny = collections.tiny(items);
    if (tiny.isEmpty()) {
      return;
    }
    phases.run(
        "small collections",
        2 * expected(tiny),
        Progress.Unit.BYTES,
        phase -> {
          try (var writers = new LoadWriters(collections.server(), phase)) {
            var bringing = new StagedTiny(collections, from, new LoadTouchUp(from), writers, phase);
            for (List<RestoreItem> wave : StagedWaves.split(tiny, StagedWaves.WAVE)) {
              bringing.bring(wave).forEach(proof -> proofs.put(proof.name(), proof));
            }
          }
        });
    rest.removeAll(Set.copyOf(tiny));
  }

  void create() {
    run(
        "create",
        rest.size(),
        Progress.Unit.ITEMS,
        phase -> collections.create(rest, item -> phase.advance(1)));
  }

  void load() {
    long bytes =
        rest.stream().mapToLong(item -> item.documents().map(from::bytes).orElse(0L)).sum();
    run(
        "load",
        bytes,
        Progress.Unit.BYTES,
        phase -> {
          var touchUp = new LoadTouchUp(from);
          try (var writers = new LoadWriters(collections.server(), phase)) {
            var _ =
                RestoreWorkers.each(
                    rest,
                    item -> {
                      collections.load(item, from, writers, touchUp);
                      return item;
                    });
            var byNamespace = new HashMap<String, RestoreItem>();
            rest.forEach(item -> byNamespace.put(LoadTouchUp.namespace(item), item));
            touchUp.apply(byNamespace, collections, writers);
          }
        });
  }

  /** Applies what was written after the backup, if that was asked for. */
  void replay() {
    var replayed = items.stream().filter(RestoreItem::isReplayed).toList();
    RolledForward.in(from)
        .filter(forward -> !replayed.isEmpty())
        .ifPresent(forward -> replay(forward, replayed));
  }

  private void replay(RolledForward forward, List<RestoreItem> replayed) {
    // Afterwards nobody could tell whether what is wrong was wrong before.
    phases.run(
        "prove the base",
        expected(replayed),
        Progress.Unit.BYTES,
        phase ->
            StagedProof.check(
                RestoreWorkers.each(replayed, item -> collections.proveLoaded(item, phase))));
    var names = new HashMap<UUID, byte[]>();
    for (RestoreItem item : replayed) {
      names.put(
          item.uuid().orElseThrow(),
          ReplayBatch.bytes(item.database() + "." + collections.documentsOf(item)));
    }
    phases.run(
        "replay",
        replayed.stream().mapToLong(RestoreItem::replayed).sum(),
        Progress.Unit.DOCUMENTS,
        phase -> {
          try (var writer = new ReplayWriter(collections.server(), phase)) {
            forward.replay(
                names.keySet(),
                (uuid, operation) ->
                    writer.add(Objects.requireNonNull(names.get(uuid)), operation));
            writer.finish();
          }
          replayed.forEach(collections::resize);
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
    run(
        "index and prove",
        expected(rest),
        Progress.Unit.BYTES,
        phase ->
            RestoreWorkers.each(rest, item -> collections.indexAndProve(item, phase))
                .forEach(proof -> proofs.put(proof.name(), proof)));
    return items.stream().map(item -> Objects.requireNonNull(proofs.get(item.name()))).toList();
  }

  // All may have been tiny.
  private void run(String name, long total, Progress.Unit unit, Consumer<Progress.Phase> work) {
    if (proofs.isEmpty() || !rest.isEmpty()) {
      phases.run(name, total, unit, work);
    }
  }

  private static long expected(List<RestoreItem> items) {
    return items.stream().map(RestoreItem::expected).mapToLong(Fingerprint::bytes).sum();
  }

  /** From now on, what has expired may vanish from the staged collections. */
  void setExpiry() {
    items.stream()
        .filter(item -> item.kind() == StagedKind.COLLECTION)
        .forEach(collections::setExpiry);
  }
}
