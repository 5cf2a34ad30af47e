package dev.lifeboat.repository;

import java.time.Instant;

/**
 * A backup, and when it came into being.
 *
 * @param entry the backup
 * @param received when the storage got its manifest, by the storage's clock
 */
public record Surveyed(BackupEntry entry, Instant received) {}
