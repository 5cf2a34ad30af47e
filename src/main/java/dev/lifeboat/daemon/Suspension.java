package dev.lifeboat.daemon;

import dev.lifeboat.schedule.Job;
import java.util.Optional;

/** What else goes on that jobs must not disturb. */
@FunctionalInterface
public interface Suspension {
  /** Why this job must wait, in words; empty if it may run. */
  Optional<String> reason(Job job);

  /** Both. */
  default Suspension and(Suspension other) {
    return job -> reason(job).or(() -> other.reason(job));
  }
}
