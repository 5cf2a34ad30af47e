package dev.lifeboat.laws.outlaws.backup;

/** Whatever that may be. */
public interface BackupManager {}
