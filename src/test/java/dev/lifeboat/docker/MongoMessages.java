package dev.lifeboat.docker;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import org.bson.Document;
import org.bson.RawBsonDocument;
import org.bson.codecs.DocumentCodec;

/** What a shell in a container, which has no client, sends to a mongod with {@code nc}. */
final class MongoMessages {
  /** The user whom a mongod in an empty folder gets, if its environment asks for one. */
  static final String USER = "root";

  static final String PASSWORD = "of-the-tests";

  private static final int HEADER = 16;
  private static final int OP_MSG = 2013;

  private MongoMessages() {}

  static byte[] hello() {
    return message(new Document("hello", 1).append("$db", "admin"));
  }

  static byte[] createUser() {
    return message(
        new Document("createUser", USER)
            .append("pwd", PASSWORD)
            .append("roles", List.of("root"))
            .append("$db", "admin"));
  }

  static byte[] shutdown() {
    return message(new Document("shutdown", 1).append("$db", "admin"));
  }

  private static byte[] message(Document command) {
    ByteBuffer body = new RawBsonDocument(command, new DocumentCodec()).getByteBuffer().asNIO();
    int length = HEADER + 4 + 1 + body.remaining();
    return ByteBuffer.allocate(length)
        .order(ByteOrder.LITTLE_ENDIAN)
        .putInt(length)
        .putInt(1)
        .putInt(0)
        .putInt(OP_MSG)
        .putInt(0)
        .put((byte) 0)
        .put(body)
        .array();
  }
}
