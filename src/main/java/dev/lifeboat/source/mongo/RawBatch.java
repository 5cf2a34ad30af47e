package dev.lifeboat.source.mongo;

/**
 * The documents in a server's reply to find or getMore, moved together in place so that they follow
 * one another without copies.
 *
 * @param buffer the reply's own bytes
 * @param offset where the first document begins
 * @param length of all documents
 * @param documents how many
 * @param cursor the cursor's id, 0 if there is nothing more
 * @param namespace what the server calls the collection
 */
@SuppressWarnings("ArrayRecordComponent") // A view of a buffer; nobody compares it.
record RawBatch(
    byte[] buffer, int offset, int length, int documents, long cursor, String namespace) {
  /** Takes over the buffer, in which one reply document begins at {@code at}. */
  static RawBatch of(byte[] buffer, int at) {
    int field = RawBson.find(buffer, at, "cursor");
    if (field < 0) {
      throw new IllegalStateException("a reply without a cursor");
    }
    return ofCursor(buffer, RawBson.value(buffer, field));
  }

  private static RawBatch ofCursor(byte[] buffer, int cursorDocument) {
    int offset = 0;
    int end = 0;
    int documents = 0;
    long cursor = 0;
    String namespace = "";
    int field = RawBson.firstField(cursorDocument);
    while (buffer[field] != 0) {
      int value = RawBson.value(buffer, field);
      // Before the documents move, since the batch isn't readable after that.
      int next = RawBson.nextField(buffer, field);
      if (RawBson.isNamed(buffer, field, "id")) {
        cursor = RawBson.int64(buffer, value);
      } else if (RawBson.isNamed(buffer, field, "ns")) {
        namespace = RawBson.string(buffer, value);
      } else if (RawBson.isNamed(buffer, field, "firstBatch")
          || RawBson.isNamed(buffer, field, "nextBatch")) {
        int element = RawBson.firstField(value);
        offset = element;
        end = element;
        while (buffer[element] != 0) {
          int document = RawBson.value(buffer, element);
          int length = RawBson.int32(buffer, document);
          System.arraycopy(buffer, document, buffer, end, length);
          end += length;
          documents++;
          element = document + length;
        }
      }
      field = next;
    }
    return new RawBatch(buffer, offset, end - offset, documents, cursor, namespace);
  }
}
