package dev.lifeboat.source.mongo;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What a target has, by name. */
final class RestoreInventory {
  private final Map<String, RestorePresent> byNamespace = new LinkedHashMap<>();
  private final int listed;

  /**
   * @param listed how many collections there are, those that are Lifeboat's or the server's too
   */
  RestoreInventory(List<RestorePresent> present, int listed) {
    this.listed = listed;
    present.forEach(each -> byNamespace.put(each.namespace(), each));
  }

  Collection<RestorePresent> all() {
    return byNamespace.values();
  }

  int listed() {
    return listed;
  }

  Optional<RestorePresent> find(String database, String name) {
    return Optional.ofNullable(byNamespace.get(database + "." + name));
  }
}
