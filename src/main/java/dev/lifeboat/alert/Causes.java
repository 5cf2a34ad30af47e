package dev.lifeboat.alert;

import dev.lifeboat.monitor.Metric;
import dev.lifeboat.monitor.State;
import dev.lifeboat.monitor.Verdict;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Which trouble follows from which. A cause explains others only while it is red; what has an alert
 * of its own already keeps it.
 */
final class Causes {
  /** In the order in which they are asked: what explains most comes first. */
  private static final Map<Metric, Set<Metric>> EXPLAINS = new EnumMap<>(Metric.class);

  private static final List<Metric> ORDER =
      List.of(Metric.DAEMON, Metric.REPOSITORY, Metric.DATABASE, Metric.ROOM, Metric.KEY);

  static {
    EXPLAINS.put(Metric.DAEMON, Set.of(Metric.FRESHNESS, Metric.SUCCESS, Metric.VERIFIED));
    EXPLAINS.put(
        Metric.REPOSITORY,
        Set.of(
            Metric.FRESHNESS,
            Metric.SIZE,
            Metric.SUCCESS,
            Metric.ROOM,
            Metric.BACKUPS,
            Metric.VERIFIED,
            Metric.DRILL,
            Metric.COPY,
            Metric.RESTORE,
            Metric.CLOCK,
            Metric.KEY));
    EXPLAINS.put(
        Metric.DATABASE, Set.of(Metric.FRESHNESS, Metric.SUCCESS, Metric.OPLOG, Metric.CLOCK));
    EXPLAINS.put(Metric.ROOM, Set.of(Metric.FRESHNESS, Metric.SUCCESS));
    EXPLAINS.put(Metric.KEY, Set.of(Metric.VERIFIED, Metric.DRILL));
  }

  private Causes() {}

  /**
   * Groups what isn't well.
   *
   * @param own keys that have alerts of their own
   * @param settling causes that look well and aren't over yet: what they explained still waits
   */
  static List<Trouble> of(List<Verdict> verdicts, Set<String> own, Set<Metric> settling) {
    List<Verdict> bad = verdicts.stream().filter(verdict -> verdict.state() != State.OK).toList();
    Map<String, List<Verdict>> effects = new LinkedHashMap<>();
    List<Verdict> roots = new ArrayList<>();
    for (Verdict verdict : bad) {
      if (!own.contains(verdict.key()) && explainedBy(verdict.metric(), settling)) {
        continue;
      }
      Optional<Verdict> cause =
          own.contains(verdict.key()) ? Optional.empty() : cause(verdict, bad);
      if (cause.isPresent()) {
        effects.computeIfAbsent(cause.get().key(), key -> new ArrayList<>()).add(verdict);
      } else {
        roots.add(verdict);
      }
    }
    return roots.stream()
        .map(
            root ->
                new Trouble(
                    root,
                    effects.getOrDefault(root.key(), List.of()),
                    explainedBy(root.metric(), settling) || cause(root, bad).isPresent()))
        .toList();
  }

  private static boolean explainedBy(Metric metric, Set<Metric> causes) {
    return causes.stream().anyMatch(cause -> explains(cause, metric));
  }

  /** The uppermost cause, which nothing explains itself. */
  private static Optional<Verdict> cause(Verdict effect, List<Verdict> bad) {
    for (Metric metric : ORDER) {
      if (explains(metric, effect.metric())) {
        Optional<Verdict> found =
            bad.stream()
                .filter(verdict -> verdict.metric() == metric && verdict.state().red())
                .findFirst();
        if (found.isPresent()) {
          return cause(found.get(), bad).or(() -> found);
        }
      }
    }
    return Optional.empty();
  }

  private static boolean explains(Metric cause, Metric effect) {
    return EXPLAINS.getOrDefault(cause, Set.of()).contains(effect);
  }
}
