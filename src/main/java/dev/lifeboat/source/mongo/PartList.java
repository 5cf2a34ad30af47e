package dev.lifeboat.source.mongo;

import dev.lifeboat.problem.Problem;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * What a capture is made of, as far as the server lists it.
 *
 * @param catalog what was listed
 * @param parts sorted as they are listed
 * @param missing what can't be captured
 * @param warnings what people shall know
 */
record PartList(Catalog catalog, List<Part> parts, List<Problem> missing, List<String> warnings) {
  PartList {
    parts = List.copyOf(parts);
    missing = List.copyOf(missing);
    warnings = List.copyOf(warnings);
  }

  static PartList read(MongoConnection connection, Scope scope) {
    Catalog catalog = Catalog.read(connection, scope);
    List<Part> parts = new ArrayList<>();
    catalog.collections().forEach(info -> parts.add(Part.of(info)));
    List<String> warnings = new ArrayList<>();
    if (scope.usersOfDatabases()) {
      Users.ofDatabases(connection, catalog.databases(), parts, warnings);
    }
    return new PartList(catalog, parts, catalog.missing(), warnings);
  }

  /** True if the server listed the same both times. */
  boolean sameAs(PartList other) {
    return parts.equals(other.parts);
  }

  /** What is listed, by the UUID of the collection. */
  Map<UUID, CollectionInfo> byUuid() {
    Map<UUID, CollectionInfo> infos = new HashMap<>();
    for (Part part : parts) {
      part.info().uuid().ifPresent(uuid -> infos.put(uuid, part.info()));
    }
    return infos;
  }
}
