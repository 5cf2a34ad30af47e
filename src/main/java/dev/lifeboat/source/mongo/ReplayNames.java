package dev.lifeboat.source.mongo;

import dev.lifeboat.source.OplogTime;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;

/**
 * Which collection had a name when. Only for the few operations that don't tell the UUID of their
 * collection: those of an {@code applyOps} that a client sent.
 */
final class ReplayNames {
  private final Map<String, TreeMap<OplogTime, UUID>> names = new HashMap<>();

  void note(String namespace, OplogTime time, UUID uuid) {
    names.computeIfAbsent(namespace, key -> new TreeMap<>()).put(time, uuid);
  }

  Optional<UUID> at(String namespace, OplogTime time) {
    return Optional.ofNullable(names.get(namespace))
        .map(times -> times.floorEntry(time))
        .map(Map.Entry::getValue);
  }
}
