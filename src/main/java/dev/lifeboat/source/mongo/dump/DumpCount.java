package dev.lifeboat.source.mongo.dump;

import dev.lifeboat.source.DumpPart;
import dev.lifeboat.source.mongo.DumpedCollection;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.bson.BsonDocument;
import org.bson.BsonTimestamp;
import org.bson.RawBsonDocument;

/** Counts what is in a dump, and notes what is damaged or missing. */
final class DumpCount implements DumpListener {
  /** The server keeps this itself; restores need the format of users that it says, and know it. */
  private static final String VERSION = "system.version";

  /** What servers before 3.0 kept their indexes in. */
  private static final String OLD_INDEXES = "system.indexes";

  private final Map<Namespace, DumpTally> tallies =
      new TreeMap<>(Comparator.comparing(Namespace::toString));
  private final List<String> damage = new ArrayList<>();
  private DumpHead head = new DumpHead(Optional.empty(), Optional.empty(), List.of());
  private final boolean indexes;
  private boolean hasOplog;
  private long oplog;
  private Optional<BsonTimestamp> lastOfOplog = Optional.empty();
  private boolean oplogEnded;

  /**
   * @param indexes false to leave out all indexes but those of {@code _id}
   */
  DumpCount(boolean indexes) {
    this.indexes = indexes;
  }

  @Override
  public void declared(DumpHead told) {
    head = told;
    for (DumpEntry entry : told.entries()) {
      Namespace namespace = entry.namespace();
      if (namespace.isOplog()) {
        hasOplog = true;
      } else if (!isLeftOut(namespace)) {
        declare(namespace, entry.metadata());
      }
    }
  }

  private void declare(Namespace namespace, Optional<String> metadata) {
    try {
      DumpedCollection described = collection(namespace, metadata);
      DumpedCollection collection = indexes ? described : described.withoutIndexes();
      tallies.put(
          collection.isTimeSeries() ? namespace.buckets() : namespace, new DumpTally(collection));
    } catch (IllegalArgumentException e) {
      var tally = new DumpTally(collection(namespace, Optional.empty()));
      tally.damage("its metadata are damaged: options and indexes can't be read");
      tallies.put(namespace, tally);
    }
  }

  private static DumpedCollection collection(Namespace namespace, Optional<String> metadata) {
    return namespace.isOfDatabase()
        ? DumpedCollection.ofDatabase(namespace.db(), namespace.ofAdmin())
        : DumpedCollection.of(namespace.db(), namespace.collection(), metadata);
  }

  static boolean isLeftOut(Namespace namespace) {
    return namespace.collection().equals(OLD_INDEXES)
        || (namespace.isOfDatabase() && namespace.ofAdmin().equals(VERSION));
  }

  @Override
  public void documents(Namespace namespace, byte[] buffer, int offset, int length) {
    if (namespace.isOplog()) {
      for (int at = offset; at < offset + length; at += BsonCheck.int32(buffer, at)) {
        oplog++;
        BsonDocument entry =
            new RawBsonDocument(Arrays.copyOfRange(buffer, at, at + BsonCheck.int32(buffer, at)));
        if (entry.isTimestamp("ts")) {
          lastOfOplog = Optional.of(entry.getTimestamp("ts"));
        }
      }
    } else {
      find(namespace).ifPresent(tally -> tally.count(buffer, offset, length));
    }
  }

  @Override
  public void ended(Namespace namespace) {
    if (namespace.isOplog()) {
      oplogEnded = true;
    } else {
      find(namespace).ifPresent(DumpTally::end);
    }
  }

  @Override
  public void damaged(Namespace namespace, String what) {
    if (namespace.isOplog()) {
      damage.add("its oplog: " + what);
    } else {
      find(namespace).ifPresent(tally -> tally.damage(what));
    }
  }

  @Override
  public void broken(String what) {
    damage.add(what);
  }

  /** To be called when everything was read: notes what is missing. */
  void finish() {
    boolean cut = hasOplog && !oplogEnded;
    for (DumpTally tally : tallies.values()) {
      if (tally.collection().hasDocuments() && !tally.ended() && tally.whole()) {
        cut = true;
        tally.damage(missing(tally.documents()));
      }
    }
    if (cut && damage.isEmpty()) {
      damage.add("is cut off between two blocks: not all that it holds comes to an end");
    }
  }

  private static String missing(long documents) {
    if (documents == 0) {
      return "no document of it is there";
    }
    return String.format(Locale.ROOT, "is cut off after %,d ", documents)
        + (documents == 1 ? "document" : "documents");
  }

  Optional<DumpTally> find(Namespace namespace) {
    DumpTally tally = tallies.get(namespace);
    if (tally == null && namespace.isBuckets()) {
      tally = tallies.get(namespace.series());
    }
    if (tally == null && tallies.containsKey(namespace.buckets())) {
      // Servers from 8.3 on have no buckets of their own.
      tally = tallies.get(namespace.buckets());
    }
    return Optional.ofNullable(tally);
  }

  DumpHead head() {
    return head;
  }

  Collection<DumpTally> tallies() {
    return tallies.values();
  }

  List<DumpPart> parts() {
    return tallies.values().stream()
        .map(DumpTally::part)
        .sorted(Comparator.comparing(DumpPart::name))
        .toList();
  }

  List<String> damage() {
    return List.copyOf(damage);
  }

  boolean hasOplog() {
    return hasOplog;
  }

  /** The moment up to which its oplog goes. */
  Optional<Instant> oplogMoment() {
    return lastOfOplog.map(ts -> Instant.ofEpochSecond(Integer.toUnsignedLong(ts.getTime())));
  }

  /** How many entries its oplog has. */
  long oplog() {
    return oplog;
  }
}
