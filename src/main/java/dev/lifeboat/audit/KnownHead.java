package dev.lifeboat.audit;

import dev.lifeboat.repository.manifest.AuditHead;

/**
 * How far a log had come, as something outside it says.
 *
 * @param head how far
 * @param where what says so, for people: such as {@code backup 20261122T080000Z-3f9a2c}
 */
public record KnownHead(AuditHead head, String where) {}
