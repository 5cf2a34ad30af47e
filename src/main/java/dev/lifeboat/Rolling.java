package dev.lifeboat;

import dev.lifeboat.cli.ExactMoment;
import dev.lifeboat.cli.RestoreChoice;
import dev.lifeboat.problem.Code;
import dev.lifeboat.problem.Problem;
import dev.lifeboat.problem.ProblemException;
import dev.lifeboat.repository.BackupEntry;
import dev.lifeboat.repository.Backups;
import dev.lifeboat.repository.OplogSlices;
import dev.lifeboat.repository.Repository;
import dev.lifeboat.repository.manifest.Manifest;
import dev.lifeboat.source.CapturedOplog;
import dev.lifeboat.source.CapturedStreams;
import dev.lifeboat.source.FoundOperation;
import dev.lifeboat.source.OperationQuery;
import dev.lifeboat.source.OplogRange;
import dev.lifeboat.source.OplogTime;
import dev.lifeboat.source.mongo.OplogSearch;
import dev.lifeboat.source.mongo.RolledForward;
import dev.lifeboat.stack.StackName;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * From which backup the captured oplog leads to a moment.
 *
 * @param base the newest one of which that is so
 * @param oplog what was captured
 * @param upTo the last time whose entries count
 * @param moment the same for people
 */
record Rolling(BackupEntry base, CapturedOplog oplog, OplogTime upTo, Instant moment) {
  /**
   * Finds it.
   *
   * @param stack whose oplog; empty if that isn't known yet
   * @return empty if no moment was named, or no oplog was captured before that moment, so that the
   *     nearest backup is what there is.
   * @throws ProblemException RESTORE_REFUSED if there is a captured oplog, and it doesn't lead
   *     there
   */
  static Optional<Rolling> find(
      Repository repository, Optional<StackName> stack, RestoreChoice choice, Backups backups) {
    if (choice.volumes().isPresent() || (choice.at().isEmpty() && choice.exactly().isEmpty())) {
      return Optional.empty();
    }
    OplogSlices slices = repository.oplog();
    CapturedOplog oplog =
        stack
            .map(name -> slices.captured(name.value()))
            .orElseGet(() -> slices.captured(slices.list()));
    List<OplogRange> ranges = oplog.ranges();
    OplogTime upTo =
        choice
            .exactly()
            .map(exactly -> time(exactly, oplog))
            .orElseGet(() -> OplogTime.lastBefore(choice.at().orElseThrow()));
    Instant moment = choice.at().orElseGet(upTo::second);
    for (BackupEntry entry : backups.upTo(moment)) {
      if (leads(repository, entry, ranges, upTo)) {
        return Optional.of(new Rolling(entry, oplog, upTo, moment));
      }
    }
    boolean nothing = ranges.stream().allMatch(range -> upTo.isBefore(range.usableFrom()));
    if (choice.exactly().isEmpty() && nothing) {
      return Optional.empty();
    }
    throw leadsNowhere(ranges, upTo, moment);
  }

  private static boolean leads(
      Repository repository, BackupEntry entry, List<OplogRange> ranges, OplogTime upTo) {
    Manifest manifest = entry.trusted();
    // The manifest has the second; only what may do is opened to see exactly.
    if (ranges.stream().noneMatch(range -> OplogBases.mayLead(range, manifest))) {
      return false;
    }
    CapturedStreams streams = repository.streams(manifest, repository.contents(manifest));
    return RolledForward.range(streams, ranges, upTo).isPresent();
  }

  /** The content at that moment. */
  CapturedStreams roll(CapturedStreams streams) {
    return RolledForward.of(streams, oplog, upTo, moment);
  }

  private static OplogTime time(ExactMoment exactly, CapturedOplog oplog) {
    return switch (exactly) {
      case ExactMoment.UpTo upTo -> upTo.time();
      case ExactMoment.Before before -> OplogTime.of(found(before, oplog).time().toLong() - 1);
    };
  }

  private static FoundOperation found(ExactMoment.Before before, CapturedOplog oplog) {
    OperationQuery query = before.operation();
    List<FoundOperation> newest = new ArrayList<>();
    OplogSearch.run(
        oplog,
        query,
        found -> {
          newest.clear();
          newest.add(found);
        });
    if (newest.isEmpty()) {
      throw Problem.of(
              Code.RESTORE_REFUSED,
              "the captured oplog has no such operation on '%s'%s"
                  .formatted(
                      query.namespace().orElse("*"),
                      query.id().map(id -> " with the _id " + id).orElse("")),
              "look for it: lifeboat oplog search --ns "
                  + query.namespace().orElse("DATABASE.COLLECTION"))
          .exception();
    }
    return newest.getFirst();
  }

  private static ProblemException leadsNowhere(
      List<OplogRange> ranges, OplogTime upTo, Instant moment) {
    List<String> hints = new ArrayList<>();
    ranges.stream()
        .filter(range -> range.to().isBefore(upTo))
        .max(Comparator.comparing(OplogRange::to))
        .ifPresent(
            range ->
                hints.add(
                    "the newest that can be reached before it: lifeboat restore --at-optime "
                        + range.to()));
    hints.add("see what can be reached: lifeboat oplog status");
    hints.add("or name a backup, without what followed on it: lifeboat list");
    return Problem.of(
            Code.RESTORE_REFUSED,
            "no backup and captured oplog lead to %s (%s)".formatted(moment, upTo),
            hints.toArray(String[]::new))
        .exception();
  }
}
