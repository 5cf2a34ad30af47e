package dev.lifeboat.repository;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Finds those bases that have most samples in common with a segment. Immutable. */
final class BaseIndex {
  private final List<ShelvedSegment> bases;
  // Arrays, since a terabyte has two million samples.
  private final long[] samples;
  private final int[] owners;

  /** The newer of two that are equally good is preferred. */
  BaseIndex(List<ShelvedSegment> all) {
    bases = all.stream().sorted(Comparator.comparing(ShelvedSegment::at).reversed()).toList();
    record Owned(long sample, int owner) {}
    List<Owned> owned = new ArrayList<>();
    for (int i = 0; i < bases.size(); i++) {
      for (long sample : bases.get(i).samples()) {
        owned.add(new Owned(sample, i));
      }
    }
    owned.sort(Comparator.comparingLong(Owned::sample).thenComparingInt(Owned::owner));
    samples = owned.stream().mapToLong(Owned::sample).toArray();
    owners = owned.stream().mapToInt(Owned::owner).toArray();
  }

  /** Bases that have any of the samples, with those that they have; the best first. */
  List<Match> matches(long[] wanted) {
    Map<Integer, Set<Long>> shared = new LinkedHashMap<>();
    for (long sample : wanted) {
      for (int at = first(sample); at < samples.length && samples[at] == sample; at++) {
        shared.computeIfAbsent(owners[at], _ -> new HashSet<>()).add(sample);
      }
    }
    return shared.entrySet().stream()
        .sorted(
            Comparator.comparingInt((Map.Entry<Integer, Set<Long>> each) -> -each.getValue().size())
                .thenComparing(Map.Entry::getKey))
        .map(each -> new Match(bases.get(each.getKey()), Set.copyOf(each.getValue())))
        .toList();
  }

  private int first(long sample) {
    int at = Arrays.binarySearch(samples, sample);
    if (at < 0) {
      return samples.length;
    }
    while (at > 0 && samples[at - 1] == sample) {
      at--;
    }
    return at;
  }

  /** A base, and the samples that it shares. */
  record Match(ShelvedSegment base, Set<Long> shared) {}
}
