package dev.lifeboat.source.mongo;

import dev.lifeboat.problem.Problem;
import dev.lifeboat.source.CapturedStream;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.bson.BsonTimestamp;

/** Reads whole what wasn't read yet, or is no longer what was read, while rounds are settled. */
record LateReads(
    CaptureRun run,
    Oplog oplog,
    CollectionReader reader,
    PartReader parts,
    TouchedReads reads,
    TouchScan scan,
    GivenUp givenUp) {
  private static final int TRIES = 3;

  /** Reads what has no base at E itself; empty if that can't be. */
  Optional<Map<Part, CapturedStream>> readFresh(PartList list, BsonTimestamp end)
      throws InterruptedException {
    Map<Part, CapturedStream> fresh = new HashMap<>();
    boolean complete = true;
    for (Part part : list.parts()) {
      if (reads.of(part).isPresent() || part.documents().isEmpty() || givenUp.contains(part)) {
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
          givenUp.failed(part, TRIES, reason.message());
          complete = false;
        }
        case PartReader.Outcome.Never(Problem reason) -> {
          givenUp.add(part, reason);
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
          reads.add(new WholeRead(part, read, from, Optional.empty(), Optional.of(hashes)));
          scan.reachBackTo(from);
          kept = true;
        }
        case PartReader.Outcome.TooOld(Problem reason) ->
            givenUp.failed(part, TRIES, reason.message());
        case PartReader.Outcome.NotNow(Problem reason) ->
            givenUp.failed(part, TRIES, reason.message());
        case PartReader.Outcome.Never(Problem reason) -> givenUp.add(part, reason);
      }
    } finally {
      if (!kept) {
        hashes.close();
      }
    }
  }
}
