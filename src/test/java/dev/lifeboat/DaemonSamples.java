package dev.lifeboat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.ToLongFunction;
import java.util.stream.Stream;

/** What a process takes, over its life. */
final class DaemonSamples {
  /** Until then it is warming up. */
  private static final Duration WARM = Duration.ofMinutes(4);

  /** How much more it may take in an hour, as long as it is still so far from the limit. */
  private static final double KILOBYTES_AN_HOUR = 30_000;

  private static final double HANDLES_AN_HOUR = 6;
  private static final Duration LONG_ENOUGH = Duration.ofMinutes(12);

  /** One look. */
  record Sample(Instant at, long kilobytes, long handles, long threads) {}

  private final long pid;
  private final List<Sample> samples = new ArrayList<>();

  DaemonSamples(long pid) {
    this.pid = pid;
  }

  void take(Instant now) {
    look(now).ifPresent(samples::add);
  }

  private Optional<Sample> look(Instant now) {
    Path folder = Path.of("/proc", String.valueOf(pid));
    try (Stream<Path> handles = Files.list(folder.resolve("fd"))) {
      List<String> status = Files.readAllLines(folder.resolve("status"));
      return Optional.of(
          new Sample(now, number(status, "VmRSS:"), handles.count(), number(status, "Threads:")));
    } catch (IOException e) {
      // It has just ended.
      return Optional.empty();
    }
  }

  private static long number(List<String> status, String key) throws IOException {
    return status.stream()
        .filter(line -> line.startsWith(key))
        .map(line -> line.replaceAll("\\D", ""))
        .mapToLong(Long::parseLong)
        .findFirst()
        .orElseThrow(() -> new IOException("it has ended"));
  }

  /** The life without its beginning. */
  private List<Sample> warm() {
    return samples.isEmpty()
        ? List.of()
        : samples.stream()
            .filter(each -> each.at().isAfter(samples.getFirst().at().plus(WARM)))
            .toList();
  }

  private Duration life() {
    return samples.isEmpty()
        ? Duration.ZERO
        : Duration.between(samples.getFirst().at(), samples.getLast().at());
  }

  /** The Theil-Sen slope over an hour: single peaks don't matter to it. */
  private double slope(ToLongFunction<Sample> value) {
    List<Sample> all = warm();
    List<Double> slopes = new ArrayList<>();
    for (int i = 0; i < all.size(); i++) {
      for (int j = i + 1; j < all.size(); j++) {
        double hours = Duration.between(all.get(i).at(), all.get(j).at()).toMillis() / 3_600_000.0;
        slopes.add((value.applyAsLong(all.get(j)) - value.applyAsLong(all.get(i))) / hours);
      }
    }
    double[] sorted = slopes.stream().mapToDouble(Double::doubleValue).sorted().toArray();
    return sorted.length == 0 ? 0 : sorted[sorted.length / 2];
  }

  private long median(ToLongFunction<Sample> value) {
    long[] sorted = samples.stream().mapToLong(value).sorted().toArray();
    return sorted.length == 0 ? 0 : sorted[sorted.length / 2];
  }

  /** What grows that should not. */
  List<String> growing() {
    List<String> growing = new ArrayList<>();
    if (life().compareTo(LONG_ENOUGH) < 0) {
      return growing;
    }
    if (slope(Sample::kilobytes) > KILOBYTES_AN_HOUR) {
      growing.add("its memory grows: " + this);
    }
    if (slope(Sample::handles) > HANDLES_AN_HOUR) {
      growing.add("its open files grow: " + this);
    }
    if (slope(Sample::threads) > HANDLES_AN_HOUR) {
      growing.add("its threads grow: " + this);
    }
    return growing;
  }

  private static String spread(List<Sample> all, ToLongFunction<Sample> value) {
    long[] sorted = all.stream().mapToLong(value).sorted().toArray();
    return sorted.length == 0
        ? "none"
        : "%d to %d".formatted(sorted[0], Arrays.stream(sorted).max().orElse(0));
  }

  @Override
  public String toString() {
    return ("process %d, %d min: memory %s kB (median %d, slope %+.0f kB/h), open files %s (median"
            + " %d, slope %+.1f/h), threads %s (slope %+.1f/h)")
        .formatted(
            pid,
            life().toMinutes(),
            spread(samples, Sample::kilobytes),
            median(Sample::kilobytes),
            slope(Sample::kilobytes),
            spread(samples, Sample::handles),
            median(Sample::handles),
            slope(Sample::handles),
            spread(samples, Sample::threads),
            slope(Sample::threads));
  }
}
