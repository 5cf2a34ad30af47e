package dev.lifeboat.cli;

/**
 * Holds that were ended; its field names are a contract.
 *
 * @param backup the backup's id
 * @param holds how many holds there were
 */
public record Released(String backup, int holds) {}
