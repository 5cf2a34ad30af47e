package dev.lifeboat.source.mongo;

import dev.lifeboat.problem.Code;
import dev.lifeboat.problem.Problem;
import dev.lifeboat.source.CapturedStreams;
import dev.lifeboat.source.Fingerprint;
import dev.lifeboat.source.Item;
import dev.lifeboat.source.StreamName;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import org.bson.BsonDocument;

/** What there is at the moment that a backup is rolled forward to. */
final class ReplayInventory {
  private final CapturedStreams base;
  private final ReplayHistory history;
  private final Scope scope;
  private final List<Item> items = new ArrayList<>();
  private final Map<StreamName, byte[]> metadata = new HashMap<>();
  private final Map<String, Problem> refusals = new LinkedHashMap<>();
  private final List<String> warnings = new ArrayList<>();
  private final ReplayTouchUps touchUps = new ReplayTouchUps();
  private boolean unknown;
  private long operations;

  private ReplayInventory(CapturedStreams base, ReplayHistory history) {
    this.base = base;
    this.history = history;
    this.scope = Scope.of(base.details());
  }

  /** Follows the entries from what the backup has. */
  static ReplayInventory read(CapturedStreams base, ReplayReader reader) {
    var history = new ReplayHistory(reader.base());
    var inventory = new ReplayInventory(base, history);
    var infos = new HashMap<String, CollectionInfo>();
    for (Item item : base.items()) {
      var kind = RestoreItem.kind(item);
      if (!kind.isAccounts() && kind != StagedKind.SERVERS) {
        inventory.add(item, info(item, base), infos);
      }
    }
    reader.entries(history::take);
    inventory.reckon(infos);
    return inventory;
  }

  private static CollectionInfo info(Item item, CapturedStreams base) {
    var read =
        item.streams().stream()
            .filter(stream -> stream.path().endsWith(".metadata.json"))
            .findFirst()
            .map(stream -> MetadataJson.read("", base.readSmall(stream), item.attributes()))
            .orElseThrow(() -> new IllegalStateException("no metadata of " + item.name()));
    return new CollectionInfo(
        String.valueOf(item.attributes().get("db")),
        String.valueOf(item.attributes().get("collection")),
        CollectionInfo.Type.of(item.kind()),
        Optional.ofNullable(item.attributes().get("uuid"))
            .map(hex -> MetadataJson.uuid(hex.toString())),
        read.options(),
        read.indexes());
  }

  private void add(Item item, CollectionInfo info, Map<String, CollectionInfo> infos) {
    infos.put(item.name(), info);
    if (info.type() == CollectionInfo.Type.VIEW) {
      history.addView(item.name(), info.options());
      return;
    }
    var uuid = info.uuid();
    if (uuid.isPresent()) {
      history.add(ReplayCollection.of(uuid.get(), item, info));
    } else {
      refusals.put(
          item.name(), refusal("the backup doesn't tell the UUID of '" + item.name() + "'"));
      items.add(item);
    }
  }

  private void reckon(Map<String, CollectionInfo> infos) {
    Set<UUID> accounts = new HashSet<>();
    for (Item item : base.items()) {
      var kind = RestoreItem.kind(item);
      if (kind.isAccounts() || kind == StagedKind.SERVERS) {
        items.add(item);
        Optional.ofNullable(item.attributes().get("uuid"))
            .map(hex -> MetadataJson.uuid(hex.toString()))
            .ifPresent(accounts::add);
      }
    }
    for (ReplayCollection collection : history.collections().values()) {
      if (collection.isAlive()) {
        reckon(collection, infos);
      }
    }
    history
        .views()
        .forEach(
            (namespace, options) -> {
              int dot = namespace.indexOf('.');
              if (scope.includes(namespace.substring(0, dot), namespace.substring(dot + 1))) {
                view(namespace, options, infos);
              }
            });
    items.sort(Comparator.comparing(Item::name));
  }

  private void reckon(ReplayCollection collection, Map<String, CollectionInfo> infos) {
    var info = collection.info();
    if (info.db().equals(Users.DATABASE)
        && !info.name().equals("system.js")
        && Users.COLLECTIONS.contains(info.name())) {
      if (collection.counts().operations() > 0 && !info.name().equals(Users.VERSION)) {
        warnings.add(
            "users or roles were changed after the backup: they come back as the backup has them");
      }
      return;
    }
    if (!scope.includes(info.db(), info.name()) || info.temporary()) {
      return;
    }
    if (!collection.isWhole()) {
      unknown = true;
      refusals.put(
          info.namespace(),
          refusal(
              "'%s' isn't in the backup, and the captured oplog doesn't reach back to its beginning"
                  .formatted(info.namespace())));
      return;
    }
    long count = collection.counts().operations();
    operations += count;
    touchUps.put(collection, info);
    var unchanged =
        collection
            .base
            .filter(item -> count == 0 && collection.emptied().isEmpty())
            .filter(item -> info.equals(infos.get(item.name())));
    items.add(unchanged.orElseGet(() -> item(collection, info, count)));
  }

  private Item item(ReplayCollection collection, CollectionInfo info, long count) {
    var part = Part.of(info);
    var attributes = new TreeMap<String, Object>(part.attributes());
    collection
        .roomiest()
        .ifPresent(
            roomiest -> attributes.put(RestoreItem.ROOMIEST, StagedDefinition.toJson(roomiest)));
    if (count > 0 || collection.roomiest().isPresent()) {
      attributes.put(RestoreItem.REPLAYED, count);
      attributes.put(RestoreItem.REPLAYED_BYTES, collection.counts().bytes());
      collection
          .documents()
          .ifPresent(documents -> attributes.put(RestoreItem.DOCUMENTS, documents));
    }
    var streams = new ArrayList<StreamName>();
    var loaded = collection.base.filter(item -> collection.emptied().isEmpty());
    loaded.ifPresent(
        item ->
            item.streams().stream()
                .filter(stream -> stream.path().endsWith(".bson"))
                .forEach(streams::add));
    streams.add(metadata(info));
    return new Item(
        part.item(),
        part.kind(),
        Optional.of(loaded.flatMap(Item::state).orElse(Fingerprint.EMPTY)),
        info.indexes().size(),
        streams,
        attributes,
        loaded.flatMap(Item::note));
  }

  private void view(String namespace, BsonDocument options, Map<String, CollectionInfo> infos) {
    var before = infos.get(namespace);
    if (before != null && before.options().equals(options)) {
      base.items().stream()
          .filter(item -> item.name().equals(namespace))
          .findFirst()
          .ifPresent(items::add);
      return;
    }
    int dot = namespace.indexOf('.');
    var info =
        new CollectionInfo(
            namespace.substring(0, dot),
            namespace.substring(dot + 1),
            CollectionInfo.Type.VIEW,
            Optional.empty(),
            options,
            List.of());
    var part = Part.of(info);
    items.add(
        new Item(
            part.item(),
            part.kind(),
            Optional.empty(),
            0,
            List.of(metadata(info)),
            part.attributes(),
            Optional.empty()));
  }

  private StreamName metadata(CollectionInfo info) {
    var name = new StreamName("rolled-forward/" + metadata.size() + ".metadata.json");
    metadata.put(name, MetadataJson.write(info));
    return name;
  }

  private static Problem refusal(String fact) {
    return Problem.of(
        Code.RESTORE_REFUSED,
        fact,
        "leave it out with --only, or choose a backup from after it was made",
        "see what there is: lifeboat list");
  }

  List<Item> items() {
    return items;
  }

  Map<StreamName, byte[]> metadata() {
    return metadata;
  }

  Map<String, Problem> refusals() {
    return refusals;
  }

  List<String> warnings() {
    return warnings;
  }

  /** True if entries from before the first one that was read are needed. */
  boolean lacksBeginning() {
    return unknown || history.transactions().lacksBeginning();
  }

  ReplayHistory history() {
    return history;
  }

  /** On documents of collections that there are. */
  long operations() {
    return operations;
  }

  /** Final images of the backup's documents, under the names that their collections have now. */
  Optional<byte[]> renamed(byte[] entries) {
    return touchUps.renamed(entries);
  }
}
