package dev.lifeboat.bench;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/** Collects costs, and prints their medians as a table of Markdown. */
final class CostTable {
  private final Map<Peer, List<Cost>> costs = new EnumMap<>(Peer.class);

  void add(Peer peer, Cost cost) {
    costs.computeIfAbsent(peer, key -> new ArrayList<>()).add(cost);
  }

  String markdown() {
    StringBuilder text = new StringBuilder();
    text.append(
            "| | seconds | fastest to slowest | times | CPU s | mongod CPU s | peak MB | size MB")
        .append(" |\n|---|--:|--:|--:|--:|--:|--:|--:|\n");
    costs.forEach((peer, runs) -> text.append(row(peer, runs)));
    return text.toString();
  }

  private String row(Peer peer, List<Cost> runs) {
    Peer first = peer.isBackup() ? Peer.MONGODUMP_GZIP : Peer.MONGORESTORE_GZIP;
    double seconds = median(runs, Cost::seconds);
    double yardstick = median(costs.getOrDefault(first, runs), Cost::seconds);
    return String.format(
        Locale.ROOT,
        "| `%s` | %.1f | %.1f to %.1f | %.2f | %.1f | %.1f | %.0f | %.0f |%n",
        peer.title(),
        seconds,
        runs.stream().mapToDouble(Cost::seconds).min().orElseThrow(),
        runs.stream().mapToDouble(Cost::seconds).max().orElseThrow(),
        yardstick / seconds,
        median(runs, Cost::cpu),
        median(runs, Cost::server),
        runs.stream().mapToDouble(Cost::peak).max().orElseThrow() / 1e6,
        median(runs, Cost::size) / 1e6);
  }

  private static double median(List<Cost> runs, ToDoubleFunction<Cost> field) {
    double[] sorted = runs.stream().mapToDouble(field).sorted().toArray();
    return (sorted[(sorted.length - 1) / 2] + sorted[sorted.length / 2]) / 2;
  }
}
