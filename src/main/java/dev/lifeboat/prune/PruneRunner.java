package dev.lifeboat.prune;

import dev.lifeboat.progress.Progress;
import dev.lifeboat.repository.BackupEntry;
import dev.lifeboat.repository.HeldBackup;
import dev.lifeboat.repository.ListedObjects;
import dev.lifeboat.repository.PruneOrder;
import dev.lifeboat.repository.Pruned;
import dev.lifeboat.repository.Repository;
import dev.lifeboat.repository.Surveyed;
import dev.lifeboat.repository.Unneeded;
import dev.lifeboat.repository.manifest.BackupId;
import dev.lifeboat.retention.Backup;
import dev.lifeboat.retention.Planner;
import dev.lifeboat.retention.Policy;
import dev.lifeboat.retention.Protection;
import dev.lifeboat.retention.RetentionPlan;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Plans by the policy, and removes what was planned. */
public final class PruneRunner {
  private final Repository repository;
  private final Optional<Policy> policy;
  private final Protection.Verdicts verdicts;
  private final Duration grace;
  private final String host;
  private final InstantSource clock;

  /**
   * @param policy empty if none is configured
   * @param verdicts what this host's verifications found
   * @param grace how long a backup may be under way, and so long stays what one left that never
   *     ended
   * @param host this host's name
   */
  public PruneRunner(
      Repository repository,
      Optional<Policy> policy,
      Protection.Verdicts verdicts,
      Duration grace,
      String host,
      InstantSource clock) {
    this.repository = repository;
    this.policy = policy;
    this.verdicts = verdicts;
    this.grace = grace;
    this.host = host;
    this.clock = clock;
  }

  /**
   * What a prune would do now. It changes nothing, not even to learn the storage's time: so holds
   * end by the host's clock here, and once more by the storage's when it is executed.
   */
  public PrunePlan plan() {
    Instant now = clock.instant();
    List<HeldBackup> holds = repository.holds();
    List<Surveyed> backups = repository.survey();
    RetentionPlan retention = plan(backups, holds, now);
    List<BackupEntry> entries = backups.stream().map(Surveyed::entry).toList();
    return new PrunePlan(
        policy.isPresent(),
        retention,
        entries.stream().flatMap(entry -> entry.problem().stream()).toList(),
        holds.stream().flatMap(hold -> hold.problem().stream()).toList(),
        policy.isEmpty()
            ? new Unneeded(0, 0)
            : repository.unneeded(
                entries,
                retention.removed().stream().map(Backup::id).collect(Collectors.toSet()),
                now.minus(grace)));
  }

  /**
   * Removes what the plan removes, if a plan of what is there by now does so too.
   *
   * @throws dev.lifeboat.problem.ProblemException BUSY, if another prune took over
   */
  public Pruned execute(PrunePlan plan, Progress progress) {
    if (policy.isEmpty()) {
      throw new IllegalStateException("without a policy nothing is removed");
    }
    PruneOrder order =
        new PruneOrder(
            plan.removed(),
            grace,
            host,
            (backups, holds, now) ->
                plan(backups, holds, now).removed().stream()
                    .map(Backup::id)
                    .collect(Collectors.toSet()));
    long total = plan.retention().removed().size() + plan.unneeded().objects();
    try (Progress.Phase phase = progress.start("remove", total, Progress.Unit.ITEMS)) {
      return repository.prune(order, phase);
    }
  }

  private RetentionPlan plan(List<Surveyed> backups, List<HeldBackup> holds, Instant now) {
    Map<BackupId, String> held = new HashMap<>();
    holds.stream()
        .filter(hold -> hold.holdsAt(now))
        .forEach(hold -> held.merge(hold.backup(), hold.words(), (one, other) -> one));
    Set<BackupId> damaged = new HashSet<>(verdicts.damaged());
    RetentionPlan plan = plan(backups, held, damaged);
    if (plan.removed().isEmpty()) {
      return plan;
    }
    // Only what stays must be whole, and only its lists are read. In the place of what isn't others
    // stay, which are looked at in turn.
    ListedObjects listed = repository.listed();
    Set<BackupId> looked = new HashSet<>();
    for (List<BackupEntry> unseen = unseen(plan, backups, looked);
        !unseen.isEmpty();
        unseen = unseen(plan, backups, looked)) {
      damaged.addAll(listed.damaged(unseen));
      plan = plan(backups, held, damaged);
    }
    Map<BackupId, Instant> locked =
        repository.locked(plan.removed().stream().map(Backup::id).toList());
    if (locked.isEmpty()) {
      return plan;
    }
    locked.forEach((backup, until) -> held.put(backup, "locked until " + until));
    return plan(backups, held, damaged);
  }

  /** Those that stay and weren't looked at before; they count as looked at from now on. */
  private static List<BackupEntry> unseen(
      RetentionPlan plan, List<Surveyed> backups, Set<BackupId> looked) {
    Set<BackupId> kept =
        plan.kept().stream().map(each -> each.backup().id()).collect(Collectors.toSet());
    return backups.stream()
        .map(Surveyed::entry)
        .filter(entry -> kept.contains(entry.id()) && looked.add(entry.id()))
        .toList();
  }

  private RetentionPlan plan(
      List<Surveyed> backups, Map<BackupId, String> held, Set<BackupId> damaged) {
    return Planner.plan(
        policy,
        backups.stream()
            .filter(backup -> backup.entry().problem().isEmpty())
            .map(
                backup ->
                    Backup.of(
                        backup.entry().trusted(),
                        backup.received(),
                        backup.entry().suspicious(),
                        damaged.contains(backup.entry().id())))
            .toList(),
        new Protection(held, verdicts));
  }
}
