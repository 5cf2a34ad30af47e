package dev.lifeboat.backup;

import dev.lifeboat.anomaly.Anomaly;
import dev.lifeboat.anomaly.Examiner;
import dev.lifeboat.anomaly.Facts;
import dev.lifeboat.io.FileException;
import dev.lifeboat.problem.ProblemException;
import dev.lifeboat.progress.Progress;
import dev.lifeboat.repository.BackupEntry;
import dev.lifeboat.repository.Repository;
import dev.lifeboat.repository.manifest.BackupId;
import dev.lifeboat.repository.manifest.Manifest;
import dev.lifeboat.source.SourceKind;
import dev.lifeboat.storage.StorageException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The backups that a new one is compared with: the ordinary ones of the same stack, back to the one
 * that a person accepted last.
 */
public final class Past {
  /** So many of the last ones are compared, ... */
  private static final int RECENT = 10;

  /** ... and before them one for each of so many days. */
  private static final int DAYS = 30;

  private final Repository repository;
  private final FactsFolder folder;

  public Past(Repository repository, FactsFolder folder) {
    this.repository = repository;
    this.folder = folder;
  }

  /**
   * What is out of the ordinary. Whatever keeps this from being known is no reason to have no
   * backup: it is only told.
   *
   * @param bytes the length of all streams
   */
  List<Anomaly> examine(String stack, String source, Facts now, long bytes, Progress progress) {
    try {
      List<Manifest> ordinary = ordinary(stack, source);
      List<Facts> facts = ordinary.stream().flatMap(manifest -> facts(manifest).stream()).toList();
      // On a host without a key, and without memory, the sizes are all that is known: of volumes
      // not even that, since each backup may be of others.
      return facts.isEmpty() && source.equals(SourceKind.VOLUMES)
          ? List.of()
          : facts.isEmpty()
              ? Examiner.examineSize(bytes, ordinary.stream().map(Manifest::sourceBytes).toList())
              : Examiner.examine(now, facts);
    } catch (ProblemException | StorageException e) {
      progress.warn("this backup is not compared with those before it: " + e.getMessage());
      return List.of();
    }
  }

  /** Remembers a backup that was made. */
  void add(Manifest manifest, Facts facts, Progress progress) {
    try {
      folder.add(manifest.backup(), facts);
      folder.keep(worthKeeping(manifest));
    } catch (FileException | ProblemException | StorageException e) {
      progress.warn("this host can't remember what is in the backup: " + e.getMessage());
    }
  }

  /** Also of the last ones what isn't ordinary: it may be accepted. */
  private List<BackupId> worthKeeping(Manifest made) {
    List<BackupId> kept = new ArrayList<>();
    ordinary(made.stack(), made.source()).forEach(manifest -> kept.add(manifest.backup()));
    repository.backups().reversed().stream().limit(RECENT).forEach(entry -> kept.add(entry.id()));
    return kept;
  }

  private List<Manifest> ordinary(String stack, String source) {
    List<BackupEntry> entries =
        repository.backups().stream()
            .filter(entry -> entry.problem().isEmpty())
            .filter(entry -> counts(entry, stack, source))
            .toList();
    int start = 0;
    for (int i = 0; i < entries.size(); i++) {
      start = entries.get(i).acceptance().isPresent() ? i : start;
    }
    return thinned(
        entries.subList(start, entries.size()).stream()
            .flatMap(entry -> entry.manifest().stream())
            .toList());
  }

  private static boolean counts(BackupEntry entry, String stack, String source) {
    return !entry.suspicious()
        && !entry.imported()
        && entry
            .manifest()
            .filter(Manifest::complete)
            .filter(manifest -> manifest.stack().equals(stack))
            .filter(manifest -> manifest.source().equals(source))
            .isPresent();
  }

  private static List<Manifest> thinned(List<Manifest> manifests) {
    List<Manifest> chosen = new ArrayList<>();
    Instant before = Instant.MAX;
    for (Manifest manifest : manifests.reversed()) {
      boolean recent = chosen.size() < RECENT;
      if (recent || Duration.between(manifest.moment(), before).toHours() >= 24) {
        chosen.add(manifest);
        before = manifest.moment();
      }
      if (chosen.size() == RECENT + DAYS) {
        break;
      }
    }
    return chosen.reversed();
  }

  private Optional<Facts> facts(Manifest manifest) {
    return folder.find(manifest.backup()).or(() -> stored(manifest));
  }

  private Optional<Facts> stored(Manifest manifest) {
    if (!repository.canOpen()) {
      return Optional.empty();
    }
    Facts facts;
    try {
      facts = Facts.of(manifest, repository.contents(manifest));
    } catch (ProblemException e) {
      return Optional.empty(); // damaged, or of another key: 'verify' says so
    }
    try {
      folder.add(manifest.backup(), facts);
    } catch (FileException e) {
      // It is read again next time.
    }
    return Optional.of(facts);
  }
}
