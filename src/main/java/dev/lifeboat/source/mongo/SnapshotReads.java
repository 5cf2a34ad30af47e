package dev.lifeboat.source.mongo;

import dev.lifeboat.problem.Code;
import dev.lifeboat.problem.Problem;
import dev.lifeboat.progress.Progress;
import dev.lifeboat.source.CapturedStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.bson.BsonTimestamp;

/** Reads what can be read at one cluster time, and tells what can't. */
final class SnapshotReads implements AutoCloseable {
  private final CaptureRun run;
  private final BsonTimestamp at;
  private final BsonTimestamp before;
  private final boolean keepHashes;
  private final PartReader partReader;

  private final Map<Part, CapturedStream> streams = new ConcurrentHashMap<>();
  private final Map<Part, ImageHashes> hashes = new ConcurrentHashMap<>();
  private final Map<Part, PartReader.Outcome> failures = new ConcurrentHashMap<>();

  /**
   * @param at the cluster time
   * @param before an oplog entry from before it
   * @param keepHashes remember the hash of each document, because other moments may be needed
   */
  SnapshotReads(
      CaptureRun run,
      BsonTimestamp at,
      BsonTimestamp before,
      boolean keepHashes,
      Progress.Phase phase) {
    this.run = run;
    this.at = at;
    this.before = before;
    this.keepHashes = keepHashes;
    this.partReader = run.partReader(run.limit(), phase);
  }

  void read(List<Part> parts) {
    List<Part> readable = new ArrayList<>();
    for (Part part : parts) {
      if (part.info().capped()) {
        Problem reason =
            Problem.of(
                Code.CAPTURE_INCOMPLETE,
                "'" + part.item() + "' is capped, and can't be read without reading the oplog");
        failures.put(part, new PartReader.Outcome.TooOld(reason));
      } else if (part.documents().isPresent()) {
        readable.add(part);
      }
    }
    run.readers().forEach(readable, this::readOne);
    if (partReader.readByName()) {
      for (Part part : partReader.moved(PartList.read(run.connection(), run.scope()))) {
        failures.put(part, new PartReader.Outcome.NotNow(PartReader.renamed(part)));
        streams.remove(part);
        Optional.ofNullable(hashes.remove(part)).ifPresent(ImageHashes::close);
      }
    }
  }

  private void readOne(CollectionReader reader, Part part) throws InterruptedException {
    CollectionReader.Consumer witness = (b, o, l) -> {};
    if (keepHashes && !part.isOfServer()) {
      // Those of a try that an outage ended are of no use.
      Optional.ofNullable(hashes.remove(part)).ifPresent(ImageHashes::close);
      witness = hashes.computeIfAbsent(part, key -> new ImageHashes(run.scratch()));
    }
    var outcome = partReader.read(reader, part, new ReadMoment.Snapshot(at), witness);
    if (outcome instanceof PartReader.Outcome.Read(CapturedStream stream)) {
      streams.put(part, stream);
      Optional.ofNullable(hashes.get(part)).ifPresent(ImageHashes::end);
    } else {
      failures.put(part, outcome);
      Optional.ofNullable(hashes.remove(part)).ifPresent(ImageHashes::close);
    }
  }

  /** True if nothing asks for another moment. */
  boolean complete() {
    return failures.values().stream()
        .allMatch(outcome -> outcome instanceof PartReader.Outcome.Never);
  }

  /** What was read, to be brought to a later moment. Takes the hashes along. */
  List<WholeRead> bases() {
    List<WholeRead> bases = new ArrayList<>();
    streams.forEach(
        (part, stream) -> {
          if (!part.isOfServer() && part.filter().isEmpty()) {
            bases.add(
                new WholeRead(
                    part,
                    stream,
                    before,
                    Optional.of(at),
                    Optional.ofNullable(hashes.remove(part))));
          }
        });
    return bases;
  }

  /** What is there, but not any more as it was at the moment. */
  List<Part> tooOld() {
    return failures.entrySet().stream()
        .filter(entry -> entry.getValue() instanceof PartReader.Outcome.TooOld)
        .map(Map.Entry::getKey)
        .filter(part -> !part.isOfServer() && part.filter().isEmpty())
        .toList();
  }

  /** What no try can read. */
  Map<Part, Problem> never() {
    Map<Part, Problem> never = new ConcurrentHashMap<>();
    failures.forEach(
        (part, outcome) -> {
          if (outcome instanceof PartReader.Outcome.Never(Problem reason)) {
            never.put(part, reason);
          }
        });
    return never;
  }

  /**
   * Puts everything together as of the moment.
   *
   * @param noOplog why no other moment can be had, if that is so
   */
  void assemble(PartList list, Optional<Problem> noOplog, Assembly assembly) {
    assembly.missing(list.missing());
    assembly.warn(list.warnings());
    for (Part part : list.parts()) {
      CapturedStream stream = streams.get(part);
      if (stream != null) {
        assembly.add(part, stream);
      } else if (part.documents().isEmpty()) {
        assembly.add(part);
      }
    }
    if (!complete()) {
      noOplog.ifPresent(assembly::missing);
    }
    failures.values().forEach(failure -> PartReader.reason(failure).ifPresent(assembly::missing));
  }

  @Override
  public void close() {
    hashes.values().forEach(ImageHashes::close);
  }
}
