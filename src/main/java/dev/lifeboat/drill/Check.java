package dev.lifeboat.drill;

/**
 * Something that was looked at.
 *
 * @param fact what was found, a sentence for people
 * @param holds whether it is as it has to be
 */
public record Check(String fact, boolean holds) {}
