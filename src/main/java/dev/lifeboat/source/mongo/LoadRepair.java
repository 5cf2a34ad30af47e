package dev.lifeboat.source.mongo;

import java.util.List;
import org.bson.BsonDocument;
import org.bson.BsonString;
import org.bson.BsonTimestamp;
import org.bson.BsonValue;

/**
 * A document with fields whose value is {@code Timestamp(0, 0)}: a server puts the present time in
 * when such a document is inserted. It happens to fields of the document itself, not to nested ones
 * and not to {@code _id}.
 *
 * @param id which document
 * @param fields which fields
 */
record LoadRepair(BsonValue id, List<String> fields) {
  private static final BsonTimestamp ZERO = new BsonTimestamp(0, 0);

  LoadRepair {
    fields = List.copyOf(fields);
  }

  BsonDocument filter() {
    return new BsonDocument("_id", new BsonDocument("$eq", id));
  }

  /** A pipeline: unlike {@code $set} by name, it takes names with dots and dollar signs. */
  List<BsonDocument> update() {
    BsonValue document = new BsonString("$$ROOT");
    for (String field : fields) {
      document =
          new BsonDocument(
              "$setField",
              new BsonDocument("field", literal(new BsonString(field)))
                  .append("input", document)
                  .append("value", literal(ZERO)));
    }
    return List.of(new BsonDocument("$replaceWith", document));
  }

  private static BsonDocument literal(BsonValue value) {
    return new BsonDocument("$literal", value);
  }
}
