package dev.lifeboat.source.mongo;

import com.mongodb.MongoException;
import org.bson.BsonArray;
import org.bson.BsonDocument;

/** What a server says of an insert. */
final class LoadReply {
  private LoadReply() {}

  /**
   * Fails unless all documents were inserted.
   *
   * @throws MongoException with the first error that the server names
   */
  static void check(BsonDocument reply, int documents) {
    var errors = reply.getArray("writeErrors", new BsonArray());
    if (!errors.isEmpty()) {
      var first = errors.getFirst().asDocument();
      throw new MongoException(
          first.getNumber("code").intValue(), first.getString("errmsg").getValue());
    }
    int inserted = reply.getNumber("n").intValue();
    if (inserted != documents) {
      throw new MongoException("%d of %d documents were inserted".formatted(inserted, documents));
    }
  }
}
