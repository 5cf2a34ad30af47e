package dev.lifeboat.cli;

import dev.lifeboat.ledger.ExpectedRun;
import dev.lifeboat.schedule.Job;
import dev.lifeboat.schedule.ObjectiveInterval;
import dev.lifeboat.schedule.Pause;
import java.time.Instant;
import java.util.Optional;

/** A job with how it stands. */
public record ScheduledJob(
    Job job,
    Instant next,
    Optional<ExpectedRun> last,
    Optional<Pause> pause,
    Optional<ObjectiveInterval> objective) {}
