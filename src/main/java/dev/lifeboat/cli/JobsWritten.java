package dev.lifeboat.cli;

import java.nio.file.Path;

/**
 * Jobs were put into a configuration.
 *
 * @param file the configuration
 * @param before a copy of what it was
 */
public record JobsWritten(Path file, Path before) {}
