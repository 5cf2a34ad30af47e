package dev.lifeboat.source.mongo;

import java.util.List;
import org.bson.BsonArray;
import org.bson.BsonDocument;
import org.bson.BsonInt32;
import org.bson.BsonString;
import org.bson.RawBsonDocument;

/** Matches a document as long as it is what it was. */
final class MissingGuard {
  /** A filter is a document itself, and has to have room for the one that it compares with. */
  private static final int LONGEST = 12 << 20;

  private MissingGuard() {}

  static BsonDocument unchanged(RawBsonDocument document) {
    int length = document.getByteBuffer().remaining();
    // Of very long ones the length is compared only.
    var equal =
        length > LONGEST
            ? List.of(
                new BsonDocument("$bsonSize", new BsonString("$$ROOT")), new BsonInt32(length))
            : List.of(new BsonString("$$ROOT"), new BsonDocument("$literal", document));
    return new BsonDocument("_id", new BsonDocument("$eq", MissingIds.id(document)))
        .append("$expr", new BsonDocument("$eq", new BsonArray(equal)));
  }
}
