package dev.lifeboat.drill;

/**
 * Which entries of the audit log are about a drill.
 *
 * @param log the log's id
 * @param first the number of the first entry after the drill began
 * @param last the number of the newest entry when the record was written
 * @param head the digest of that entry's line, 64 hexadecimal digits
 */
public record AuditSpan(String log, long first, long last, String head) {}
