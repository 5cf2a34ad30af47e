package dev.lifeboat.source.mongo;

import dev.lifeboat.source.mongo.LoadBuffers.Buffer;
import java.util.List;
import org.bson.BsonBoolean;
import org.bson.BsonDocument;
import org.bson.BsonInt32;
import org.bson.BsonString;
import org.bson.RawBsonDocument;
import org.bson.codecs.BsonDocumentCodec;

/**
 * Documents that are inserted together.
 *
 * @param buffer from {@link #ROOM} on, they are the fields of a BSON array; before that is room for
 *     the command that inserts them
 * @param end where they end; the buffer has two bytes more at least
 * @param documents how many
 * @param bytes of the documents
 * @param repairs what an insert changes in them
 */
record LoadBatch(Buffer buffer, int end, int documents, long bytes, List<LoadRepair> repairs) {
  /** More than a command takes before its documents: a collection's name has 255 bytes at most. */
  static final int ROOM = 512;

  private static final byte[] ARRAY = {
    RawBson.ARRAY, 'd', 'o', 'c', 'u', 'm', 'e', 'n', 't', 's', 0
  };

  LoadBatch {
    repairs = List.copyOf(repairs);
  }

  /**
   * The command that inserts them: a view of the buffer, so that no document is decoded. (The
   * driver's own inserts are retryable, for which the server writes down each statement: measured,
   * that costs it a fifth more.)
   */
  RawBsonDocument command(String collection, boolean ordered) {
    var fields =
        new BsonDocument("insert", new BsonString(collection))
            .append("ordered", BsonBoolean.valueOf(ordered))
            .append("bypassDocumentValidation", BsonBoolean.TRUE)
            .append("writeConcern", new BsonDocument("w", new BsonInt32(1)));
    var head = new RawBsonDocument(fields, new BsonDocumentCodec()).getByteBuffer();
    byte[] to = buffer.bytes();
    // The head's own length and end are left out.
    int size = head.remaining() - 5;
    int array = ROOM - 4;
    int from = array - ARRAY.length - size - 4;
    System.arraycopy(head.array(), head.position() + 4, to, from + 4, size);
    System.arraycopy(ARRAY, 0, to, array - ARRAY.length, ARRAY.length);
    to[end] = 0;
    to[end + 1] = 0;
    RawBson.putInt32(to, array, end + 1 - array);
    RawBson.putInt32(to, from, end + 2 - from);
    return new RawBsonDocument(to, from, end + 2 - from);
  }
}
