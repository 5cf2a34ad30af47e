package dev.lifeboat.daemon;

/** Makes attempts. */
@FunctionalInterface
public interface JobExecutor {
  /**
   * Makes one, and returns when it is over, however it ended. When the thread is interrupted, the
   * attempt is abandoned cleanly.
   */
  JobResult execute(JobOrder order);
}
