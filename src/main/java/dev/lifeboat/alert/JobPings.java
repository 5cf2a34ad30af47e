package dev.lifeboat.alert;

/**
 * Tells somebody elsewhere of each run, so that silence shows there. It returns soon, and a failure
 * is no failure of the job.
 */
public interface JobPings {
  /** Tells nobody. */
  JobPings NONE =
      new JobPings() {
        @Override
        public void started(String job) {
          // Nobody.
        }

        @Override
        public void ended(String job, boolean good, String message) {
          // Nobody.
        }
      };

  /** A run of that job has begun. */
  void started(String job);

  /**
   * It has ended.
   *
   * @param message how, in words without a secret
   */
  void ended(String job, boolean good, String message);
}
