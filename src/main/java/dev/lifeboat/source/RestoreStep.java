package dev.lifeboat.source;

/**
 * One step of a plan, in words for people.
 *
 * @param description such as {@code swap 12 collections in one act; the old ones are kept for 7 d}
 * @param destructive true if present data stops being what applications see
 */
public record RestoreStep(String description, boolean destructive) {}
