package dev.lifeboat.cli.meter;

import dev.lifeboat.progress.Progress;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Progress on standard error. Counting costs next to nothing; a thread of its own looks at the
 * counts and draws them, so that a phase that stalls is seen to stall.
 */
public final class Meter implements Progress, AutoCloseable {
  private final Display display;
  private final InstantSource clock;
  private final Deque<RunningPhase> open = new ArrayDeque<>();
  private boolean closed;

  Meter(Display display, InstantSource clock) {
    this.display = display;
    this.clock = clock;
  }

  /** A meter whose thread runs until it is closed. */
  public static Meter start(ProgressMode mode, Stage stage) {
    Meter meter = new Meter(stage.display(mode), stage.clock());
    meter.display.interval().ifPresent(meter::tickEvery);
    return meter;
  }

  private void tickEvery(Duration interval) {
    Thread.ofPlatform()
        .daemon()
        .name("progress")
        .start(
            () -> {
              try {
                while (tick()) {
                  Thread.sleep(interval);
                }
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              }
            });
  }

  /** Shows the present phase; false once the meter is closed. */
  synchronized boolean tick() {
    if (!closed && !open.isEmpty()) {
      display.going(open.getLast().read(clock.instant()));
    }
    return !closed;
  }

  @Override
  public synchronized Phase start(String name, long total, Unit unit) {
    RunningPhase phase = new RunningPhase(name, total, unit, clock.instant());
    open.addLast(phase);
    if (!closed) {
      display.started(phase.read(clock.instant()));
    }
    return new Phase() {
      @Override
      public void advance(long units) {
        phase.advance(units);
      }

      @Override
      public void close() {
        finish(phase);
      }
    };
  }

  private synchronized void finish(RunningPhase phase) {
    if (open.remove(phase) && !closed) {
      display.finished(phase.read(clock.instant()));
    }
  }

  @Override
  public synchronized void warn(String message) {
    display.warned(message, clock.instant());
  }

  /** Ends the display. Phases that are still open end without a word. */
  @Override
  public synchronized void close() {
    if (!closed) {
      closed = true;
      display.close();
    }
  }
}
