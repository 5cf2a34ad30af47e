package dev.lifeboat.source.mongo;

import com.mongodb.MongoCommandException;
import com.mongodb.MongoNamespace;
import com.mongodb.client.model.RenameCollectionOptions;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.bson.BsonArray;
import org.bson.BsonDocument;
import org.bson.BsonString;

/**
 * Puts right what a restore of missing documents had created and not finished when it was cut off.
 * A collection gets its indexes and its expiry. A capped collection or a time-series, which nobody
 * could fill later, is set aside, so that another run makes it whole.
 */
final class MissingCreated {
  private final RestoreServer server;

  MissingCreated(RestoreServer server) {
    this.server = server;
  }

  /**
   * Does it; doing it again changes nothing.
   *
   * @return what was done that people shall know, in words
   */
  List<String> settle(Journal journal, JournalHeader header) {
    var words = new ArrayList<String>();
    for (JournalEntry entry : journal.entries()) {
      boolean begun = entry.done().contains(JournalEntry.BEGUN);
      if (!begun || entry.done().contains(JournalEntry.ARRIVED)) {
        continue;
      }
      if (isOrdered(entry)) {
        setAside(entry, StagedNames.kept(header.id(), entry.n())).ifPresent(words::add);
        journal.done(entry, JournalEntry.SET_ASIDE);
      } else {
        define(entry).ifPresent(words::add);
      }
      journal.done(entry, JournalEntry.ARRIVED);
    }
    return words;
  }

  private static boolean isOrdered(JournalEntry entry) {
    return entry.kind() == StagedKind.TIMESERIES
        || RestoreItem.isCapped(JournalEntry.options(entry.after()));
  }

  /** Renamed or copied, not only dropped: somebody may have written to it by now. */
  private Optional<String> setAside(JournalEntry entry, String aside) {
    if (server.collection(entry.database(), entry.name()).isEmpty()) {
      return Optional.empty();
    }
    if (entry.kind() == StagedKind.TIMESERIES) {
      var _ =
          new RestoreTimeSeries(server)
              .copyAside(entry.database(), entry.name(), aside, RestoreRollback.silent());
      server.drop(entry.database(), entry.name());
    } else {
      server
          .database(entry.database())
          .getCollection(entry.name())
          .renameCollection(
              new MongoNamespace(entry.database(), aside),
              new RenameCollectionOptions().dropTarget(true));
    }
    return Optional.of(
        "'%s' was half-way and is set aside as '%s.%s'"
            .formatted(entry.namespace(), entry.database(), aside));
  }

  private Optional<String> define(JournalEntry entry) {
    if (server.collection(entry.database(), entry.name()).isEmpty()) {
      return Optional.empty();
    }
    var options = JournalEntry.options(entry.after());
    var indexes = JournalEntry.indexes(entry.after());
    try {
      Set<String> there = new HashSet<>();
      server.indexes(entry.database(), entry.name()).forEach(each -> there.add(name(each)));
      var build =
          StagedDefinition.toBuild(options, indexes).stream()
              .filter(index -> !there.contains(name(index)))
              .toList();
      if (!build.isEmpty()) {
        server.run(
            entry.database(),
            new BsonDocument("createIndexes", new BsonString(entry.name()))
                .append("indexes", new BsonArray(build)));
      }
      StagedDefinition.expiry(entry.name(), options, indexes, true)
          .forEach(command -> server.run(entry.database(), command));
      return Optional.empty();
    } catch (MongoCommandException e) {
      // What others have written meanwhile may not fit an index; what is there stays all the same.
      return Optional.of(
          "'%s' lacks indexes that the backup has: %s"
              .formatted(entry.namespace(), e.getErrorMessage()));
    }
  }

  private static String name(BsonDocument index) {
    return index.getString("name").getValue();
  }
}
