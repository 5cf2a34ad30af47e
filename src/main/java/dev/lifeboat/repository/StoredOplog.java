package dev.lifeboat.repository;

import dev.lifeboat.problem.Code;
import dev.lifeboat.problem.ProblemException;
import dev.lifeboat.repository.manifest.OplogSlice;
import dev.lifeboat.source.CapturedOplog;
import dev.lifeboat.source.OplogConsumer;
import dev.lifeboat.source.OplogRange;
import dev.lifeboat.source.OplogTime;
import dev.lifeboat.storage.ObjectKey;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads slices one after the other, and passes what two of them have once. */
final class StoredOplog implements CapturedOplog {
  /** How often slices may be merged into others while they are read. */
  private static final int TRIES = 5;

  private final OplogSlices slices;
  private final List<SliceCover> covers;
  private final List<OplogRange> ranges;

  StoredOplog(OplogSlices slices, List<SliceEntry> entries) {
    this.slices = slices;
    this.covers = SliceCover.of(entries);
    this.ranges = covers.stream().map(SliceCover::range).flatMap(Optional::stream).toList();
  }

  @Override
  public List<OplogRange> ranges() {
    return ranges;
  }

  @Override
  public void read(OplogRange range, OplogTime from, OplogTime upTo, OplogConsumer consumer) {
    if (from.isBefore(range.from()) || upTo.isAfter(range.to()) || upTo.isBefore(from)) {
      throw new IllegalArgumentException("%s to %s isn't within %s".formatted(from, upTo, range));
    }
    Reading reading = new Reading(from, upTo, consumer);
    List<SliceCover> present = covers;
    for (int left = TRIES; ; left--) {
      try {
        for (SliceEntry entry : cover(present, range, reading.reached()).slices()) {
          reading.read(entry);
        }
        return;
      } catch (ProblemException e) {
        // Merged meanwhile: the new one was there before the old one went.
        if (left == 0 || e.problems().getFirst().code() != Code.OBJECT_MISSING) {
          throw e;
        }
        List<SliceCover> now = SliceCover.of(slices.ofSet(range.set()));
        if (find(now, range, reading.reached()).isEmpty() || now.equals(present)) {
          throw e;
        }
        present = now;
      }
    }
  }

  private static SliceCover cover(List<SliceCover> covers, OplogRange range, OplogTime from) {
    return find(covers, range, from)
        .orElseThrow(
            () -> new IllegalArgumentException("there is no such range any more: " + range));
  }

  private static Optional<SliceCover> find(
      List<SliceCover> covers, OplogRange range, OplogTime from) {
    return covers.stream()
        .filter(
            cover ->
                cover.first().set().equals(range.set())
                    && !cover.first().from().time().isAfter(from)
                    && !cover.last().to().time().isBefore(range.to()))
        .findFirst();
  }

  private final class Reading {
    private final OplogTime from;
    private final OplogTime upTo;
    private final OplogConsumer consumer;
    private @Nullable OplogTime passed;
    private byte[] lastEntry = new byte[0];

    Reading(OplogTime from, OplogTime upTo, OplogConsumer consumer) {
      this.from = from;
      this.upTo = upTo;
      this.consumer = consumer;
    }

    OplogTime reached() {
      return passed == null ? from : passed;
    }

    void read(SliceEntry entry) {
      OplogSlice slice = SliceCover.slice(entry);
      boolean needed = !slice.to().time().isBefore(reached()) && !slice.from().time().isAfter(upTo);
      if (needed) {
        pass(entry, slices.entries(entry));
      }
    }

    private void pass(SliceEntry entry, byte[] entries) {
      int begin = -1;
      int end = 0;
      int last = -1;
      OplogTime lastTime = passed;
      for (int at = 0; at < entries.length; at += OplogDocuments.length(entries, at)) {
        OplogTime time = OplogDocuments.time(entries, at);
        if (time.isAfter(upTo)) {
          break;
        }
        if (passed != null && time.equals(passed)) {
          requireSame(entry, entries, at);
        }
        boolean wanted = passed == null ? !time.isBefore(from) : time.isAfter(passed);
        if (wanted) {
          begin = begin < 0 ? at : begin;
          last = at;
          lastTime = time;
          end = at + OplogDocuments.length(entries, at);
        }
      }
      if (last >= 0) {
        lastEntry = Arrays.copyOfRange(entries, last, end);
        consumer.accept(
            begin == 0 && end == entries.length
                ? entries
                : Arrays.copyOfRange(entries, begin, end));
        passed = lastTime;
      }
    }

    /** The entry that two slices share proves that they are of the same oplog. */
    private void requireSame(SliceEntry entry, byte[] entries, int at) {
      int length = OplogDocuments.length(entries, at);
      if (!Arrays.equals(entries, at, at + length, lastEntry, 0, lastEntry.length)) {
        throw OplogSlices.damaged(
                Code.CONTENT_MISMATCH,
                ObjectKey.of(entry.name() + SliceName.DATA),
                "does not fit the one before it: both have entry %s, and not the same"
                    .formatted(OplogDocuments.time(entries, at)))
            .exception();
      }
    }
  }
}
