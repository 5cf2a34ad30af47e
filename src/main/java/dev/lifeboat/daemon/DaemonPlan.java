package dev.lifeboat.daemon;

import dev.lifeboat.schedule.Job;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;

/**
 * What a daemon does.
 *
 * @param zone whose clock jobs mean that name none
 * @param detection how long it takes until somebody sees that a run failed
 * @param logs the folder for what runs say, a file each
 */
public record DaemonPlan(
    String stack, List<Job> jobs, ZoneId zone, Duration detection, Path logs, String host) {
  public DaemonPlan {
    jobs = List.copyOf(jobs);
  }

  public Optional<Job> job(String name) {
    return jobs.stream().filter(job -> job.name().equals(name)).findFirst();
  }
}
