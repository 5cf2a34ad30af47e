package dev.lifeboat.source.mongo.dump;

import dev.lifeboat.source.CaptureSink;
import dev.lifeboat.source.StreamShape;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Passes the documents of a dump on while it is read. Collections come interleaved, and a sink
 * holds up to a segment of each: where they are too many to be held at once, some are left for
 * another pass.
 */
final class DumpPass implements DumpListener {
  /** What a sink may hold of one stream, in bytes. */
  private static final long SEGMENT = 32 << 20;

  private final DumpCount count;
  private final CaptureSink sink;
  private final long budget;
  private final boolean first;
  private final Predicate<DumpTally> wanted;
  private final Map<DumpTally, Long> held = new HashMap<>();
  private final Set<DumpTally> left = new HashSet<>();
  private long total;

  private DumpPass(
      DumpCount count, CaptureSink sink, long budget, boolean first, Predicate<DumpTally> wanted) {
    this.count = count;
    this.sink = sink;
    this.budget = budget;
    this.first = first;
    this.wanted = wanted;
  }

  /**
   * The first pass, which also counts.
   *
   * @param budget how many bytes of unfinished segments may be held
   */
  static DumpPass first(DumpCount count, CaptureSink sink, long budget) {
    return new DumpPass(count, sink, budget, true, tally -> true);
  }

  /** Another pass, for what the one before has left. */
  DumpPass next() {
    return new DumpPass(count, sink, budget, false, Set.copyOf(left)::contains);
  }

  /** True if not everything was passed on. */
  boolean isUnfinished() {
    return !left.isEmpty();
  }

  @Override
  public void declared(DumpHead head) {
    if (first) {
      count.declared(head);
    }
  }

  @Override
  public void documents(Namespace namespace, byte[] buffer, int offset, int length) {
    if (first) {
      count.documents(namespace, buffer, offset, length);
    }
    count.find(namespace).ifPresent(tally -> write(tally, buffer, offset, length));
  }

  private void write(DumpTally tally, byte[] buffer, int offset, int length) {
    if (!wanted.test(tally) || left.contains(tally) || !tally.whole()) {
      return;
    }
    long before = held.getOrDefault(tally, 0L);
    long after = Math.min(SEGMENT, before + length);
    if (total - before + after > budget && held.size() > (before == 0 ? 0 : 1)) {
      left.add(tally);
      forget(tally);
      tally.giveUp();
      return;
    }
    held.put(tally, after);
    total += after - before;
    if (tally.writer().isEmpty()) {
      tally.writeTo(sink.open(StreamShape.DOCUMENTS));
    }
    tally.writer().orElseThrow().write(buffer, offset, length);
  }

  @Override
  public void ended(Namespace namespace) {
    if (first) {
      count.ended(namespace);
    }
    count
        .find(namespace)
        .filter(tally -> tally.collection().hasDocuments())
        .filter(tally -> tally.whole() && wanted.test(tally) && !left.contains(tally))
        .ifPresent(this::end);
  }

  private void end(DumpTally tally) {
    if (tally.writer().isEmpty()) {
      tally.writeTo(sink.open(StreamShape.DOCUMENTS));
    }
    tally.captured();
    forget(tally);
  }

  private void forget(DumpTally tally) {
    total -= Optional.ofNullable(held.remove(tally)).orElse(0L);
  }

  @Override
  public void damaged(Namespace namespace, String what) {
    count.find(namespace).ifPresent(this::forget);
    if (first) {
      count.damaged(namespace, what);
    }
  }

  @Override
  public void broken(String what) {
    if (first) {
      count.broken(what);
    }
  }
}
