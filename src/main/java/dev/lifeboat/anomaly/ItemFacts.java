package dev.lifeboat.anomaly;

import dev.lifeboat.repository.manifest.Sample;
import dev.lifeboat.source.Fingerprint;
import dev.lifeboat.source.Item;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * One collection of a backup.
 *
 * @param name what people call it
 * @param kind as in {@link Item}
 * @param documents how many
 * @param bytes their length
 * @param indexes how many, with the one on {@code _id}
 * @param expires whether the server removes documents by itself when their time is over
 * @param fingerprint of its documents
 * @param taken how many bytes were looked at
 * @param packed to how many bytes those compress
 * @param oldest when its first document was made, as far as ids say so
 * @param newest when its last document was made
 */
public record ItemFacts(
    String name,
    String kind,
    long documents,
    long bytes,
    int indexes,
    boolean expires,
    String fingerprint,
    long taken,
    long packed,
    Optional<Instant> oldest,
    Optional<Instant> newest) {
  private static final Set<String> ACCOUNTS = Set.of("users", "roles", "version");
  private static final long ENOUGH = 16 << 10;

  static Optional<ItemFacts> of(Item item, Function<String, Optional<Sample>> samples) {
    return item.state().map(state -> of(item, state, samples));
  }

  private static ItemFacts of(
      Item item, Fingerprint state, Function<String, Optional<Sample>> samples) {
    Optional<Sample> sample =
        item.streams().stream().flatMap(name -> samples.apply(name.path()).stream()).findFirst();
    return new ItemFacts(
        item.name(),
        item.kind(),
        state.documents(),
        state.bytes(),
        item.indexes(),
        Boolean.TRUE.equals(item.attributes().get(Item.EXPIRES)) || item.kind().equals("capped"),
        state.sum(),
        sample.map(Sample::taken).orElse(0L),
        sample.map(Sample::packed).orElse(0L),
        sample.flatMap(Sample::oldest),
        sample.flatMap(Sample::newest));
  }

  /** Whether it holds what applications store, and not the server's own accounts. */
  boolean data() {
    return !ACCOUNTS.contains(kind);
  }

  /** To which part of itself it compresses; empty if too little is known of it. */
  Optional<Double> ratio() {
    return taken < ENOUGH ? Optional.empty() : Optional.of((double) packed / taken);
  }

  double average() {
    return (double) bytes / Math.max(1, documents);
  }

  /** The name without digits, which is the same for {@code log_2026_11} and {@code log_2026_12}. */
  String family() {
    return name.replaceAll("[0-9a-f]{8,}|[0-9]+", "#");
  }
}
