package dev.lifeboat.monitor;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.IntStream;

/**
 * When there will be no room for a backup: by how the free room went, or, as long as that is too
 * short, by what backups added.
 */
record RoomForecast(Room room, List<Stock.Backup> backups) {
  private static final Duration LOOK_BACK = Duration.ofDays(30);
  private static final Duration SHORTEST = Duration.ofHours(12);
  private static final int FEWEST = 4;

  /** Slopes are taken between so many samples at most: all pairs of them. */
  private static final int MOST = 200;

  /** Nobody plans further ahead, and a line doesn't hold that long. */
  private static final double LONGEST_SECONDS = Duration.ofDays(3650).toSeconds();

  /** The moment; empty if room doesn't shrink, or nothing says so. */
  Optional<Instant> end(Instant now) {
    OptionalDouble loss = bySamples(now);
    double perSecond = (loss.isPresent() ? loss : byBackups(now)).orElse(0);
    if (perSecond <= 0) {
      return Optional.empty();
    }
    double seconds = (double) Math.max(0, room.free() - room.reserve()) / perSecond;
    return seconds > LONGEST_SECONDS
        ? Optional.empty()
        : Optional.of(now.plusSeconds(Math.round(seconds)));
  }

  /** Bytes lost in a second: the median slope, which a prune or a large file doesn't turn. */
  private OptionalDouble bySamples(Instant now) {
    List<Room.Sample> recent =
        room.history().stream()
            .filter(sample -> sample.at().isAfter(now.minus(LOOK_BACK)))
            .toList();
    if (recent.size() < FEWEST
        || Duration.between(recent.getFirst().at(), recent.getLast().at()).compareTo(SHORTEST)
            < 0) {
      return OptionalDouble.empty();
    }
    List<Room.Sample> some = thinned(recent);
    double[] slopes = new double[some.size() * (some.size() - 1) / 2];
    int count = 0;
    for (int i = 0; i < some.size(); i++) {
      for (int j = i + 1; j < some.size(); j++) {
        double seconds = Duration.between(some.get(i).at(), some.get(j).at()).toMillis() / 1000.0;
        if (seconds > 0) {
          slopes[count++] = (some.get(i).free() - some.get(j).free()) / seconds;
        }
      }
    }
    if (count == 0) {
      return OptionalDouble.empty();
    }
    Arrays.sort(slopes, 0, count);
    return OptionalDouble.of((slopes[(count - 1) / 2] + slopes[count / 2]) / 2);
  }

  private static List<Room.Sample> thinned(List<Room.Sample> samples) {
    int step = (samples.size() + MOST - 1) / MOST;
    return IntStream.range(0, samples.size())
        .filter(i -> i % step == 0)
        .mapToObj(samples::get)
        .toList();
  }

  /** The first backup filled the repository: what those after it added is what goes on. */
  private OptionalDouble byBackups(Instant now) {
    List<Stock.Backup> recent =
        backups.stream().filter(backup -> backup.moment().isAfter(now.minus(LOOK_BACK))).toList();
    if (recent.size() < 2) {
      return OptionalDouble.empty();
    }
    Duration span = Duration.between(recent.getFirst().moment(), now);
    return span.compareTo(Duration.ofDays(1)) < 0
        ? OptionalDouble.empty()
        : OptionalDouble.of(
            recent.stream().skip(1).mapToLong(Stock.Backup::added).sum()
                / (double) span.toSeconds());
  }
}
