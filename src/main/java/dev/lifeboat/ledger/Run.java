package dev.lifeboat.ledger;

import dev.lifeboat.io.FileException;
import dev.lifeboat.io.LineLog;
import dev.lifeboat.progress.Progress;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/**
 * A run that goes on: passes progress on to where people look, and writes it down for those who
 * look later or from elsewhere. If it can't be written down, the run goes on all the same.
 */
public final class Run implements Progress {
  private static final Duration BETWEEN = Duration.ofSeconds(1);

  private final LineLog log;
  private final InstantSource clock;
  private final Progress people;
  private final Consumer<FileException> lost;
  private final Instant startedAt;

  /**
   * @param lost told what can't be written down
   */
  Run(LineLog log, InstantSource clock, Progress people, Consumer<FileException> lost) {
    this.log = log;
    this.clock = clock;
    this.people = people;
    this.lost = lost;
    this.startedAt = clock.instant();
  }

  void begin(RunKind kind, String stack, long pid) {
    write(new RunEvent.Started(startedAt, kind, stack, pid));
  }

  @Override
  public Phase start(String name, long total, Unit unit) {
    Phase phase = people.start(name, total, unit);
    String unitName = unit.name().toLowerCase(Locale.ROOT);
    write(new RunEvent.PhaseStarted(clock.instant(), name, unitName, total));
    return new LoggedPhase(name, phase);
  }

  @Override
  public void warn(String message) {
    people.warn(message);
    write(new RunEvent.Warned(clock.instant(), message));
  }

  /** The run is over. */
  public void end(String backup, int exit, String message, long bytes) {
    Instant now = clock.instant();
    write(new RunEvent.Ended(now, backup, exit, message, bytes, Duration.between(startedAt, now)));
  }

  private synchronized void write(RunEvent event) {
    try {
      log.append(RunEventJson.print(event));
    } catch (FileException e) {
      // The run matters more than its record. A thread that shall stop can't write, and will.
      if (!Thread.currentThread().isInterrupted()) {
        lost.accept(e);
      }
    }
  }

  private final class LoggedPhase implements Phase {
    private final String name;
    private final Phase phase;
    private final AtomicLong done = new AtomicLong();
    private Instant last = clock.instant();

    LoggedPhase(String name, Phase phase) {
      this.name = name;
      this.phase = phase;
    }

    @Override
    public void advance(long units) {
      phase.advance(units);
      long sum = done.addAndGet(units);
      Instant now = clock.instant();
      if (due(now)) {
        write(new RunEvent.Advanced(now, name, sum));
      }
    }

    @Override
    public void close() {
      phase.close();
      write(new RunEvent.PhaseEnded(clock.instant(), name, done.get()));
    }

    private synchronized boolean due(Instant now) {
      if (Duration.between(last, now).compareTo(BETWEEN) < 0) {
        return false;
      }
      last = now;
      return true;
    }
  }
}
