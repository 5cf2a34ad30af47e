package dev.lifeboat.cli;

/**
 * That volumes are to be restored, and not the database.
 *
 * @param acceptLive whether a database's files may be restored that were read while it wrote
 */
public record VolumeChoice(boolean acceptLive) {}
