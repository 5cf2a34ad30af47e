package dev.lifeboat.verify;

import java.time.Duration;

/**
 * What a key opened: everything that one backup needs.
 *
 * @param backup the backup's id
 * @param objects how many objects
 * @param bytes how many stored bytes
 * @param took how long it took
 */
public record KeyTestReport(String backup, long objects, long bytes, Duration took) {}
