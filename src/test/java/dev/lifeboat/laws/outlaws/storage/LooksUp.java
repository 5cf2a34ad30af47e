package dev.lifeboat.laws.outlaws.storage;

/** Storage knows nothing of backups. */
interface LooksUp {
  dev.lifeboat.laws.outlaws.backup.BackupManager backup();
}
