package dev.lifeboat;

import dev.lifeboat.cli.OplogStanding;
import dev.lifeboat.repository.BackupEntry;
import dev.lifeboat.repository.Backups;
import dev.lifeboat.repository.manifest.Manifest;
import dev.lifeboat.source.OplogRange;
import dev.lifeboat.source.SourceKind;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Which backups a captured oplog leads on from, as far as one can know without a key: a manifest
 * says the second of its cluster time, and not which replica set it is of.
 */
final class OplogBases {
  private OplogBases() {}

  static OplogStanding.Chain chain(OplogRange range, Backups backups) {
    Optional<Manifest> oldest = oldest(range, backups.entries());
    return new OplogStanding.Chain(
        range, oldest.map(manifest -> manifest.backup().value()), oldest.map(Manifest::moment));
  }

  /** The oldest backup from which the range can be rolled forward. */
  static Optional<Manifest> oldest(OplogRange range, List<BackupEntry> entries) {
    return entries.stream()
        .filter(entry -> entry.problem().isEmpty())
        .flatMap(entry -> entry.manifest().stream())
        .filter(manifest -> mayLead(range, manifest))
        .filter(manifest -> manifest.moment().isAfter(range.usableFrom().second()))
        .min(Comparator.comparing(Manifest::moment));
  }

  /** Whether the range may lead on from a backup, which only its contents tell exactly. */
  static boolean mayLead(OplogRange range, Manifest manifest) {
    return manifest.source().equals(SourceKind.DATABASE)
        && manifest.consistency().equals("snapshot")
        && !manifest.moment().isBefore(range.usableFrom().second())
        && !manifest.moment().isAfter(range.to().second());
  }
}
