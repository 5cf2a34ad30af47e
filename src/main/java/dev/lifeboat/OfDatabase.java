package dev.lifeboat;

import dev.lifeboat.problem.Code;
import dev.lifeboat.problem.Problem;
import dev.lifeboat.repository.BackupEntry;
import dev.lifeboat.repository.Backups;
import dev.lifeboat.repository.manifest.Manifest;
import dev.lifeboat.source.SourceKind;
import java.time.Instant;
import java.util.Optional;

/** Chooses a backup where only one of the database will do. */
final class OfDatabase {
  private OfDatabase() {}

  /** The backup that is named, or that of a moment. */
  static BackupEntry select(Backups backups, String name, Optional<Instant> at) {
    Backups database = backups.ofKind(SourceKind.DATABASE);
    if (at.isPresent()) {
      return database.at(at.get());
    }
    BackupEntry chosen = name.equals("latest") ? database.latest() : backups.select(name);
    chosen
        .manifest()
        .map(Manifest::source)
        .filter(kind -> kind.equals(SourceKind.VOLUMES) || kind.equals(SourceKind.FORENSIC))
        .ifPresent(
            kind -> {
              throw Problem.of(
                      Code.USAGE,
                      "backup '%s' is of volumes, not of the database".formatted(chosen.id()),
                      "see what is in it: lifeboat show " + chosen.id(),
                      "the newest of the database is 'latest'")
                  .exception();
            });
    return chosen;
  }
}
