package dev.lifeboat.source.mongo;

import dev.lifeboat.source.CapturedOplog;
import dev.lifeboat.source.FoundOperation;
import dev.lifeboat.source.OperationQuery;
import dev.lifeboat.source.OplogRange;
import dev.lifeboat.source.OplogTime;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.bson.BsonBinary;
import org.bson.BsonDocument;
import org.bson.BsonDouble;
import org.bson.BsonInt32;
import org.bson.BsonInt64;
import org.bson.BsonObjectId;
import org.bson.BsonString;
import org.bson.BsonValue;
import org.bson.RawBsonDocument;
import org.bson.codecs.BsonDocumentCodec;
import org.bson.types.ObjectId;

/** Finds operations in a captured oplog, the oldest first. Tells nothing of what documents say. */
public final class OplogSearch {
  private final Optional<Pattern> namespace;
  private final Optional<Set<ByteBuffer>> ids;
  private final Set<String> ops;
  private final Consumer<FoundOperation> to;
  private final Map<ReplayEntry.Session, List<FoundOperation>> undecided = new HashMap<>();

  private OplogSearch(OperationQuery query, Consumer<FoundOperation> to) {
    this.namespace = query.namespace().map(OplogSearch::pattern);
    this.ids = query.id().map(OplogSearch::ids);
    this.ops = query.ops();
    this.to = to;
  }

  /** Passes what is found in all that was captured. */
  public static void run(CapturedOplog oplog, OperationQuery query, Consumer<FoundOperation> to) {
    for (OplogRange range : oplog.ranges()) {
      var from =
          query
              .since()
              .map(since -> new OplogTime((int) since.getEpochSecond(), 0))
              .filter(since -> since.isAfter(range.from()))
              .orElse(range.from());
      if (!from.isAfter(range.to())) {
        var search = new OplogSearch(query, to);
        oplog.read(
            range,
            from,
            range.to(),
            piece -> {
              for (int at = 0; at < piece.length; at += RawBson.int32(piece, at)) {
                search.entry(ReplayEntry.at(piece, at));
              }
            });
      }
    }
  }

  private static Pattern pattern(String namespace) {
    var words = new ArrayList<String>();
    for (String word : namespace.split("\\*", -1)) {
      words.add(Pattern.quote(word));
    }
    return Pattern.compile(String.join(".*", words), Pattern.DOTALL);
  }

  /** What a person may mean: an _id has a type, which isn't seen in the way it is written. */
  private static Set<ByteBuffer> ids(String text) {
    var ids = new HashSet<ByteBuffer>();
    ids.add(id(new BsonString(text)));
    if (ObjectId.isValid(text)) {
      ids.add(id(new BsonObjectId(new ObjectId(text))));
    }
    parsed(text).ifPresent(value -> ids.add(id(value)));
    try {
      ids.add(id(new BsonDouble(Double.parseDouble(text))));
      ids.add(id(new BsonInt64(Long.parseLong(text))));
      ids.add(id(new BsonInt32(Integer.parseInt(text))));
    } catch (NumberFormatException e) {
      // No number, or a smaller kind of it hasn't room for it.
    }
    try {
      ids.add(id(new BsonBinary(UUID.fromString(text))));
    } catch (IllegalArgumentException e) {
      // No UUID.
    }
    return ids;
  }

  private static Optional<BsonValue> parsed(String text) {
    try {
      return Optional.ofNullable(BsonDocument.parse("{\"_id\": " + text + "}").get("_id"));
    } catch (RuntimeException e) {
      return Optional.empty();
    }
  }

  private static ByteBuffer id(BsonValue value) {
    var bytes =
        new RawBsonDocument(new BsonDocument("_id", value), new BsonDocumentCodec())
            .getByteBuffer();
    var copy = new byte[bytes.remaining()];
    bytes.get(copy);
    return ByteBuffer.wrap(LoadScanner.id(copy, 0));
  }

  private void entry(ReplayEntry entry) {
    if (entry.op == 'n' || entry.op == 'x') {
      return;
    }
    String command = entry.op == 'c' ? entry.command() : "";
    switch (command) {
      case "applyOps" -> transaction(entry);
      case "commitTransaction" -> decide(entry);
      case "abortTransaction" -> Optional.ofNullable(entry.session()).ifPresent(undecided::remove);
      default -> operation(entry, entry.time(), entry.wall(), to);
    }
  }

  private void transaction(ReplayEntry entry) {
    var session = entry.session();
    boolean later = entry.says("partialTxn") || entry.says("prepare");
    if (session != null && !entry.isVectored() && later) {
      var kept = undecided.computeIfAbsent(session, key -> new ArrayList<>());
      ReplayTransactions.operations(
          entry, each -> operation(each, entry.time(), entry.wall(), kept::add));
      return;
    }
    decide(entry);
    ReplayTransactions.operations(entry, each -> operation(each, entry.time(), entry.wall(), to));
  }

  private void decide(ReplayEntry entry) {
    var session = entry.session();
    var kept = session == null ? null : undecided.remove(session);
    if (kept != null) {
      kept.forEach(
          each ->
              to.accept(
                  new FoundOperation(
                      entry.time(), entry.wall(), each.op(), each.namespace(), each.id())));
    }
  }

  private void operation(
      ReplayEntry entry, OplogTime time, Instant wall, Consumer<FoundOperation> found) {
    if (entry.namespace().startsWith("config.")) {
      return;
    }
    if (entry.op == 'c') {
      command(entry, time, wall, found);
      return;
    }
    String op = String.valueOf(entry.op);
    int document = entry.op == 'u' ? entry.key() : entry.document();
    if (isMeant(op, entry.namespace())
        && ids.filter(all -> !all.contains(ByteBuffer.wrap(LoadScanner.id(entry.buffer, document))))
            .isEmpty()) {
      found.accept(
          new FoundOperation(time, wall, op, entry.namespace(), json(entry.buffer, document)));
    }
  }

  private void command(
      ReplayEntry entry, OplogTime time, Instant wall, Consumer<FoundOperation> found) {
    if (ids.isPresent()) {
      return;
    }
    String op = entry.command();
    var command = entry.o();
    String named =
        command.get(op) instanceof BsonString name
            ? op.equals("renameCollection")
                ? name.getValue()
                : entry.database() + "." + name.getValue()
            : entry.database();
    if (isMeant(op, named)) {
      found.accept(new FoundOperation(time, wall, op, named, ""));
    }
    // What takes a collection's name drops it.
    if (command.get("dropTarget") instanceof BsonBinary) {
      String target = command.getString("to").getValue();
      if (isMeant("drop", target)) {
        found.accept(new FoundOperation(time, wall, "drop", target, ""));
      }
    }
  }

  private boolean isMeant(String op, String name) {
    return (ops.isEmpty() || ops.contains(op))
        && namespace.filter(pattern -> !pattern.matcher(name).matches()).isEmpty();
  }

  private static String json(byte[] buffer, int document) {
    var id = new RawBsonDocument(buffer, document, RawBson.int32(buffer, document)).get("_id");
    if (id == null) {
      return "";
    }
    String json = new BsonDocument("_id", id).toJson();
    return json.substring(json.indexOf(':') + 2, json.length() - 1);
  }
}
