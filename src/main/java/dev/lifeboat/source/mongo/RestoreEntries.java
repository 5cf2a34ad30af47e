package dev.lifeboat.source.mongo;

import dev.lifeboat.source.Fingerprint;
import dev.lifeboat.source.ItemProof;
import dev.lifeboat.source.PlannedItem.Action;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.bson.BsonDocument;

/** What the journal notes of each item before anything present is touched. */
final class RestoreEntries {
  private final RestoreServer server;
  private final String id;
  private final Map<String, Map<String, BsonDocument>> present = new HashMap<>();

  RestoreEntries(RestoreServer server, String id, Set<String> databases) {
    this.server = server;
    this.id = id;
    for (String database : databases) {
      var byName = new HashMap<String, BsonDocument>();
      server
          .collections(database)
          .forEach(each -> byName.put(each.getString("name").getValue(), each));
      present.put(database, byName);
    }
  }

  /**
   * @param exact what shall be set aside although the backup hasn't it
   */
  List<JournalEntry> all(
      List<RestoreItem> items,
      RestoreStage stage,
      List<ItemProof> proofs,
      Optional<RestoreScope> exact) {
    var entries = new ArrayList<JournalEntry>();
    var proven = new HashMap<String, ItemProof>();
    proofs.forEach(proof -> proven.put(proof.name(), proof));
    Set<String> restored = new HashSet<>();
    items.forEach(item -> restored.add(item.database() + "." + item.collection()));
    RestoreWorkers.each(
            items,
            item ->
                item.kind().isAccounts()
                    ? stage.merge(item).map(merge -> accounts(item, merge))
                    : Optional.of(
                        entry(
                            item,
                            Optional.ofNullable(proven.get(item.name()))
                                .flatMap(ItemProof::actual))))
        .forEach(entry -> entry.ifPresent(entries::add));
    exact.ifPresent(scope -> entries.addAll(setAside(items.size(), restored, scope)));
    return entries;
  }

  private JournalEntry accounts(RestoreItem item, BsonDocument merge) {
    return new JournalEntry(
        item.n(),
        item.kind(),
        Action.CREATE,
        RestoreAccounts.DATABASE,
        item.collection(),
        Optional.empty(),
        Optional.empty(),
        new BsonDocument(),
        merge,
        Optional.empty(),
        List.of());
  }

  private JournalEntry entry(RestoreItem item, Optional<Fingerprint> restored) {
    var now = find(item.database(), item.collection());
    return new JournalEntry(
        item.n(),
        item.kind(),
        action(item, now.isPresent()),
        item.database(),
        item.collection(),
        find(item.database(), StagedNames.staged(id, item.n())).flatMap(SwapLook::uuid),
        now.flatMap(SwapLook::uuid),
        now.map(each -> definition(item.database(), each)).orElseGet(BsonDocument::new),
        JournalEntry.definition(item.options(), item.indexes()),
        restored,
        List.of());
  }

  private static Action action(RestoreItem item, boolean present) {
    if (!present) {
      return Action.CREATE;
    }
    return item.kind() == StagedKind.TIMESERIES ? Action.REFILL : Action.REPLACE;
  }

  private List<JournalEntry> setAside(int first, Set<String> restored, RestoreScope scope) {
    var entries = new ArrayList<JournalEntry>();
    present.forEach(
        (database, byName) ->
            byName.forEach(
                (name, now) -> {
                  if (!restored.contains(database + "." + name) && scope.isMeant(database, name)) {
                    entries.add(
                        new JournalEntry(
                            first + entries.size(),
                            StagedKind.of(RestoreViews.type(now), database + "." + name),
                            Action.SET_ASIDE,
                            database,
                            name,
                            Optional.empty(),
                            SwapLook.uuid(now),
                            definition(database, now),
                            new BsonDocument(),
                            Optional.empty(),
                            List.of()));
                  }
                }));
    return entries;
  }

  private Optional<BsonDocument> find(String database, String name) {
    return Optional.ofNullable(present.getOrDefault(database, Map.of()).get(name));
  }

  private BsonDocument definition(String database, BsonDocument collection) {
    var name = collection.getString("name").getValue();
    return JournalEntry.definition(
        collection.getDocument("options", new BsonDocument()),
        RestoreViews.type(collection).equals("view") ? List.of() : server.indexes(database, name));
  }
}
