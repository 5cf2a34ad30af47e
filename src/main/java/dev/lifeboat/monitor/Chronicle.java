package dev.lifeboat.monitor;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Since when each thing is as it is.
 *
 * @param entries by {@link Verdict#key}
 */
public record Chronicle(Map<String, Entry> entries) {
  public static final Chronicle EMPTY = new Chronicle(Map.of());

  /** What was judged, and since when. */
  public record Entry(State state, Instant since) {}

  public Chronicle {
    entries = Map.copyOf(entries);
  }

  /** The same verdicts, those whose state is what it was with the time since then. */
  public List<Verdict> date(List<Verdict> verdicts) {
    return verdicts.stream().map(this::date).toList();
  }

  private Verdict date(Verdict verdict) {
    return Optional.ofNullable(entries.get(verdict.key()))
        .filter(before -> before.state() == verdict.state())
        .filter(before -> before.since().isBefore(verdict.since()))
        .map(before -> verdict.since(before.since()))
        .orElse(verdict);
  }

  /** What is to be remembered of verdicts that were dated. */
  public static Chronicle of(List<Verdict> dated) {
    Map<String, Entry> entries = new TreeMap<>();
    dated.forEach(
        verdict -> entries.put(verdict.key(), new Entry(verdict.state(), verdict.since())));
    return new Chronicle(entries);
  }
}
