package dev.lifeboat.source.mongo;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.bson.BsonDocument;

/** Which collection has which name at one moment. */
final class SwapLook {
  private final Map<String, Map<String, UUID>> byName = new HashMap<>();
  private final Map<String, Map<UUID, String>> byUuid = new HashMap<>();

  static SwapLook at(RestoreServer server, Collection<String> databases) {
    var look = new SwapLook();
    for (String database : databases) {
      var names = new HashMap<String, UUID>();
      var uuids = new HashMap<UUID, String>();
      for (BsonDocument collection : server.collections(database)) {
        uuid(collection)
            .ifPresent(
                uuid -> {
                  names.put(collection.getString("name").getValue(), uuid);
                  uuids.put(uuid, collection.getString("name").getValue());
                });
      }
      look.byName.put(database, names);
      look.byUuid.put(database, uuids);
    }
    return look;
  }

  /** Views and time-series have none. */
  static Optional<UUID> uuid(BsonDocument collection) {
    return Optional.ofNullable(collection.getDocument("info", new BsonDocument()).get("uuid"))
        .map(value -> value.asBinary().asUuid());
  }

  boolean has(String database, String name, UUID uuid) {
    return uuidOf(database, name).filter(uuid::equals).isPresent();
  }

  /** How many there are. */
  int size() {
    return byName.values().stream().mapToInt(Map::size).sum();
  }

  Optional<UUID> uuidOf(String database, String name) {
    return Optional.ofNullable(byName.getOrDefault(database, Map.of()).get(name));
  }

  Optional<String> nameOf(String database, UUID uuid) {
    return Optional.ofNullable(byUuid.getOrDefault(database, Map.of()).get(uuid));
  }
}
