package dev.lifeboat.repository;

import dev.lifeboat.repository.manifest.OplogSlice;
import dev.lifeboat.source.OplogPosition;
import dev.lifeboat.source.OplogRange;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Slices that follow one another without a gap, from the earliest beginning to an end: the widest
 * where there are several of the same piece, as when some were merged and the old ones are still
 * there.
 */
record SliceCover(List<SliceEntry> slices) {
  private static final Comparator<OplogSlice> BY_END =
      Comparator.comparing((OplogSlice slice) -> slice.to().time())
          .thenComparing(slice -> slice.from().time());

  SliceCover {
    slices = List.copyOf(slices);
    if (slices.isEmpty()) {
      throw new IllegalArgumentException("no slices");
    }
  }

  /** All covers that aren't part of another one, of all sets, sorted by where they begin. */
  static List<SliceCover> of(List<SliceEntry> entries) {
    Map<String, List<SliceEntry>> sets = new LinkedHashMap<>();
    entries.stream()
        .filter(entry -> entry.trusted().isPresent())
        .forEach(
            entry -> sets.computeIfAbsent(slice(entry).set(), _ -> new ArrayList<>()).add(entry));
    return sets.values().stream()
        .flatMap(set -> ofOne(set).stream())
        .sorted(Comparator.comparing(cover -> cover.first().from().time()))
        .toList();
  }

  /** The best way to a slice: over the one before it, from the earliest beginning. */
  private record Way(SliceEntry slice, Optional<Way> before, OplogSlice first) {
    boolean isBetterThan(Way other) {
      int begins = first.from().time().compareTo(other.first.from().time());
      return begins != 0
          ? begins < 0
          : SliceCover.slice(slice)
              .from()
              .time()
              .isBefore(SliceCover.slice(other.slice).from().time());
    }

    List<SliceEntry> slices() {
      List<SliceEntry> all = new ArrayList<>();
      for (Optional<Way> way = Optional.of(this); way.isPresent(); way = way.get().before) {
        all.add(way.get().slice);
      }
      return all.reversed();
    }
  }

  /** An entry of the oplog, as ends of slices have it. */
  private record Joint(long time, long term) {
    static Joint of(OplogPosition position) {
      return new Joint(position.time().toLong(), position.term());
    }
  }

  private static List<SliceCover> ofOne(List<SliceEntry> entries) {
    Map<Joint, Way> ends = new LinkedHashMap<>();
    List<SliceEntry> sorted =
        entries.stream().sorted(Comparator.comparing(SliceCover::slice, BY_END)).toList();
    // A slice that covers a single entry begins where it ends: it would be before itself.
    for (SliceEntry entry : sorted) {
      OplogSlice slice = slice(entry);
      Joint end = Joint.of(slice.to());
      Optional<Way> before =
          Optional.ofNullable(ends.get(Joint.of(slice.from())))
              .filter(_ -> !slice.from().isSameEntry(slice.to()));
      Way way = new Way(entry, before, before.map(Way::first).orElse(slice));
      ends.merge(end, way, (old, another) -> another.isBetterThan(old) ? another : old);
    }
    return longest(ends.values());
  }

  private static List<SliceCover> longest(Iterable<Way> ways) {
    // The later ends come last, so whoever contains a way comes after it, or begins as early.
    Map<Joint, Way> byBeginning = new HashMap<>();
    for (Way way : ways) {
      byBeginning.put(Joint.of(way.first().from()), way);
    }
    List<Way> all = new ArrayList<>(byBeginning.values());
    return all.stream()
        .filter(way -> all.stream().noneMatch(other -> isMore(other, way)))
        .map(way -> new SliceCover(way.slices()))
        .toList();
  }

  private static boolean isMore(Way outer, Way inner) {
    return contains(outer, inner) && !contains(inner, outer);
  }

  private static boolean contains(Way outer, Way inner) {
    return !inner.first().from().time().isBefore(outer.first().from().time())
        && !slice(inner.slice()).to().time().isAfter(slice(outer.slice()).to().time());
  }

  static OplogSlice slice(SliceEntry entry) {
    return entry.trusted().orElseThrow();
  }

  OplogSlice first() {
    return slice(slices.getFirst());
  }

  OplogSlice last() {
    return slice(slices.getLast());
  }

  /** What of it can be used: from the first slice on at whose beginning no transaction was open. */
  Optional<OplogRange> range() {
    OplogSlice last = last();
    for (SliceEntry entry : slices) {
      OplogSlice slice = slice(entry);
      if (slice.usableFrom().filter(from -> !from.isAfter(last.to().time())).isPresent()) {
        Instant wall =
            slice.usableFrom().get().equals(slice.from().time())
                ? slice.from().wall()
                : slice.usableFrom().get().second();
        return Optional.of(
            new OplogRange(
                slice.set(),
                slice.from().time(),
                slice.usableFrom().get(),
                last.to().time(),
                wall,
                last.to().wall()));
      }
    }
    return Optional.empty();
  }
}
