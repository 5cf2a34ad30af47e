package dev.lifeboat.verify;

import dev.lifeboat.problem.Code;
import dev.lifeboat.progress.Progress;
import dev.lifeboat.repository.BackupEntry;
import dev.lifeboat.repository.Mending;
import dev.lifeboat.repository.Repository;
import dev.lifeboat.repository.manifest.BackupId;
import dev.lifeboat.repository.manifest.Digest;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Finds what is missing or damaged in a repository, moves what is damaged to quarantine, and puts
 * back what copies of the repository have. It deletes nothing.
 */
public final class Repairer {
  private static final Set<Code> GONE = Set.of(Code.BACKUP_REMOVED, Code.BACKUP_NOT_FOUND);

  private final Repository repository;
  private final Map<String, Repository> copies;
  private final InstantSource clock;
  private final Progress progress;
  private final List<RepairReport.Mended> mended = new ArrayList<>();
  private final Set<Digest> handled = new LinkedHashSet<>();

  /**
   * @param copies copies of the repository by their places, in the order in which they are asked;
   *     opened with the same keys and signers
   */
  public Repairer(
      Repository repository,
      Map<String, Repository> copies,
      InstantSource clock,
      Progress progress) {
    this.repository = repository;
    this.copies = new LinkedHashMap<>(copies);
    this.clock = clock;
    this.progress = progress;
  }

  /**
   * Repairs what the given backups need.
   *
   * @param act false to say only what would be done
   * @param checks learns what is whole
   */
  public RepairReport run(List<BackupEntry> backups, boolean act, ObjectChecks checks) {
    Instant start = clock.instant();
    Mending mending = repository.mending();
    Set<String> broken = new LinkedHashSet<>();
    for (BackupEntry backup : backups) {
      backup
          .problem()
          .ifPresent(
              _ -> {
                broken.add(backup.id().value());
                manifest(mending, backup.id(), act);
              });
    }
    List<BackupEntry> all = new ArrayList<>(backups);
    for (Finding finding : gone(backups).toList()) {
      for (String name : finding.backups()) {
        BackupId gone = new BackupId(name);
        broken.add(name);
        manifest(mending, gone, act);
        repository.find(gone).ifPresent(all::add);
      }
    }
    // A list that is damaged hides which objects are: with it back, those are looked at too.
    Findings findings = new Findings();
    Map<Digest, Long> damaged = check(all, findings, checks);
    broken.addAll(affected(findings));
    while (objects(mending, damaged, act) && act) {
      findings = new Findings();
      damaged = check(all, findings, checks);
      broken.addAll(affected(findings));
    }
    gone(backups).forEach(findings::add);
    Set<String> now = new LinkedHashSet<>(affected(findings));
    return new RepairReport(
        act,
        backups.size(),
        mended,
        broken.stream().filter(backup -> !now.contains(backup)).toList(),
        findings.list(),
        Duration.between(start, clock.instant()));
  }

  /** Those that are there no more though somebody names them and nobody removed them on purpose. */
  private Stream<Finding> gone(List<BackupEntry> backups) {
    return new ChainCheck(repository)
        .run(backups).stream().filter(finding -> GONE.contains(finding.problem().code()));
  }

  private void manifest(Mending mending, BackupId backup, boolean act) {
    for (Map.Entry<String, Repository> copy : copies.entrySet()) {
      boolean there =
          act
              ? mending.fetchManifest(copy.getValue(), backup)
              : copy.getValue().find(backup).filter(entry -> entry.problem().isEmpty()).isPresent();
      if (there) {
        mended.add(
            new RepairReport.Mended(
                "backups/" + backup + ".json", true, Optional.of(copy.getKey())));
        return;
      }
    }
  }

  private Map<Digest, Long> check(
      List<BackupEntry> backups, Findings findings, ObjectChecks checks) {
    List<BackupEntry> present =
        backups.stream().flatMap(backup -> repository.find(backup.id()).stream()).toList();
    StoredCheck stored =
        new StoredCheck(
            repository,
            clock,
            progress,
            findings,
            new Reading(Portion.ALL, OptionalLong.empty(), checks));
    present.forEach(
        entry -> entry.problem().ifPresent(problem -> findings.add(problem, entry.id().value())));
    stored.run(
        present.stream()
            .filter(entry -> entry.problem().isEmpty())
            .flatMap(entry -> entry.manifest().stream())
            .toList());
    return stored.damaged();
  }

  /** Mends what wasn't seen before. Returns whether something came back, so that more may show. */
  private boolean objects(Mending mending, Map<Digest, Long> damaged, boolean act) {
    boolean came = false;
    for (Digest object : damaged.keySet()) {
      if (handled.add(object)) {
        came |= object(mending, object, act);
      }
    }
    return came;
  }

  private boolean object(Mending mending, Digest object, boolean act) {
    Mending.Found found = mending.look(object);
    if (found == Mending.Found.WHOLE) {
      progress.warn(
          "object '%s' was read wrongly, and rightly now: test this machine's memory and its disk"
              .formatted(object));
      return true;
    }
    if (act && found == Mending.Found.DAMAGED) {
      mending.setAside(object);
    }
    Optional<String> from = Optional.empty();
    for (Map.Entry<String, Repository> copy : copies.entrySet()) {
      if (act ? mending.fetch(copy.getValue(), object) : mending.has(copy.getValue(), object)) {
        from = Optional.of(copy.getKey());
        break;
      }
    }
    mended.add(
        new RepairReport.Mended(
            "objects/%s/%s".formatted(object.hex().substring(0, 2), object),
            found == Mending.Found.DAMAGED,
            from));
    return from.isPresent();
  }

  private static List<String> affected(Findings findings) {
    return findings.list().stream().flatMap(finding -> finding.backups().stream()).toList();
  }
}
