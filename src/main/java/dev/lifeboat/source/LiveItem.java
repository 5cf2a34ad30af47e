package dev.lifeboat.source;

/**
 * What is in a source now, by its own count.
 *
 * @param name as in {@link Item}
 * @param kind as in {@link Item}
 * @param documents how many documents, or 0 where that means nothing
 * @param bytes how many bytes of data
 * @param indexes how many indexes
 */
public record LiveItem(String name, String kind, long documents, long bytes, int indexes) {}
