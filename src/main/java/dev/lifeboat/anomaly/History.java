package dev.lifeboat.anomaly;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The backups that count as ordinary.
 *
 * @param backups the oldest first; never empty
 */
record History(List<Facts> backups) {
  History {
    backups = List.copyOf(backups);
    if (backups.isEmpty()) {
      throw new IllegalArgumentException("there is no history");
    }
  }

  Facts last() {
    return backups.getLast();
  }

  int size() {
    return backups.size();
  }

  Duration span() {
    return Duration.between(backups.getFirst().moment(), last().moment());
  }

  /** What is known of each collection of the last backup, the oldest first. */
  Map<String, List<ItemFacts>> series() {
    Map<String, List<ItemFacts>> series = new HashMap<>();
    last().data().forEach(item -> series.put(item.name(), new ArrayList<>()));
    for (Facts backup : backups) {
      for (ItemFacts item : backup.items()) {
        Optional.ofNullable(series.get(item.name())).ifPresent(seen -> seen.add(item));
      }
    }
    return series;
  }
}
