package dev.lifeboat.source.mongo;

import dev.lifeboat.source.CapturedOplog;
import dev.lifeboat.source.OplogRange;
import dev.lifeboat.source.OplogTime;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;

/**
 * Reads a captured oplog from before a backup up to a moment, as often as it is needed.
 *
 * @param from the first entry that is read: a transaction may have begun before the backup
 * @param base the backup's cluster time
 * @param upTo the last entry
 */
record ReplayReader(
    CapturedOplog oplog, OplogRange range, OplogTime from, OplogTime base, OplogTime upTo) {
  /** Twice as long as transactions usually may take. */
  private static final int SECONDS_BEFORE = 120;

  /** Of how much what is lost is counted: six hours. */
  private static final int SECONDS_COUNTED = 6 * 3600;

  /** Takes an operation on a document. */
  interface Operations {
    /** Takes the next one; its bytes may be another's when this returns. */
    void take(UUID collection, ReplayEntry entry);
  }

  /** From as long before the backup as transactions usually take. */
  static ReplayReader recent(
      CapturedOplog oplog, OplogRange range, OplogTime base, OplogTime upTo) {
    var before = new OplogTime(base.seconds() - SECONDS_BEFORE, 0);
    return new ReplayReader(
        oplog, range, before.isBefore(range.from()) ? range.from() : before, base, upTo);
  }

  /** From the first entry that there is. */
  static ReplayReader whole(CapturedOplog oplog, OplogRange range, OplogTime base, OplogTime upTo) {
    return new ReplayReader(oplog, range, range.from(), base, upTo);
  }

  boolean isWhole() {
    return from.equals(range.from());
  }

  /**
   * How many operations on documents the captured oplog has after the last entry that is wanted;
   * empty if counting them would take long.
   */
  Optional<Long> after() {
    var next = OplogTime.of(upTo.toLong() + 1);
    if (next.isAfter(range.to())) {
      return Optional.of(0L);
    }
    if (Integer.toUnsignedLong(range.to().seconds()) - Integer.toUnsignedLong(upTo.seconds())
        > SECONDS_COUNTED) {
      return Optional.empty();
    }
    var count = new long[1];
    oplog.read(
        range,
        next,
        range.to(),
        piece -> {
          for (int at = 0; at < piece.length; at += RawBson.int32(piece, at)) {
            count(ReplayEntry.at(piece, at), count);
          }
        });
    return Optional.of(count[0]);
  }

  private static void count(ReplayEntry entry, long[] count) {
    if (entry.namespace().startsWith("config.")) {
      return;
    }
    switch (entry.op) {
      case 'i', 'u', 'd' -> count[0]++;
      case 'c' -> {
        if (entry.command().equals("applyOps")) {
          ReplayTransactions.operations(entry, each -> count(each, count));
        }
      }
      default -> {}
    }
  }

  void entries(Consumer<ReplayEntry> to) {
    oplog.read(
        range,
        from,
        upTo,
        piece -> {
          for (int at = 0; at < piece.length; at += RawBson.int32(piece, at)) {
            to.accept(ReplayEntry.at(piece, at));
          }
        });
  }

  /**
   * Passes what is to be applied to the documents of some collections.
   *
   * @param history of the same entries
   */
  void operations(ReplayHistory history, Set<UUID> collections, Operations to) {
    entries(
        entry -> {
          switch (entry.op) {
            case 'i', 'u', 'd' -> operation(entry, entry.time(), history, collections, to);
            case 'c' -> {
              if (entry.command().equals("applyOps")) {
                history
                    .transactions()
                    .effective(entry)
                    .ifPresent(time -> nested(entry, time, history, collections, to));
              }
            }
            default -> {}
          }
        });
  }

  private void nested(
      ReplayEntry entry,
      OplogTime time,
      ReplayHistory history,
      Set<UUID> collections,
      Operations to) {
    ReplayTransactions.operations(
        entry,
        each -> {
          switch (each.op) {
            case 'i', 'u', 'd' -> operation(each, time, history, collections, to);
            case 'c' -> {
              if (each.command().equals("applyOps")) {
                nested(each, time, history, collections, to);
              }
            }
            default -> {}
          }
        });
  }

  private void operation(
      ReplayEntry entry,
      OplogTime time,
      ReplayHistory history,
      Set<UUID> collections,
      Operations to) {
    Optional<UUID> uuid = entry.uuid().or(() -> history.names().at(entry.namespace(), time));
    if (uuid.isPresent() && collections.contains(uuid.get()) && !time.isAfter(upTo)) {
      var collection = history.collections().get(uuid.get());
      if (collection != null && collection.counts(time, base)) {
        to.take(uuid.get(), entry);
      }
    }
  }
}
