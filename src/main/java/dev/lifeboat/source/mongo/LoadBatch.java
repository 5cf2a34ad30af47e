package dev.lifeboat.source.mongo;

import java.util.List;
import org.bson.RawBsonDocument;

/**
 * Documents that are inserted together.
 *
 * @param documents as stored
 * @param repairs what an insert changes in them
 */
record LoadBatch(List<RawBsonDocument> documents, List<LoadRepair> repairs) {
  LoadBatch {
    documents = List.copyOf(documents);
    repairs = List.copyOf(repairs);
  }
}
