package dev.lifeboat.source.mongo;

import dev.lifeboat.progress.Progress.Phase;
import dev.lifeboat.source.Fingerprint;
import dev.lifeboat.source.FingerprintSum;
import org.bson.BsonDocument;
import org.bson.BsonInt32;
import org.bson.BsonString;

/** Reads collections back, raw and in natural order. */
final class StagedReader {
  private static final BsonDocument NATURAL = new BsonDocument("$natural", new BsonInt32(1));

  private final RestoreServer server;

  StagedReader(RestoreServer server) {
    this.server = server;
  }

  Fingerprint fingerprint(String database, String collection, Phase phase) {
    var sum = new FingerprintSum();
    read(
        database,
        collection,
        (buffer, offset, length) -> {
          sum.addAll(buffer, offset, length);
          phase.advance(length);
        });
    return sum.fingerprint();
  }

  /** Passes whole documents, piece by piece. */
  void read(String database, String collection, CollectionReader.Consumer to) {
    try (var reader = new CollectionReader(server.connection())) {
      reader.find(
          database,
          new BsonString(collection),
          new BsonDocument(),
          NATURAL,
          new ReadMoment.Local(),
          to);
    }
  }
}
