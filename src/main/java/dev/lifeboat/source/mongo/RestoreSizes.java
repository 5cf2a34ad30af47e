package dev.lifeboat.source.mongo;

import java.util.Optional;
import java.util.function.LongSupplier;
import org.bson.BsonBoolean;
import org.bson.BsonDocument;
import org.bson.BsonInt32;
import org.bson.BsonString;

/** How large the collections of a database are. For use by several threads. */
final class RestoreSizes {
  /**
   * For more, the server isn't asked for the statistics of each, which takes it ten times as long
   * as its count of documents and bytes.
   */
  private static final int MANY = 100;

  private final RestoreServer server;
  private final String database;
  private final Optional<BsonDocument> whole;

  /**
   * @param documents how many, 0 where that means nothing
   * @param bytes of all documents
   * @param stored how much room data and indexes take on disk
   */
  record Size(long documents, long bytes, long stored) {}

  /**
   * @param collections how many there are
   */
  RestoreSizes(RestoreServer server, String database, int collections) {
    this.server = server;
    this.database = database;
    this.whole =
        collections > MANY
            ? RestoreLook.allowed(
                () -> server.run(database, new BsonDocument("dbStats", new BsonInt32(1))))
            : Optional.empty();
  }

  Size of(String name, String type) {
    return switch (type) {
      case "view" -> new Size(0, 0, 0);
      case "collection" ->
          whole
              .flatMap(stats -> quickly(name, stats))
              .orElseGet(() -> exactly(name, () -> count(name)));
      default -> exactly(name, () -> 0);
    };
  }

  private Size exactly(String name, LongSupplier otherCount) {
    var stats =
        RestoreLook.allowed(
                () -> server.run(database, new BsonDocument("collStats", new BsonString(name))))
            .orElseGet(BsonDocument::new);
    long documents = stats.containsKey("count") ? number(stats, "count") : otherCount.getAsLong();
    return new Size(documents, number(stats, "size"), number(stats, "totalSize"));
  }

  private long count(String name) {
    return number(server.run(database, new BsonDocument("count", new BsonString(name))), "n");
  }

  /** Room on disk in the proportion that all collections of the database have together. */
  private Optional<Size> quickly(String name, BsonDocument stats) {
    var command =
        new BsonDocument("dataSize", new BsonString(database + "." + name))
            .append("estimate", BsonBoolean.TRUE);
    return RestoreLook.allowed(() -> server.run(database, command))
        .map(
            size -> {
              long bytes = number(size, "size");
              double ratio =
                  (double) (number(stats, "storageSize") + number(stats, "indexSize"))
                      / Math.max(1, number(stats, "dataSize"));
              return new Size(number(size, "numObjects"), bytes, Math.round(bytes * ratio));
            });
  }

  private static long number(BsonDocument document, String name) {
    return document.containsKey(name) ? document.getNumber(name).longValue() : 0;
  }
}
