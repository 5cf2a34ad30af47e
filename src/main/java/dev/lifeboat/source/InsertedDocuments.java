package dev.lifeboat.source;

/**
 * What became of a backup's documents where only missing ones are inserted.
 *
 * @param inserted how many were inserted
 * @param present how many were there already, or were written by others meanwhile
 * @param conflicts how many could not be inserted
 * @param changed how many of the inserted ones others have changed or removed since
 */
public record InsertedDocuments(long inserted, long present, long conflicts, long changed) {}
