package dev.lifeboat.cli;

import dev.lifeboat.progress.Interruption;
import dev.lifeboat.progress.Progress;
import java.nio.file.Path;

/**
 * How one operation is to be run, whatever it is.
 *
 * @param config the configuration file, as the person named it; it need not exist
 * @param progress told what happens
 * @param interruption asked at points where the operation can stop
 */
public record Conduct(Path config, Progress progress, Interruption interruption) {}
