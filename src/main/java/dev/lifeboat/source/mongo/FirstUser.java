package dev.lifeboat.source.mongo;

import com.mongodb.MongoCredential;
import dev.lifeboat.problem.Code;
import dev.lifeboat.problem.Problem;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.Optional;
import org.bson.BsonArray;
import org.bson.BsonDocument;
import org.bson.BsonDouble;
import org.bson.BsonInt32;
import org.bson.BsonString;
import org.bson.BsonValue;
import org.bson.RawBsonDocument;
import org.bson.codecs.BsonDocumentCodec;

/** What may be done from within a server that asks for a login and has no user yet. */
record FirstUser(FromWithin within) {
  private static final int OP_MSG = 2013;
  private static final int HEADER = 16;

  /** Header, flags, and the kind of the one section. */
  private static final int BEFORE_DOCUMENT = HEADER + 4 + 1;

  private static final String ADMIN = "admin";

  /** True if it did; false if that isn't allowed, since there are users. */
  boolean initiate(BsonDocument configuration) {
    BsonDocument answer = run(new BsonDocument("replSetInitiate", configuration));
    return isDone(answer, "the replica set can't be initiated", 23 /* AlreadyInitialized */);
  }

  /**
   * Makes the user of a connection string, who may do everything then.
   *
   * @return the user's name; empty if the string has none with a password in {@code admin}, or if
   *     that isn't allowed
   */
  Optional<String> create(MongoUri uri) {
    MongoCredential credential = uri.parsed().getCredential();
    if (credential == null
        || credential.getPassword() == null
        || credential.getUserName() == null
        || !ADMIN.equals(credential.getSource())) {
      return Optional.empty();
    }
    String name = credential.getUserName();
    BsonDocument answer =
        run(
            new BsonDocument("createUser", new BsonString(name))
                .append("pwd", new BsonString(String.valueOf(credential.getPassword())))
                .append("roles", new BsonArray(List.of(new BsonString("root")))));
    return isDone(answer, "user '%s' can't be made".formatted(name), 51003 /* there already */)
        ? Optional.of(name)
        : Optional.empty();
  }

  private static boolean isDone(BsonDocument answer, String failure, int already) {
    BsonValue ok = answer.get("ok", new BsonDouble(0));
    int code = answer.getInt32("code", new BsonInt32(0)).getValue();
    if ((ok.isNumber() && ok.asNumber().doubleValue() == 1) || code == already) {
      return true;
    }
    if (code == NewServer.UNAUTHORIZED) {
      return false;
    }
    throw Problem.of(
            Code.MONGO_FAILED,
            "%s from within the container: %s"
                .formatted(
                    failure, answer.getString("errmsg", new BsonString("no answer")).getValue()),
            "do it yourself, then run this again: docker exec -it CONTAINER mongosh admin")
        .exception();
  }

  private BsonDocument run(BsonDocument command) {
    byte[] answer = within.exchange(message(command.append("$db", new BsonString(ADMIN))));
    if (answer.length <= BEFORE_DOCUMENT) {
      return new BsonDocument();
    }
    return new RawBsonDocument(answer, BEFORE_DOCUMENT, answer.length - BEFORE_DOCUMENT);
  }

  private static byte[] message(BsonDocument command) {
    ByteBuffer body = new RawBsonDocument(command, new BsonDocumentCodec()).getByteBuffer().asNIO();
    int length = BEFORE_DOCUMENT + body.remaining();
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
