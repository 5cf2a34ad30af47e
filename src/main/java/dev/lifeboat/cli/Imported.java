package dev.lifeboat.cli;

import dev.lifeboat.backup.BackupReport;
import dev.lifeboat.source.DumpFacts;

/**
 * A dump that became a backup.
 *
 * @param backup the backup
 * @param dump what it was made of
 */
public record Imported(BackupReport backup, DumpFacts dump) {}
