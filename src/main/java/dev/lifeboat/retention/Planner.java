package dev.lifeboat.retention;

import dev.lifeboat.repository.manifest.BackupId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Decides which backups stay. It is told nothing of the present time, so that the same backups give
 * the same plan whenever it is made and whatever a host's clock shows.
 */
public final class Planner {
  /** The order of time; of those with equal times the ids decide, so that a plan never varies. */
  private static final Comparator<Backup> OLDEST_FIRST =
      Comparator.comparing(Backup::time).thenComparing(Backup::id);

  private final Map<Backup, List<Reason>> reasons = new LinkedHashMap<>();

  private Planner(Collection<Backup> backups) {
    backups.stream().sorted(OLDEST_FIRST).forEach(backup -> reasons.put(backup, new ArrayList<>()));
  }

  /**
   * Plans.
   *
   * @param policy empty if none is configured: then all stay
   * @param backups all that can be trusted, in any order
   */
  public static RetentionPlan plan(
      Optional<Policy> policy, Collection<Backup> backups, Protection protection) {
    Planner planner = new Planner(backups);
    planner.protect(protection);
    if (policy.isEmpty()) {
      planner.keepAll(planner.all(), new Reason(Reason.Why.NO_POLICY, "no policy"));
    } else {
      planner.apply(policy.get());
    }
    return planner.plan();
  }

  private List<Backup> all() {
    return List.copyOf(reasons.keySet());
  }

  private void apply(Policy policy) {
    // One whose time can't be believed takes no place of another one.
    List<Backup> newestFirst = all().reversed().stream().filter(Backup::timely).toList();
    grouped(newestFirst, Series::of)
        .forEach(
            series -> {
              for (Rule rule : policy.rules()) {
                rule.keeps(series).forEach(this::keep);
              }
            });
  }

  private void protect(Protection protection) {
    List<Backup> newestFirst = all().reversed();
    for (Backup backup : newestFirst) {
      if (!backup.timely()) {
        keep(backup, new Reason(Reason.Why.UNTIMELY, untimely(backup)));
      }
      Optional.ofNullable(protection.held().get(backup.id()))
          .ifPresent(words -> keep(backup, new Reason(Reason.Why.HELD, "held: " + words)));
    }
    List<Backup> timely = newestFirst.stream().filter(Backup::timely).toList();
    grouped(timely, Series::of)
        .forEach(series -> keep(series.getFirst(), new Reason(Reason.Why.NEWEST, "the newest")));
    grouped(newestFirst, Series.Origin::of).forEach(origin -> protect(origin, protection));
  }

  private void protect(List<Backup> origin, Protection protection) {
    keepNewest(
        origin,
        protection.verdicts().restored(),
        new Reason(Reason.Why.PROVEN, "the newest that was verified by a restore"));
    keepNewest(
        origin,
        protection.verdicts().verified(),
        new Reason(Reason.Why.VERIFIED, "the newest that was verified"));
    origin.stream()
        .filter(backup -> !backup.imported())
        .max(Comparator.comparing(Backup::received).thenComparing(Backup::id))
        .ifPresent(newest -> distrust(newest).ifPresent(reason -> keepAll(origin, reason)));
  }

  /** Why the newest backup is no reason to remove older ones, if so. */
  private static Optional<Reason> distrust(Backup newest) {
    if (newest.damaged()) {
      return Optional.of(
          new Reason(Reason.Why.DAMAGED, "the newest, " + newest.id() + ", is damaged"));
    }
    return newest.suspicious()
        ? Optional.of(
            new Reason(Reason.Why.SUSPICIOUS, "the newest, " + newest.id() + ", is suspicious"))
        : Optional.empty();
  }

  private void keepNewest(List<Backup> origin, Set<BackupId> those, Reason reason) {
    origin.stream()
        .filter(backup -> !backup.damaged() && those.contains(backup.id()))
        .findFirst()
        .ifPresent(backup -> keep(backup, reason));
  }

  private static String untimely(Backup backup) {
    return "says that it was finished at %s, and was received at %s"
        .formatted(backup.finishedAt(), backup.received());
  }

  private void keepAll(Collection<Backup> backups, Reason reason) {
    backups.forEach(backup -> keep(backup, reason));
  }

  private void keep(Backup backup, Reason reason) {
    Objects.requireNonNull(reasons.get(backup)).add(reason);
  }

  private static <K> Collection<List<Backup>> grouped(
      List<Backup> backups, Function<Backup, K> key) {
    return backups.stream()
        .collect(Collectors.groupingBy(key, LinkedHashMap::new, Collectors.toList()))
        .values();
  }

  private RetentionPlan plan() {
    List<Kept> kept = new ArrayList<>();
    List<Backup> removed = new ArrayList<>();
    reasons.forEach(
        (backup, why) -> {
          if (why.isEmpty()) {
            removed.add(backup);
          } else {
            kept.add(new Kept(backup, why));
          }
        });
    return new RetentionPlan(kept, removed);
  }
}
