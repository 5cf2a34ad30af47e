package dev.lifeboat.source.mongo;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.bson.BsonArray;
import org.bson.BsonDateTime;
import org.bson.BsonDocument;
import org.bson.BsonInt32;
import org.bson.BsonInt64;
import org.bson.BsonString;

/**
 * What the journal says of one restore as a whole.
 *
 * @param id names the restore
 * @param stack whose restore it is: an undo takes back those of its own stack only
 * @param backup what is restored
 * @param state how far it has come
 * @param databases what it writes to, sorted; the journal is in the first
 * @param keepOld how long kept data is kept
 * @param owner who works on it, or did last
 * @param lease when the owner last said, by the server's clock, that it is alive
 * @param restoredAt when it was swapped in
 * @param keptUntil until when the kept data stays
 * @param undo names what an undo sets aside
 */
record JournalHeader(
    String id,
    String stack,
    String backup,
    JournalState state,
    List<String> databases,
    Duration keepOld,
    JournalOwner owner,
    Instant lease,
    Optional<Instant> restoredAt,
    Optional<Instant> keptUntil,
    Optional<String> undo) {
  private static final int FORMAT = 1;

  JournalHeader {
    databases = List.copyOf(databases);
  }

  JournalHeader in(JournalState next) {
    return new JournalHeader(
        id, stack, backup, next, databases, keepOld, owner, lease, restoredAt, keptUntil, undo);
  }

  JournalHeader ownedBy(JournalOwner next, Instant at) {
    return new JournalHeader(
        id, stack, backup, state, databases, keepOld, next, at, restoredAt, keptUntil, undo);
  }

  /** Swapped in then; the old data is kept from then on. */
  JournalHeader restoredAt(Instant at) {
    return new JournalHeader(
        id,
        stack,
        backup,
        state,
        databases,
        keepOld,
        owner,
        lease,
        Optional.of(at),
        Optional.of(at.plus(keepOld)),
        undo);
  }

  /** Taken back: what is set aside is kept until then. */
  JournalHeader undo(String aside, Instant until) {
    return new JournalHeader(
        id,
        stack,
        backup,
        state,
        databases,
        keepOld,
        owner,
        lease,
        restoredAt,
        Optional.of(until),
        Optional.of(aside));
  }

  static String key(String id) {
    return "restore/" + id;
  }

  BsonDocument toBson() {
    var document =
        new BsonDocument("_id", new BsonString(key(id)))
            .append("what", new BsonString("a restore by Lifeboat; needed to undo or settle it"))
            .append("format", new BsonInt32(FORMAT))
            .append("stack", new BsonString(stack))
            .append("backup", new BsonString(backup))
            .append("state", new BsonString(state.name()))
            .append("databases", new BsonArray(databases.stream().map(BsonString::new).toList()))
            .append("keepOldSeconds", new BsonInt64(keepOld.toSeconds()))
            .append("owner", owner.toBson())
            .append("lease", date(lease));
    restoredAt.ifPresent(at -> document.append("restoredAt", date(at)));
    keptUntil.ifPresent(at -> document.append("keptUntil", date(at)));
    undo.ifPresent(name -> document.append("undo", new BsonString(name)));
    return document;
  }

  /**
   * Reads what {@link #toBson} wrote.
   *
   * @throws RuntimeException if it is something else, or of a later format
   */
  static JournalHeader fromBson(BsonDocument from) {
    if (from.getInt32("format").getValue() != FORMAT) {
      throw new IllegalArgumentException("format " + from.getInt32("format").getValue());
    }
    return new JournalHeader(
        from.getString("_id").getValue().substring(key("").length()),
        from.getString("stack").getValue(),
        from.getString("backup").getValue(),
        JournalState.valueOf(from.getString("state").getValue()),
        from.getArray("databases").stream().map(each -> each.asString().getValue()).toList(),
        Duration.ofSeconds(from.getInt64("keepOldSeconds").getValue()),
        JournalOwner.fromBson(from.getDocument("owner")),
        instant(from, "lease").orElse(Instant.EPOCH),
        instant(from, "restoredAt"),
        instant(from, "keptUntil"),
        Optional.ofNullable(from.get("undo")).map(value -> value.asString().getValue()));
  }

  static BsonDateTime date(Instant instant) {
    return new BsonDateTime(instant.toEpochMilli());
  }

  private static Optional<Instant> instant(BsonDocument from, String name) {
    return Optional.ofNullable(from.get(name))
        .map(value -> Instant.ofEpochMilli(value.asDateTime().getValue()));
  }
}
