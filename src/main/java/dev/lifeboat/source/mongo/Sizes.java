package dev.lifeboat.source.mongo;

import dev.lifeboat.problem.Code;
import dev.lifeboat.problem.ProblemException;
import dev.lifeboat.source.LiveItem;
import java.util.ArrayList;
import java.util.List;
import org.bson.BsonDocument;
import org.bson.BsonInt32;
import org.bson.BsonString;

/** How large collections are, by the server's own count. */
record Sizes(MongoConnection connection) {
  /** Asking for each of more collections would take longer than an estimate is worth. */
  private static final int MANY = 100;

  /**
   * About the bytes of all documents: of very many collections, those of their whole databases.
   * What may not be asked counts as nothing.
   */
  long total(Catalog catalog) {
    return catalog.collections().size() > MANY
        ? catalog.databases().stream().mapToLong(this::ofDatabase).sum()
        : items(catalog).stream().mapToLong(LiveItem::bytes).sum();
  }

  private long ofDatabase(String database) {
    try {
      return number(
          connection.run(
              "ask for the size of '" + database + "'",
              database,
              new BsonDocument("dbStats", new BsonInt32(1))),
          "dataSize");
    } catch (ProblemException e) {
      if (e.problems().getFirst().code() != Code.MONGO_UNAUTHORIZED) {
        throw e;
      }
      return 0;
    }
  }

  List<LiveItem> items(Catalog catalog) {
    List<LiveItem> items = new ArrayList<>();
    for (CollectionInfo info : catalog.collections()) {
      items.add(item(Part.of(info)));
    }
    return items;
  }

  private LiveItem item(Part part) {
    CollectionInfo info = part.info();
    int indexes = info.indexes().size();
    if (!info.hasDocuments()) {
      return new LiveItem(part.item(), part.kind(), 0, 0, indexes);
    }
    try {
      BsonDocument stats =
          connection.run(
              "ask for the size of '" + part.item() + "'",
              info.db(),
              new BsonDocument("collStats", new BsonString(info.dataName()))
                  .append("scale", new BsonInt32(1)));
      return new LiveItem(
          part.item(), part.kind(), number(stats, "count"), number(stats, "size"), indexes);
    } catch (ProblemException e) {
      if (e.problems().getFirst().code() != Code.MONGO_UNAUTHORIZED) {
        throw e;
      }
      return new LiveItem(part.item(), part.kind(), 0, 0, indexes);
    }
  }

  private static long number(BsonDocument stats, String name) {
    return stats.containsKey(name) && stats.get(name).isNumber()
        ? stats.getNumber(name).longValue()
        : 0;
  }
}
