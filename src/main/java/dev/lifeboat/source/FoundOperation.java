package dev.lifeboat.source;

import java.time.Instant;

/**
 * An operation that a captured oplog has.
 *
 * @param time when it came into effect: of a transaction that of its commit
 * @param wall the same by the server's clock
 * @param op {@code i}, {@code u} or {@code d}, or the name of a command such as {@code drop}
 * @param namespace the collection's name then; of a database its name
 * @param id the {@code _id} of the document as JSON; empty for a command
 */
public record FoundOperation(
    OplogTime time, Instant wall, String op, String namespace, String id) {}
