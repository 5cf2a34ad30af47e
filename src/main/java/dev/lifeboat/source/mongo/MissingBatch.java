package dev.lifeboat.source.mongo;

import java.util.List;
import java.util.Set;
import org.bson.BsonValue;
import org.bson.RawBsonDocument;

/**
 * Documents that are looked for together.
 *
 * @param documents as stored
 * @param zeros the ids of those with a {@code Timestamp(0, 0)}, which an insert would change
 */
record MissingBatch(List<RawBsonDocument> documents, Set<BsonValue> zeros) {
  MissingBatch {
    documents = List.copyOf(documents);
    zeros = Set.copyOf(zeros);
  }
}
