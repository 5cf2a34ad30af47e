package dev.lifeboat.source.mongo;

import dev.lifeboat.source.OplogTime;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.bson.BsonDocument;
import org.bson.RawBsonDocument;
import org.bson.codecs.BsonDocumentCodec;
import org.jspecify.annotations.Nullable;

/** Where the fields of an oplog entry are, or of one operation in it. Decodes nothing by itself. */
final class ReplayEntry {
  private static final BsonDocumentCodec CODEC = new BsonDocumentCodec();
  private static final int ABSENT = -1;

  final byte[] buffer;
  final int start;

  /** {@code i}, {@code u}, {@code d}, {@code c} or another letter. */
  final char op;

  private int ns = ABSENT;
  private int ui = ABSENT;
  private int o = ABSENT;
  private int o2 = ABSENT;
  private int ts = ABSENT;
  private int lsid = ABSENT;
  private int txnNumber = ABSENT;
  private int prevOpTime = ABSENT;
  private int multiOpType = ABSENT;
  private int wall = ABSENT;

  private ReplayEntry(byte[] buffer, int start) {
    this.buffer = buffer;
    this.start = start;
    char letter = 0;
    int field = RawBson.firstField(start);
    while (buffer[field] != 0) {
      int value = RawBson.value(buffer, field);
      switch (value - field - 2) {
        case 1 -> o = buffer[field + 1] == 'o' ? value : o;
        case 2 -> {
          if (RawBson.isNamed(buffer, field, "op")) {
            letter = (char) buffer[value + 4];
          } else if (RawBson.isNamed(buffer, field, "ns")) {
            ns = value;
          } else if (RawBson.isNamed(buffer, field, "ui")) {
            ui = value;
          } else if (RawBson.isNamed(buffer, field, "o2")) {
            o2 = value;
          } else if (RawBson.isNamed(buffer, field, "ts")) {
            ts = value;
          }
        }
        case 4 -> {
          if (RawBson.isNamed(buffer, field, "lsid")) {
            lsid = value;
          } else if (RawBson.isNamed(buffer, field, "wall")) {
            wall = value;
          }
        }
        case 9 -> {
          if (RawBson.isNamed(buffer, field, "txnNumber")) {
            txnNumber = value;
          }
        }
        case 10 -> {
          if (RawBson.isNamed(buffer, field, "prevOpTime")) {
            prevOpTime = value;
          }
        }
        case 11 -> {
          if (RawBson.isNamed(buffer, field, "multiOpType")) {
            multiOpType = value;
          }
        }
        default -> {}
      }
      field = value + RawBson.size(buffer, buffer[field], value);
    }
    this.op = letter;
    if (ns == ABSENT || (o == ABSENT && letter != 'n')) {
      throw new IllegalArgumentException("an oplog entry without its fields");
    }
  }

  /** The entry, or operation, that begins here. */
  static ReplayEntry at(byte[] buffer, int start) {
    return new ReplayEntry(buffer, start);
  }

  int length() {
    return RawBson.int32(buffer, start);
  }

  /** Of an entry; operations in it have none of their own. */
  OplogTime time() {
    return OplogTime.of(RawBson.int64(buffer, ts));
  }

  /** By the server's clock; of operations in an entry that entry has it. */
  Instant wall() {
    return wall == ABSENT ? time().second() : Instant.ofEpochMilli(RawBson.int64(buffer, wall));
  }

  String namespace() {
    return RawBson.string(buffer, ns);
  }

  String database() {
    String namespace = namespace();
    int dot = namespace.indexOf('.');
    return dot < 0 ? namespace : namespace.substring(0, dot);
  }

  /** Of the collection; the entries of clients' own {@code applyOps} may have none. */
  Optional<UUID> uuid() {
    return ui == ABSENT ? Optional.empty() : Optional.of(uuid(ui + 5));
  }

  private UUID uuid(int bytes) {
    return new UUID(
        Long.reverseBytes(RawBson.int64(buffer, bytes)),
        Long.reverseBytes(RawBson.int64(buffer, bytes + 8)));
  }

  /** Where the operation's document begins. */
  int document() {
    return o;
  }

  /** Where the document begins that names what is updated, or -1. */
  int key() {
    return o2;
  }

  /** The command, or the document. */
  BsonDocument o() {
    return decode(o);
  }

  Optional<BsonDocument> o2() {
    return o2 == ABSENT ? Optional.empty() : Optional.of(decode(o2));
  }

  /** The name of a command. */
  String command() {
    int first = RawBson.firstField(o);
    return new String(
        buffer,
        first + 1,
        RawBson.value(buffer, first) - first - 2,
        java.nio.charset.StandardCharsets.UTF_8);
  }

  /** What the command says under a name that is a boolean. */
  boolean says(String name) {
    int field = RawBson.find(buffer, o, name);
    return field >= 0 && buffer[field] == 0x08 && buffer[RawBson.value(buffer, field)] != 0;
  }

  /** True for what belongs to a transaction, or to a retryable write. */
  boolean isOfSession() {
    return lsid != ABSENT && txnNumber != ABSENT;
  }

  /** True for inserts that one command made together, which is no transaction. */
  boolean isVectored() {
    return multiOpType != ABSENT;
  }

  /** Which transaction. */
  @Nullable Session session() {
    return isOfSession() ? new Session(decode(lsid), RawBson.int64(buffer, txnNumber)) : null;
  }

  /** The entry before this one of the same transaction; empty for the first. */
  Optional<OplogTime> previous() {
    if (prevOpTime == ABSENT) {
      return Optional.empty();
    }
    int field = RawBson.find(buffer, prevOpTime, "ts");
    long time = field < 0 ? 0 : RawBson.int64(buffer, RawBson.value(buffer, field));
    return time == 0 ? Optional.empty() : Optional.of(OplogTime.of(time));
  }

  private BsonDocument decode(int at) {
    return new RawBsonDocument(buffer, at, RawBson.int32(buffer, at)).decode(CODEC);
  }

  /** Names a transaction. */
  record Session(BsonDocument id, long number) {}
}
