package dev.lifeboat.source;

import java.util.Optional;

/**
 * What a restore will do to one item.
 *
 * @param name what it is called in the target
 * @param from what it is called in the backup, if that is another name
 * @param kind as in {@link Item}
 * @param action what happens to it
 * @param presentDocuments what the target has now
 * @param presentBytes what the target has now
 * @param documents what the backup has
 * @param bytes what the backup has
 */
public record PlannedItem(
    String name,
    Optional<String> from,
    String kind,
    Action action,
    long presentDocuments,
    long presentBytes,
    long documents,
    long bytes) {
  /** What can happen to an item. */
  public enum Action {
    /** The target lacks it. */
    CREATE,
    /** The target has it; it is swapped in one act and the old one kept. */
    REPLACE,
    /** The target has it, and it can't be renamed: it is copied aside, then refilled. */
    REFILL,
    /** The target has it; it is dropped, then loaded in its place. */
    REPLACE_IN_PLACE,
    /** The target has it; documents whose {@code _id} it lacks are inserted. */
    FILL,
    /** The target has it, and nothing is done to it. */
    KEEP,
    /** The target has it and the backup lacks it: is set aside, because that was asked for. */
    SET_ASIDE
  }
}
