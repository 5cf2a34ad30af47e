package dev.lifeboat.anomaly;

import dev.lifeboat.repository.manifest.Contents;
import dev.lifeboat.repository.manifest.Manifest;
import dev.lifeboat.repository.manifest.Sample;
import dev.lifeboat.source.Item;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What is compared of a backup.
 *
 * @param moment which moment it is of
 * @param took how long it took
 * @param items its collections; views have nothing to compare
 */
public record Facts(Instant moment, Duration took, List<ItemFacts> items) {
  private static final Duration AHEAD = Duration.ofDays(1);

  public Facts {
    items = List.copyOf(items);
  }

  /** Of a backup whose contents could be read. */
  public static Facts of(Manifest manifest, Contents contents) {
    return of(
        manifest.moment(),
        Duration.between(manifest.startedAt(), manifest.finishedAt()),
        contents.items(),
        contents.samples());
  }

  /** Of what was captured. */
  public static Facts of(Instant moment, Duration took, List<Item> items, List<Sample> samples) {
    Map<String, Sample> byStream = new HashMap<>();
    samples.forEach(sample -> byStream.put(sample.stream().path(), sample));
    return new Facts(
        moment,
        took,
        items.stream()
            .flatMap(
                item ->
                    ItemFacts.of(item, name -> Optional.ofNullable(byStream.get(name))).stream())
            .toList());
  }

  /** What applications store. */
  List<ItemFacts> data() {
    return items.stream().filter(ItemFacts::data).toList();
  }

  Optional<ItemFacts> item(String name) {
    return items.stream().filter(item -> item.name().equals(name)).findFirst();
  }

  Map<String, ItemFacts> byName() {
    Map<String, ItemFacts> byName = new HashMap<>();
    items.forEach(item -> byName.put(item.name(), item));
    return byName;
  }

  long documents() {
    return data().stream().mapToLong(ItemFacts::documents).sum();
  }

  long bytes() {
    return data().stream().mapToLong(ItemFacts::bytes).sum();
  }

  /** When the newest document was made. What a wrong clock put far into the future says nothing. */
  Optional<Instant> newest() {
    return data().stream()
        .flatMap(item -> item.newest().stream())
        .filter(this::plausible)
        .max(Comparator.naturalOrder());
  }

  /** Not one byte differs. */
  boolean same(Facts other) {
    return fingerprints().equals(other.fingerprints());
  }

  private boolean plausible(Instant time) {
    return !time.isAfter(moment.plus(AHEAD));
  }

  private Map<String, String> fingerprints() {
    Map<String, String> all = new HashMap<>();
    items.forEach(item -> all.put(item.name(), item.fingerprint()));
    return all;
  }
}
