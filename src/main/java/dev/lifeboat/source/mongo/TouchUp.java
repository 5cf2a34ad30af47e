package dev.lifeboat.source.mongo;

import dev.lifeboat.problem.Code;
import dev.lifeboat.problem.Problem;
import dev.lifeboat.progress.Progress;
import dev.lifeboat.source.CapturedStream;
import dev.lifeboat.source.Fingerprint;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.bson.BsonTimestamp;

/**
 * Brings collections that were read at different moments to a common later one, E. The oplog tells
 * which documents were touched ({@link TouchScan}); each is read again at E ({@link TouchLook}),
 * and its final image is stored beside what was captured. This comes in rounds, each with a later
 * E, since the server keeps a moment readable only for a while; a round that gets through is the
 * last.
 */
final class TouchUp implements AutoCloseable {
  private static final int ROUNDS = 30;
  private static final int LISTINGS = 10;
  private static final Duration PAUSE = Duration.ofMillis(20);

  private final CaptureRun run;
  private final CollectionReader reader;
  private final TouchedReads reads;
  private final TouchScan scan;
  private final TouchLook look;
  private final LateReads late;
  private final GivenUp givenUp = new GivenUp();
  private final Outages outages;
  private final Map<UUID, Fingerprint> states = new HashMap<>();

  TouchUp(CaptureRun run, Oplog oplog, BsonTimestamp start, Progress.Phase phase) {
    this.run = run;
    this.outages = run.outages();
    this.reader = new CollectionReader(run.connection());
    this.reads = new TouchedReads(run.sink());
    this.scan = new TouchScan(oplog, reader, reads, start);
    this.look =
        new TouchLook(
            run.connection().errors(),
            reader,
            reads,
            scan,
            new ClusterClock(run.connection()),
            givenUp);
    PartReader parts = run.partReader(run.limit(), phase);
    this.late = new LateReads(run, oplog, reader, parts, reads, scan, givenUp);
  }

  /** A collection that was read. */
  void add(WholeRead base) {
    reads.add(base);
    scan.reachBackTo(base.from());
  }

  /** A part that no try can read. */
  void giveUp(Part part, Problem problem) {
    givenUp.add(part, problem);
  }

  /** Reads a collection as it is just now. */
  void readBase(Part part) throws InterruptedException {
    var _ =
        outages.outlast(
            () -> {
              late.readBase(part);
              return part;
            },
            reader::goOn);
  }

  /** What holds at the end. */
  record End(BsonTimestamp at, PartList list, Map<Part, CapturedStream> fresh) {}

  /** Goes on until everything is as it was at one moment, and puts that together. */
  End settle() throws InterruptedException {
    for (int round = 0; round < ROUNDS; round++) {
      Optional<End> end = outages.outlast(this::round, this::goOn);
      if (end.isPresent()) {
        return end.get();
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

  private Optional<End> round() throws InterruptedException {
    PartList before = PartList.read(run.connection(), run.scope());
    BsonTimestamp end = new ClusterClock(run.connection()).majority();
    PartList after = PartList.read(run.connection(), run.scope());
    scan.scan(before, end);
    boolean looked = look.look(before, end);
    boolean agreed = agree(before, after);
    boolean fits = reads.streamFits(after);
    return looked && agreed && fits && provable(after)
        ? late.readFresh(after, end).map(fresh -> new End(end, after, fresh))
        : Optional.empty();
  }

  /** What an outage cut off half-way is noted again from the start. */
  private void goOn() {
    reader.goOn();
    reads.startOver();
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
      if (!givenUp.contains(part) && names.add(part.item())) {
        givenUp.failed(part, LISTINGS, "it was changed, renamed or replaced at each try");
      }
    }
    return names.isEmpty();
  }

  /**
   * Works out the fingerprints. A collection whose captured images are known neither from hashes
   * nor from the server any more is read anew; then false.
   */
  private boolean provable(PartList list) {
    Map<UUID, CollectionInfo> infos = list.byUuid();
    boolean all = true;
    states.clear();
    for (UUID uuid : reads.uuids()) {
      CollectionInfo info = infos.get(uuid);
      if (info == null) {
        continue;
      }
      Optional<Fingerprint> state =
          reads
              .get(uuid)
              .orElseThrow()
              .state((at, ids, consumer) -> look.earlier(info, at, ids, consumer));
      if (state.isPresent()) {
        states.put(uuid, state.get());
      } else {
        reads.drop(uuid);
        all = false;
      }
    }
    return all;
  }

  /** Puts everything under the names that hold at the end. */
  void assemble(End end, Assembly assembly) {
    assembly.missing(end.list().missing());
    assembly.warn(end.list().warnings());
    givenUp.problems().forEach(assembly::missing);
    for (Part part : end.list().parts()) {
      if (givenUp.contains(part)) {
        continue;
      }
      Optional<WholeRead> base = reads.of(part);
      if (base.isPresent()) {
        UUID uuid = part.info().uuid().orElseThrow();
        assembly.add(part, base.get().stream(), Objects.requireNonNull(states.get(uuid)));
      } else if (end.fresh().containsKey(part)) {
        assembly.add(part, end.fresh().get(part));
      } else {
        assembly.add(part);
      }
    }
    if (reads.stream().isEmpty()) {
      reads.stream().close();
    } else {
      assembly.add(StreamNames.OPLOG, reads.stream().end());
    }
  }

  @Override
  public void close() {
    reads.close();
    reader.close();
  }
}
