package dev.lifeboat.repository;

/**
 * Objects that no backup needs once some are removed.
 *
 * @param objects how many
 * @param bytes how many bytes they have
 */
public record Unneeded(long objects, long bytes) {}
