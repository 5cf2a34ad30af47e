package dev.lifeboat.source.mongo.dump;

import dev.lifeboat.source.CapturedStreams;
import dev.lifeboat.source.Item;
import dev.lifeboat.source.StreamName;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * One item of a backup as a dump has it.
 *
 * @param namespace what the dump calls it
 * @param data what the dump calls its documents; another name for a time-series
 * @param owner where its documents belong in the server
 * @param documents the stream of its documents, unless it is a view
 * @param metadata the stream of its options and indexes, where there is one
 */
record ExportPart(
    Item item,
    Namespace namespace,
    Namespace data,
    String owner,
    Optional<StreamName> documents,
    Optional<StreamName> metadata) {
  private static final List<String> FIRST = List.of("version", "users", "roles");

  /** In the order in which mongorestore wants them: accounts first. */
  static List<ExportPart> all(CapturedStreams from) {
    List<ExportPart> parts = new ArrayList<>();
    from.items().forEach(item -> parts.add(of(item)));
    parts.sort(Comparator.comparingInt(ExportPart::rank).thenComparing(part -> part.item().name()));
    return parts;
  }

  private int rank() {
    int rank = FIRST.indexOf(item.kind());
    return rank < 0 ? FIRST.size() : rank;
  }

  private static ExportPart of(Item item) {
    String db = String.valueOf(item.attributes().get("db"));
    String collection = String.valueOf(item.attributes().get("collection"));
    Optional<StreamName> documents = stream(item, FolderForm.DOCUMENTS);
    Namespace namespace = new Namespace(db, collection);
    if (item.name().contains(".$admin.")) {
      int dot = item.name().indexOf(".$admin.");
      Namespace own = new Namespace(item.name().substring(0, dot), item.name().substring(dot + 1));
      return new ExportPart(item, own, own, namespace.toString(), documents, Optional.empty());
    }
    Namespace data = item.kind().equals("timeseries") ? namespace.buckets() : namespace;
    return new ExportPart(
        item, namespace, data, data.toString(), documents, stream(item, FolderForm.METADATA));
  }

  private static Optional<StreamName> stream(Item item, String ending) {
    return item.streams().stream().filter(name -> name.path().endsWith(ending)).findFirst();
  }

  /** What the dump says that it is; nothing for accounts of one database. */
  String type() {
    return switch (item.kind()) {
      case "view", "timeseries" -> item.kind();
      default -> metadata.isPresent() ? "collection" : "";
    };
  }
}
