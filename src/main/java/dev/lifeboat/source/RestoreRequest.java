package dev.lifeboat.source;

import java.time.Duration;

/**
 * What a restore shall do.
 *
 * @param destination where to
 * @param selection which items, and under which names
 * @param exact also set aside what the target has and the backup lacks, within the selection and
 *     the backup's scope
 * @param users also replace users and roles that the target has (the previous ones are kept)
 * @param requireQuiet refuse while other clients write
 * @param keepOld how long the old data is kept for an undo
 */
public record RestoreRequest(
    RestoreDestination destination,
    RestoreSelection selection,
    boolean exact,
    boolean users,
    boolean requireQuiet,
    Duration keepOld) {}
