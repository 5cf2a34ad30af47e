package dev.lifeboat.monitor;

import java.time.Instant;

/**
 * A certificate that this host uses.
 *
 * @param setting which key of the configuration names its file
 * @param name whose it is
 * @param until when it ends
 */
public record Certificate(String setting, String name, Instant until) {}
