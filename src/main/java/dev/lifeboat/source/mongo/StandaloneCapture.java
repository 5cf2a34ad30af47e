package dev.lifeboat.source.mongo;

import dev.lifeboat.problem.Problem;
import dev.lifeboat.problem.ProblemException;
import dev.lifeboat.progress.Progress;
import dev.lifeboat.source.Capture;
import dev.lifeboat.source.CapturedStream;
import dev.lifeboat.source.Consistency;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Captures a standalone server: collection after collection, or with writes locked out. */
record StandaloneCapture(CaptureRun run) {
  private static final int TRIES = 3;

  Capture capture() {
    boolean wasLocked = FsyncLock.isHeld(run.connection());
    Capture capture = captured();
    if (!wasLocked) {
      return capture;
    }
    List<String> warnings = new ArrayList<>(capture.warnings());
    warnings.add(
        "writes to this MongoDB were locked out before the backup began, and still are; if nobody"
            + " means that, a killed backup left it so: db.fsyncUnlock() ends it");
    return new Capture(
        capture.consistency(),
        capture.items(),
        capture.streams(),
        capture.details(),
        capture.missing(),
        warnings);
  }

  private Capture captured() {
    if (!run.settings().fsyncLock()) {
      return read(Optional.empty());
    }
    try (var lock = FsyncLock.take(run.connection(), run.clock())) {
      return read(Optional.of(lock));
    } catch (ProblemException e) {
      throw alsoOfTheLock(e);
    }
  }

  /** Who can't read may hear, too, that writes may still be locked out. */
  private static ProblemException alsoOfTheLock(ProblemException failure) {
    List<Problem> problems = new ArrayList<>(failure.problems());
    for (Throwable suppressed : failure.getSuppressed()) {
      if (suppressed instanceof ProblemException of) {
        problems.addAll(of.problems());
      }
    }
    if (problems.size() == failure.problems().size()) {
      return failure;
    }
    var both = new ProblemException(problems);
    both.initCause(failure);
    return both;
  }

  private Capture read(Optional<FsyncLock> lock) {
    Instant start = run.clock().instant();
    var assembly = new Assembly(run.sink());
    PartList list = PartList.read(run.connection(), run.scope());
    assembly.missing(list.missing());
    assembly.warn(list.warnings());
    Map<Part, CapturedStream> streams = new ConcurrentHashMap<>();
    Map<Part, PartReader.Outcome> failures = new ConcurrentHashMap<>();
    long total = new Sizes(run.connection()).total(list.catalog());
    try (var phase = run.progress().start("reading", total, Progress.Unit.BYTES)) {
      PartReader parts = run.partReader(run.limit(), phase);
      run.readers()
          .forEach(
              list.parts().stream().filter(part -> part.documents().isPresent()).toList(),
              (reader, part) -> {
                var outcome = read(reader, parts, part);
                if (outcome instanceof PartReader.Outcome.Read(CapturedStream stream)) {
                  streams.put(part, stream);
                } else {
                  failures.put(part, outcome);
                }
              });
      lock.ifPresent(FsyncLock::requireHeldSince);
      if (parts.readByName()) {
        for (Part part : parts.moved(PartList.read(run.connection(), run.scope()))) {
          streams.remove(part);
          failures.put(part, new PartReader.Outcome.NotNow(PartReader.renamed(part)));
        }
      }
    }
    for (Part part : list.parts()) {
      CapturedStream stream = streams.get(part);
      if (stream != null) {
        assembly.add(part, stream);
      } else if (part.documents().isEmpty()) {
        assembly.add(part);
      }
    }
    failures.forEach((part, outcome) -> PartReader.reason(outcome).ifPresent(assembly::missing));
    if (lock.isPresent()) {
      return assembly.build(new Consistency.Locked(lock.get().since()), run.details(list));
    }
    assembly.warn(
        "this MongoDB is a standalone server: what was written during the backup may be in it for"
            + " one collection and not for another; make it a replica set of one node, or set"
            + " fsync-lock: true (--fsync-lock) to lock writes out meanwhile");
    return assembly.build(new Consistency.Live(start, run.clock().instant()), run.details(list));
  }

  private static PartReader.Outcome read(CollectionReader reader, PartReader parts, Part part)
      throws InterruptedException {
    PartReader.Outcome outcome = parts.read(reader, part, new ReadMoment.Local(), (b, o, l) -> {});
    for (int i = 1; i < TRIES && outcome instanceof PartReader.Outcome.NotNow; i++) {
      outcome = parts.read(reader, part, new ReadMoment.Local(), (b, o, l) -> {});
    }
    return outcome;
  }
}
