package dev.lifeboat.cli;

import dev.lifeboat.repository.BackupEntry;
import dev.lifeboat.repository.manifest.Contents;
import java.util.Optional;

/**
 * One backup, as far as this host can see it.
 *
 * @param entry its manifest and whether that can be trusted
 * @param location where the repository is
 * @param contents what is in it; empty where there is no key
 * @param held why it is held, if it is
 */
public record ShownBackup(
    BackupEntry entry, String location, Optional<Contents> contents, Optional<String> held) {}
