package dev.lifeboat.source.mongo;

import com.mongodb.WriteConcern;
import com.mongodb.client.model.Filters;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.bson.BsonValue;
import org.bson.RawBsonDocument;

/** Looks at documents that a restore inserted, and removes them. */
final class MissingLook {
  private final RestoreServer server;
  private final String database;
  private final String name;

  MissingLook(RestoreServer server, String database, String name) {
    this.server = server;
    this.database = database;
    this.name = name;
  }

  /** What became of them. */
  record Found(long same, long changed, long gone) {
    static final Found NOTHING = new Found(0, 0, 0);

    Found plus(Found other) {
      return new Found(same + other.same, changed + other.changed, gone + other.gone);
    }

    long touched() {
      return changed + gone;
    }
  }

  Found look(MissingIds ids) {
    var all = new Found[] {Found.NOTHING};
    ids.read(notes -> all[0] = all[0].plus(count(notes, find(notes))));
    return all[0];
  }

  /** Removes those that nobody has changed. */
  Found remove(MissingIds ids) {
    var all = new Found[] {Found.NOTHING};
    ids.read(
        notes -> {
          var now = find(notes);
          for (MissingIds.Note note : notes) {
            var document = now.get(note.id());
            all[0] = all[0].plus(document == null ? new Found(0, 0, 1) : remove(note, document));
          }
        });
    return all[0];
  }

  private Found remove(MissingIds.Note note, RawBsonDocument document) {
    if (!note.isStill(document)) {
      return new Found(0, 1, 0);
    }
    // Whoever changes it between the look and this keeps it.
    var _ =
        server
            .database(database)
            .getCollection(name)
            .withWriteConcern(WriteConcern.MAJORITY)
            .deleteOne(MissingGuard.unchanged(document));
    return new Found(1, 0, 0);
  }

  private static Found count(List<MissingIds.Note> notes, Map<BsonValue, RawBsonDocument> now) {
    long same = 0;
    long gone = 0;
    for (MissingIds.Note note : notes) {
      var document = now.get(note.id());
      if (document == null) {
        gone++;
      } else if (note.isStill(document)) {
        same++;
      }
    }
    return new Found(same, notes.size() - same - gone, gone);
  }

  private Map<BsonValue, RawBsonDocument> find(List<MissingIds.Note> notes) {
    var found = new HashMap<BsonValue, RawBsonDocument>();
    server
        .database(database)
        .getCollection(name, RawBsonDocument.class)
        .find(Filters.in("_id", notes.stream().map(MissingIds.Note::id).toList()))
        .forEach(document -> found.put(MissingIds.id(document), document));
    return found;
  }
}
