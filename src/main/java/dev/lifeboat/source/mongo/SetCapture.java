package dev.lifeboat.source.mongo;

import dev.lifeboat.progress.Progress;
import dev.lifeboat.source.Capture;
import dev.lifeboat.source.CapturedStream;
import dev.lifeboat.source.Consistency;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.bson.BsonTimestamp;

/** Captures a replica set at one cluster time. */
record SetCapture(CaptureRun run) {
  private static final int TRIES = 5;

  Capture capture() {
    Settled start = settle();
    var moment = new ReadMoment.Snapshot(start.at());
    Map<Part, CapturedStream> streams = new ConcurrentHashMap<>();
    Map<Part, PartReader.Outcome> failures = new ConcurrentHashMap<>();
    RateLimit limit = run.limit();
    PartList list = start.list();
    long total = new Sizes(run.connection()).total(list.catalog());
    try (var phase = run.progress().start("reading", total, Progress.Unit.BYTES)) {
      run.readers()
          .forEach(
              list.parts().stream().filter(part -> part.documents().isPresent()).toList(),
              (reader, part) -> {
                var outcome =
                    run.partReader(limit, phase).read(reader, part, moment, (b, o, l) -> {});
                if (outcome instanceof PartReader.Outcome.Read(CapturedStream stream)) {
                  streams.put(part, stream);
                } else {
                  failures.put(part, outcome);
                }
              });
    }
    var assembly = new Assembly(run.sink());
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
    failures.forEach((part, outcome) -> PartReader.reason(outcome).ifPresent(assembly::missing));
    return assembly.build(consistency(start.at()), details(list, start.at()));
  }

  /** A listing and a cluster time at which it held. */
  private record Settled(PartList list, BsonTimestamp at, boolean agreed) {}

  private Settled settle() {
    var clock = new ClusterClock(run.connection());
    PartList before = PartList.read(run.connection(), run.scope());
    for (int i = 1; ; i++) {
      BsonTimestamp at = clock.majority();
      PartList after = PartList.read(run.connection(), run.scope());
      if (after.sameAs(before) || i == TRIES) {
        return new Settled(after, at, after.sameAs(before));
      }
      before = after;
    }
  }

  private Map<String, Object> details(PartList list, BsonTimestamp at) {
    Map<String, Object> details = new TreeMap<>(run.details(list));
    details.put("clusterTime", at.getTime() + ":" + at.getInc());
    return details;
  }

  private static Consistency consistency(BsonTimestamp at) {
    return new Consistency.ClusterTime(
        Instant.ofEpochSecond(Integer.toUnsignedLong(at.getTime())), at.getInc());
  }
}
