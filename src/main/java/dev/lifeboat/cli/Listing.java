package dev.lifeboat.cli;

import dev.lifeboat.repository.Backups;

/**
 * The backups of a repository.
 *
 * @param stack the stack's name
 * @param location where the repository is
 * @param backups all of them
 */
public record Listing(String stack, String location, Backups backups) {}
