package dev.lifeboat.source.mongo;

import com.mongodb.ErrorCategory;
import com.mongodb.MongoException;
import com.mongodb.MongoWriteException;
import com.mongodb.WriteConcern;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.InsertManyOptions;
import com.mongodb.client.model.ReplaceOneModel;
import com.mongodb.client.model.ReplaceOptions;
import com.mongodb.client.model.Sorts;
import com.mongodb.client.model.Updates;
import dev.lifeboat.problem.Code;
import dev.lifeboat.problem.Problem;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.bson.BsonBoolean;
import org.bson.BsonDocument;
import org.bson.BsonString;
import org.bson.conversions.Bson;

/**
 * The journal of one restore, in the target itself, so that whoever comes after a crash finds it.
 * Every write is acknowledged by a majority before the act that it announces.
 *
 * <p>Documents: {@code restore/ID}, {@code entry/ID/N}, and in each database that a restore works
 * on one {@code lock}.
 */
final class Journal {
  private static final String LOCK = "lock";

  private final RestoreServer server;
  private final String database;
  private final String id;

  private Journal(RestoreServer server, String database, String id) {
    this.server = server;
    this.database = database;
    this.id = id;
  }

  /** A journal that was found. */
  record Found(Journal journal, JournalHeader header) {}

  /** All journals of a deployment. */
  static List<Found> all(RestoreServer server) {
    var found = new ArrayList<Found>();
    for (String database : server.databases()) {
      in(server, database)
          .find(Filters.regex("_id", "^" + JournalHeader.key("")))
          .map(document -> header(database, document))
          .forEach(
              header -> found.add(new Found(new Journal(server, database, header.id()), header)));
    }
    return found;
  }

  /** What can't be read is nothing to guess about: it may be a restore of a later version. */
  private static JournalHeader header(String database, BsonDocument document) {
    try {
      return JournalHeader.fromBson(document);
    } catch (RuntimeException e) {
      throw Problem.of(
              Code.RESTORE_REFUSED,
              "'%s.%s' holds '%s', which this version of Lifeboat can't read"
                  .formatted(database, StagedNames.JOURNAL, document.getString("_id").getValue()),
              "use the version of Lifeboat that wrote it",
              "if none did, remove that document")
          .causedBy(e);
    }
  }

  /**
   * Begins a journal, and takes all its databases for it.
   *
   * @return empty if a database is taken by another restore
   */
  static Optional<Journal> begin(RestoreServer server, JournalHeader header) {
    header.databases().forEach(each -> checkRights(server, each));
    var journal = new Journal(server, header.databases().getFirst(), header.id());
    journal.write(journal.database, to -> to.insertOne(header.toBson()));
    if (journal.lock(header)) {
      return Optional.of(journal);
    }
    journal.delete(header);
    return Optional.empty();
  }

  // The role "restore" alone may insert and not update: better known before anything is written.
  private static void checkRights(RestoreServer server, String database) {
    var nothing = Filters.eq("_id", "none has this id");
    try {
      write(server, database, to -> to.updateOne(nothing, Updates.set("checked", true)));
      write(server, database, to -> to.deleteOne(nothing));
    } catch (MongoException e) {
      if (e.getCode() != RestoreServer.UNAUTHORIZED) {
        throw e;
      }
      throw Problem.of(
              Code.MONGO_UNAUTHORIZED,
              "the MongoDB user may not change documents in the database '%s'".formatted(database),
              "grant it the roles 'readWriteAnyDatabase', 'backup' and 'restore':"
                  + " db.getSiblingDB('admin').grantRolesToUser('USER', ['readWriteAnyDatabase',"
                  + " 'backup', 'restore'])")
          .causedBy(e);
    }
  }

  /** Takes all databases; false, and none taken, if another restore has one of them. */
  boolean lock(JournalHeader header) {
    var taken = new ArrayList<String>();
    for (String each : header.databases()) {
      try {
        var lock =
            new BsonDocument("_id", new BsonString(LOCK)).append("restore", new BsonString(id));
        write(each, to -> to.insertOne(lock));
        taken.add(each);
      } catch (MongoWriteException e) {
        if (ErrorCategory.fromErrorCode(e.getCode()) != ErrorCategory.DUPLICATE_KEY) {
          throw e;
        }
        // Only its own: a lock of the same restore may be that of somebody who was faster.
        taken.forEach(this::unlock);
        return false;
      }
    }
    return true;
  }

  /**
   * Removes locks whose restore has no journal, or is settled: it was cut off before it unlocked.
   */
  static void removeStaleLocks(RestoreServer server) {
    for (String database : server.databases()) {
      var lock = in(server, database).find(Filters.eq("_id", LOCK)).first();
      // In this order: a restore begins its journal before it locks.
      if (lock != null && all(server).stream().noneMatch(each -> holds(each, lock))) {
        write(server, database, to -> to.deleteOne(lock));
      }
    }
  }

  private static boolean holds(Found found, BsonDocument lock) {
    return !found.header().state().isSettled()
        && found.header().id().equals(lock.getString("restore").getValue());
  }

  String id() {
    return id;
  }

  Optional<JournalHeader> header() {
    return Optional.ofNullable(collection().find(byKey()).first()).map(JournalHeader::fromBson);
  }

  List<JournalEntry> entries() {
    return collection()
        .find(entriesOnly())
        .sort(Sorts.ascending("n"))
        .map(JournalEntry::fromBson)
        .into(new ArrayList<>());
  }

  void write(List<JournalEntry> entries) {
    if (entries.isEmpty()) {
      return;
    }
    write(database, to -> to.deleteMany(entriesOnly()));
    var documents = entries.stream().map(entry -> entry.toBson(id)).toList();
    write(database, to -> to.insertMany(documents, new InsertManyOptions().ordered(false)));
  }

  void replace(List<JournalEntry> entries) {
    if (!entries.isEmpty()) {
      var models =
          entries.stream()
              .map(
                  entry ->
                      new ReplaceOneModel<>(
                          Filters.eq("_id", JournalEntry.key(id, entry.n())),
                          entry.toBson(id),
                          new ReplaceOptions().upsert(true)))
              .toList();
      write(database, to -> to.bulkWrite(models));
    }
  }

  /** Notes that an act is finished. */
  void done(JournalEntry entry, String act) {
    done(List.of(entry), act);
  }

  /** Notes the same of several. */
  void done(List<JournalEntry> entries, String act) {
    var keys = entries.stream().map(entry -> JournalEntry.key(id, entry.n())).toList();
    write(database, to -> to.updateMany(Filters.in("_id", keys), Updates.addToSet("done", act)));
  }

  /** Takes back that an act is finished. */
  void undone(JournalEntry entry, String act) {
    var key = Filters.eq("_id", JournalEntry.key(id, entry.n()));
    write(database, to -> to.updateOne(key, Updates.pull("done", act)));
  }

  /**
   * Replaces the header and renews its lease, if its owner is still the given one.
   *
   * @return false if somebody else has taken it on, or it is gone
   */
  boolean put(JournalHeader header, JournalOwner owner) {
    var fields = header.toBson();
    fields.remove("_id");
    fields.remove("lease");
    var update =
        new BsonDocument("$set", fields)
            .append("$currentDate", new BsonDocument("lease", BsonBoolean.TRUE));
    return update(owner, update);
  }

  /** Says that the owner is alive; false if it is the owner no more. */
  boolean beat(JournalOwner owner) {
    return update(owner, Updates.currentDate("lease"));
  }

  private boolean update(JournalOwner owner, Bson update) {
    return server.patiently(
        database, db -> journal(db).updateOne(ownedBy(owner), update).getMatchedCount() == 1);
  }

  /** Lets other restores have the databases. */
  void unlock(JournalHeader header) {
    header.databases().forEach(this::unlock);
  }

  private void unlock(String each) {
    write(
        each, to -> to.deleteOne(Filters.and(Filters.eq("_id", LOCK), Filters.eq("restore", id))));
  }

  /** Removes the journal, and its collections where nothing else is in them. */
  void delete(JournalHeader header) {
    unlock(header);
    write(database, to -> to.deleteMany(entriesOnly()));
    write(database, to -> to.deleteOne(byKey()));
    for (String each : header.databases()) {
      if (in(server, each).find().first() == null) {
        server.drop(each, StagedNames.JOURNAL);
      }
    }
  }

  private Bson byKey() {
    return Filters.eq("_id", JournalHeader.key(id));
  }

  private Bson ownedBy(JournalOwner owner) {
    return Filters.and(byKey(), Filters.eq("owner.token", owner.token()));
  }

  private Bson entriesOnly() {
    return Filters.regex("_id", "^" + Pattern.quote(JournalEntry.prefix(id)));
  }

  private MongoCollection<BsonDocument> collection() {
    return in(server, database);
  }

  private void write(String in, Consumer<MongoCollection<BsonDocument>> work) {
    write(server, in, work);
  }

  // Waiting for a majority may take long, after a load that members lag behind.
  private static void write(
      RestoreServer server, String in, Consumer<MongoCollection<BsonDocument>> work) {
    var _ =
        server.patiently(
            in,
            db -> {
              work.accept(journal(db));
              return in;
            });
  }

  private static MongoCollection<BsonDocument> in(RestoreServer server, String database) {
    return journal(server.database(database));
  }

  private static MongoCollection<BsonDocument> journal(MongoDatabase database) {
    return database
        .getCollection(StagedNames.JOURNAL, BsonDocument.class)
        .withWriteConcern(WriteConcern.MAJORITY);
  }
}
