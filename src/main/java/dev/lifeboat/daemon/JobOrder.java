package dev.lifeboat.daemon;

import dev.lifeboat.schedule.Job;
import java.nio.file.Path;

/**
 * One attempt of a job that is to be made now.
 *
 * @param run the expected run's id
 * @param log where what is said goes; not there yet
 */
public record JobOrder(Job job, String stack, String run, Path log) {}
