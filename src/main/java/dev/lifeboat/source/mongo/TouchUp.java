package dev.lifeboat.source.mongo;

import com.mongodb.MongoCommandException;
import dev.lifeboat.problem.Code;
import dev.lifeboat.problem.Problem;
import dev.lifeboat.progress.Progress;
import dev.lifeboat.source.CapturedStream;
import dev.lifeboat.source.Fingerprint;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import org.bson.BsonArray;
import org.bson.BsonBinary;
import org.bson.BsonDocument;
import org.bson.BsonTimestamp;
import org.bson.RawBsonDocument;

/**
 * Brings collections that were read at different moments to a common later one, E. The oplog tells
 * which documents were touched; each is read again at E, and its final image is stored beside what
 * was captured. This comes in rounds, each with a later E, since the server keeps a moment readable
 * only for a while; a round that gets through is the last.
 */
final class TouchUp implements AutoCloseable {
  private static final int ROUNDS = 30;
  private static final int TRIES = 3;
  private static final int LISTINGS = 10;
  private static final Duration PAUSE = Duration.ofMillis(20);
  private static final int CHUNK = 1000;
  private static final int CHUNK_BYTES = 1 << 20;
  // What one remembered document takes in the heap, generously.
  private static final int BYTES_PER_TOUCHED = 400;

  private final CaptureRun run;
  private final Oplog oplog;
  private final CollectionReader reader;
  private final PartReader parts;
  private final Map<UUID, WholeRead> bases = new HashMap<>();
  private final Map<UUID, Fingerprint> states = new HashMap<>();
  private final Map<String, Integer> failures = new HashMap<>();
  private final Map<String, Problem> givenUp = new HashMap<>();
  private final long most = Runtime.getRuntime().maxMemory() / 4 / BYTES_PER_TOUCHED;

  private BsonTimestamp position;
  private TouchStream stream;

  TouchUp(CaptureRun run, Oplog oplog, BsonTimestamp start, Progress.Phase phase) {
    this.run = run;
    this.oplog = oplog;
    this.position = start;
    this.reader = new CollectionReader(run.connection());
    this.parts = run.partReader(run.limit(), phase);
    this.stream = new TouchStream(run.sink());
  }

  /** A collection that was read. */
  void add(WholeRead base) {
    bases.put(base.part().info().uuid().orElseThrow(), base);
    if (base.from().compareTo(position) < 0) {
      position = base.from();
    }
  }

  /** A part that no try can read. */
  void giveUp(Part part, Problem problem) {
    givenUp.put(part.item(), problem);
  }

  /** What holds at the end. */
  record End(BsonTimestamp at, PartList list, Map<Part, CapturedStream> fresh) {}

  /** Goes on until everything is as it was at one moment, and puts that together. */
  End settle() throws InterruptedException {
    for (int round = 0; round < ROUNDS; round++) {
      PartList before = PartList.read(run.connection(), run.scope());
      BsonTimestamp end = new ClusterClock(run.connection()).majority();
      PartList after = PartList.read(run.connection(), run.scope());
      scan(before, end);
      boolean looked = look(before, end);
      boolean agreed = agree(before, after);
      boolean fits = streamFits(after);
      if (looked && agreed && fits && provable(after)) {
        Optional<Map<Part, CapturedStream>> fresh = readFresh(after, end);
        if (fresh.isPresent()) {
          return new End(end, after, fresh.get());
        }
      }
      Thread.sleep(PAUSE.multipliedBy(round));
    }
    throw Problem.of(
            Code.MONGO_FAILED,
            "the data changes faster than it can be read: no common moment after "
                + ROUNDS
                + " rounds",
            "keep moments readable for longer: db.adminCommand({setParameter: 1,"
                + " minSnapshotHistoryWindowInSeconds: 3600})",
            "or back up at a quieter time")
        .exception();
  }

  private void scan(PartList list, BsonTimestamp end) {
    Map<UUID, CollectionInfo> infos = infos(list);
    oplog.scan(
        reader,
        position,
        end,
        new Oplog.Changes() {
          @Override
          public void changed(
              char op, UUID uuid, BsonTimestamp ts, IdKey id, byte[] buffer, int o) {
            WholeRead base = bases.get(uuid);
            if (base == null || ts.compareTo(base.from()) < 0) {
              return;
            }
            if (base.part().info().capped()) {
              inOrder(base, infos.getOrDefault(uuid, base.part().info()), op, ts, id, buffer, o);
            } else {
              base.touch(id);
            }
          }

          @Override
          public void emptied(UUID uuid) {
            drop(uuid);
          }
        });
    position = end;
    long touched = bases.values().stream().mapToLong(WholeRead::touched).sum();
    if (touched > most) {
      throw Problem.of(
              Code.MONGO_FAILED,
              "more than " + most + " documents changed while the backup ran",
              "keep one moment readable for the whole backup: db.adminCommand({setParameter: 1,"
                  + " minSnapshotHistoryWindowInSeconds: 3600})")
          .exception();
    }
  }

  /** Capped collections can't be read at a moment, and their order counts. */
  private void inOrder(
      WholeRead base,
      CollectionInfo info,
      char op,
      BsonTimestamp ts,
      IdKey id,
      byte[] buffer,
      int o) {
    switch (op) {
      case 'i' -> {
        int length = RawBson.int32(buffer, o);
        stream.image(info, ts, id, new RawBsonDocument(buffer, o, length), false);
        base.looked(id, Optional.of(Image.of(buffer, o, length)));
      }
      case 'd' -> {
        stream.gone(info, ts, id);
        base.looked(id, Optional.empty());
      }
      default -> base.touch(id);
    }
  }

  /** Looks at what is pending; false if more rounds are needed for it. */
  private boolean look(PartList list, BsonTimestamp end) {
    Map<UUID, CollectionInfo> infos = infos(list);
    boolean done = true;
    for (WholeRead base : List.copyOf(bases.values())) {
      UUID uuid = base.part().info().uuid().orElseThrow();
      CollectionInfo info = infos.get(uuid);
      if (info == null) {
        continue; // Dropped, or about to be found again under another name.
      }
      boolean capped = info.capped();
      List<IdKey> pending = base.pending();
      if (pending.isEmpty()) {
        continue;
      }
      ReadMoment moment = capped ? new ReadMoment.Majority() : new ReadMoment.Snapshot(end);
      // What is read of a capped collection is only right if the next round finds it untouched.
      done &= images(info, base, pending, end, moment) && !capped;
    }
    return done;
  }

  private boolean images(
      CollectionInfo info, WholeRead base, List<IdKey> ids, BsonTimestamp end, ReadMoment moment) {
    for (List<IdKey> chunk : chunks(ids)) {
      Set<IdKey> absent = new HashSet<>(chunk);
      boolean read =
          find(
              info,
              chunk,
              moment,
              (id, document) -> {
                absent.remove(id);
                var bytes = document.getByteBuffer();
                stream.image(info, end, id, document, info.capped());
                base.looked(
                    id, Optional.of(Image.of(bytes.array(), bytes.position(), bytes.remaining())));
              });
      if (!read) {
        return false;
      }
      for (IdKey id : absent) {
        stream.gone(info, end, id);
        base.looked(id, Optional.empty());
      }
    }
    return true;
  }

  /** Takes a document that was looked at. */
  @FunctionalInterface
  private interface Found {
    void accept(IdKey id, RawBsonDocument document);
  }

  /** False if the moment can't be read any more, or the collection is gone. */
  private boolean find(CollectionInfo info, List<IdKey> ids, ReadMoment moment, Found found) {
    var values = new BsonArray(ids.size());
    ids.forEach(id -> values.add(id.value()));
    try {
      reader.find(
          info.db(),
          new BsonBinary(info.uuid().orElseThrow()),
          new BsonDocument("_id", new BsonDocument("$in", values)),
          new BsonDocument(),
          moment,
          (buffer, offset, length) -> {
            for (int at = offset; at < offset + length; at += RawBson.int32(buffer, at)) {
              int size = RawBson.int32(buffer, at);
              found.accept(IdKey.of(buffer, at), new RawBsonDocument(buffer, at, size));
            }
          });
      return true;
    } catch (MongoCommandException e) {
      if (PartReader.isNotAtTheMoment(e)) {
        return false;
      }
      throw run.connection().errors().problem("read '" + info.namespace() + "'", e);
    }
  }

  private static List<List<IdKey>> chunks(List<IdKey> ids) {
    List<List<IdKey>> chunks = new ArrayList<>();
    List<IdKey> chunk = new ArrayList<>();
    int bytes = 0;
    for (IdKey id : ids) {
      chunk.add(id);
      bytes += id.length();
      if (chunk.size() == CHUNK || bytes > CHUNK_BYTES) {
        chunks.add(chunk);
        chunk = new ArrayList<>();
        bytes = 0;
      }
    }
    if (!chunk.isEmpty()) {
      chunks.add(chunk);
    }
    return chunks;
  }

  /** True if the server listed the same before and after E, but for what was given up. */
  private boolean agree(PartList before, PartList after) {
    Set<Part> differ = new HashSet<>(before.parts());
    Set<Part> common = new HashSet<>(after.parts());
    common.retainAll(differ);
    differ.addAll(after.parts());
    differ.removeAll(common);
    Set<String> names = new HashSet<>();
    for (Part part : differ) {
      if (!givenUp.containsKey(part.item()) && names.add(part.item())) {
        failed(part, LISTINGS, "it was changed, renamed or replaced at each try");
      }
    }
    return names.isEmpty();
  }

  /**
   * Works out the fingerprints. A collection whose captured images are known neither from hashes
   * nor from the server any more is read anew; then false.
   */
  private boolean provable(PartList list) {
    Map<UUID, CollectionInfo> infos = infos(list);
    boolean all = true;
    states.clear();
    for (UUID uuid : List.copyOf(bases.keySet())) {
      CollectionInfo info = infos.get(uuid);
      if (info == null) {
        continue;
      }
      Optional<Fingerprint> state =
          Objects.requireNonNull(bases.get(uuid))
              .state(
                  (at, ids, consumer) -> earlier(info, new ReadMoment.Snapshot(at), ids, consumer));
      if (state.isPresent()) {
        states.put(uuid, state.get());
      } else {
        drop(uuid);
        all = false;
      }
    }
    return all;
  }

  /** Entries that were written under a name that holds no longer are written again. */
  private boolean streamFits(PartList list) {
    Map<UUID, CollectionInfo> infos = infos(list);
    boolean fits =
        stream.namespaces().entrySet().stream()
            .allMatch(
                entry -> {
                  CollectionInfo info = infos.get(entry.getKey());
                  return info != null
                      && (info.db() + "." + info.dataName()).equals(entry.getValue())
                      && bases.containsKey(entry.getKey());
                });
    if (fits) {
      return true;
    }
    stream.close();
    stream = new TouchStream(run.sink());
    for (UUID uuid : List.copyOf(bases.keySet())) {
      WholeRead base = Objects.requireNonNull(bases.get(uuid));
      if (!infos.containsKey(uuid)) {
        drop(uuid);
      } else if (base.part().info().capped() && base.isTouched()) {
        drop(uuid); // Its order can't be had again: it is read anew.
      } else {
        base.forget();
      }
    }
    return false;
  }

  private void drop(UUID uuid) {
    WholeRead base = bases.remove(uuid);
    if (base != null) {
      base.close();
    }
  }

  /** Reads what has no base at E itself; empty if that can't be. */
  private Optional<Map<Part, CapturedStream>> readFresh(PartList list, BsonTimestamp end)
      throws InterruptedException {
    Map<Part, CapturedStream> fresh = new HashMap<>();
    boolean complete = true;
    for (Part part : list.parts()) {
      boolean hasBase =
          !part.isOfServer() && part.info().uuid().filter(bases::containsKey).isPresent();
      if (hasBase || part.documents().isEmpty() || givenUp.containsKey(part.item())) {
        continue;
      }
      if (part.info().capped()) {
        readBase(part);
        complete = false;
        continue;
      }
      switch (parts.read(reader, part, new ReadMoment.Snapshot(end), (b, o, l) -> {})) {
        case PartReader.Outcome.Read(CapturedStream read) -> fresh.put(part, read);
        case PartReader.Outcome.TooOld _ -> {
          readBase(part);
          complete = false;
        }
        case PartReader.Outcome.NotNow(Problem reason) -> {
          failed(part, TRIES, reason.message());
          complete = false;
        }
        case PartReader.Outcome.Never(Problem reason) -> {
          giveUp(part, reason);
          complete = false;
        }
      }
      if (!complete) {
        break;
      }
    }
    return complete ? Optional.of(fresh) : Optional.empty();
  }

  /** Reads a collection as it is just now. */
  void readBase(Part part) throws InterruptedException {
    BsonTimestamp from = oplog.start();
    var hashes = new ImageHashes(run.scratch());
    boolean kept = false;
    try {
      switch (parts.read(reader, part, new ReadMoment.Majority(), hashes)) {
        case PartReader.Outcome.Read(CapturedStream read) -> {
          hashes.end();
          add(new WholeRead(part, read, from, Optional.empty(), Optional.of(hashes)));
          kept = true;
        }
        case PartReader.Outcome.TooOld(Problem reason) -> failed(part, TRIES, reason.message());
        case PartReader.Outcome.NotNow(Problem reason) -> failed(part, TRIES, reason.message());
        case PartReader.Outcome.Never(Problem reason) -> giveUp(part, reason);
      }
    } finally {
      if (!kept) {
        hashes.close();
      }
    }
  }

  private void failed(Part part, int most, String reason) {
    if (failures.merge(part.item(), 1, Integer::sum) >= most) {
      giveUp(
          part,
          Problem.of(
              Code.CAPTURE_INCOMPLETE,
              "'" + part.item() + "' could not be read in " + most + " tries: " + reason,
              "back up again while nothing replaces it all the time, as $out does"));
    }
  }

  private static Map<UUID, CollectionInfo> infos(PartList list) {
    Map<UUID, CollectionInfo> infos = new HashMap<>();
    for (Part part : list.parts()) {
      part.info().uuid().ifPresent(uuid -> infos.put(uuid, part.info()));
    }
    return infos;
  }

  /** Puts everything under the names that hold at the end. */
  void assemble(End end, Assembly assembly) {
    assembly.missing(end.list().missing());
    assembly.warn(end.list().warnings());
    givenUp.values().forEach(assembly::missing);
    for (Part part : end.list().parts()) {
      if (givenUp.containsKey(part.item())) {
        continue;
      }
      Optional<WholeRead> base =
          part.isOfServer() ? Optional.empty() : part.info().uuid().map(bases::get);
      if (base.isPresent()) {
        UUID uuid = part.info().uuid().orElseThrow();
        assembly.add(part, base.get().stream(), Objects.requireNonNull(states.get(uuid)));
      } else if (end.fresh().containsKey(part)) {
        assembly.add(part, end.fresh().get(part));
      } else {
        assembly.add(part);
      }
    }
    if (stream.isEmpty()) {
      stream.close();
    } else {
      assembly.add(StreamNames.OPLOG, stream.end());
    }
  }

  private boolean earlier(
      CollectionInfo info, ReadMoment moment, List<IdKey> ids, Consumer<Image> consumer) {
    for (List<IdKey> chunk : chunks(ids)) {
      boolean read =
          find(
              info,
              chunk,
              moment,
              (id, document) -> {
                var bytes = document.getByteBuffer();
                consumer.accept(Image.of(bytes.array(), bytes.position(), bytes.remaining()));
              });
      if (!read) {
        return false;
      }
    }
    return true;
  }

  @Override
  public void close() {
    stream.close();
    bases.values().forEach(WholeRead::close);
    reader.close();
  }
}
