package dev.lifeboat.cli;

import dev.lifeboat.schedule.crontab.Takeover;

/**
 * What comes of one crontab.
 *
 * @param name its file, or whose it is
 */
public record ReadCrontab(String name, Takeover takeover) {}
