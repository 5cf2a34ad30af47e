package dev.lifeboat.source.mongo;

import org.bson.BsonDocument;
import org.bson.BsonString;
import org.bson.BsonTimestamp;

/** Of which moment a read shall be. */
sealed interface ReadMoment {
  /** The cluster time of all reads. */
  record Snapshot(BsonTimestamp at) implements ReadMoment {}

  /** Whatever a majority has when each batch is read. */
  record Majority() implements ReadMoment {}

  /** Whatever the server has when each batch is read. */
  record Local() implements ReadMoment {}

  default BsonDocument readConcern() {
    return switch (this) {
      case Snapshot(BsonTimestamp at) ->
          new BsonDocument("level", new BsonString("snapshot")).append("atClusterTime", at);
      case Majority _ -> new BsonDocument("level", new BsonString("majority"));
      case Local _ -> new BsonDocument("level", new BsonString("local"));
    };
  }
}
