package dev.lifeboat.source.mongo;

import dev.lifeboat.source.CapturedOplog;
import dev.lifeboat.source.OplogConsumer;
import dev.lifeboat.source.OplogRange;
import dev.lifeboat.source.OplogTime;
import java.util.ArrayList;
import java.util.List;

/** Entries of an oplog that are kept in memory, while the server goes on and forgets them. */
final class OplogKept implements CapturedOplog {
  private final OplogRange range;
  private final List<byte[]> entries = new ArrayList<>();

  private OplogKept(OplogRange range) {
    this.range = range;
  }

  /** All that a server has now. */
  static OplogKept of(OplogNow oplog) {
    var range = oplog.ranges().getFirst();
    var kept = new OplogKept(range);
    oplog.read(range, range.from(), range.to(), kept.entries::add);
    return kept;
  }

  @Override
  public List<OplogRange> ranges() {
    return List.of(range);
  }

  @Override
  public void read(OplogRange of, OplogTime from, OplogTime upTo, OplogConsumer consumer) {
    for (byte[] entry : entries) {
      var time = ReplayEntry.at(entry, 0).time();
      if (!time.isBefore(from) && !time.isAfter(upTo)) {
        consumer.accept(entry.clone());
      }
    }
  }

  /** The times of all entries after one. */
  List<OplogTime> after(OplogTime time) {
    return entries.stream()
        .map(entry -> ReplayEntry.at(entry, 0).time())
        .filter(each -> each.isAfter(time))
        .toList();
  }
}
