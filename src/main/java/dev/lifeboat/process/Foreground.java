package dev.lifeboat.process;

import dev.lifeboat.problem.ProblemException;
import dev.lifeboat.progress.Interruption;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * A program that runs for a person, who sees what it prints and may stop it. It ends, with all that
 * it started, when this is closed and when the JVM exits. For use by one thread.
 */
public final class Foreground implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  /** How long one that Ctrl-C has reached already may clean up before it is asked once more. */
  private static final Duration COURTESY = Duration.ofSeconds(30);

  private final Process process;
  private final boolean terminal;
  private final List<Thread> pumps = new ArrayList<>();
  private final Thread atExit;

  Foreground(Process process, Outlet outlet) {
    this.process = process;
    this.terminal = outlet instanceof Outlet.Terminal;
    this.atExit = Thread.ofPlatform().unstarted(this::killTree);
    Runtime.getRuntime().addShutdownHook(atExit);
    if (outlet instanceof Outlet.Streams(OutputStream out, OutputStream err)) {
      pumps.add(pump(process.getInputStream(), out));
      pumps.add(pump(process.getErrorStream(), err));
    }
  }

  private static Thread pump(InputStream from, OutputStream to) {
    return Thread.ofPlatform()
        .daemon()
        .name("foreground output")
        .start(
            () -> {
              try (from) {
                from.transferTo(to);
                to.flush();
              } catch (IOException e) {
                // The stream breaks when the process is killed, or nobody reads any more.
              }
            });
  }

  /**
   * Waits for its end, however long that takes. A wish to stop is passed on, and its end awaited
   * all the same: it may have to clean up.
   *
   * @return its exit status; 128 and the signal's number if one ended it
   */
  public int await(Interruption interruption) {
    try (Interruption.Registration _ = interruption.onRequest(this::passOn)) {
      return awaited();
    }
  }

  private int awaited() {
    boolean interrupted = false;
    try {
      while (true) {
        try {
          int status = process.waitFor();
          for (Thread pump : pumps) {
            // What it has started in the background may keep the pipe open.
            pump.join(PATIENCE);
          }
          return status;
        } catch (InterruptedException e) {
          interrupted = true;
        }
      }
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private void passOn() {
    var _ = Thread.ofPlatform().daemon().name("interruption").start(this::signal);
  }

  private void signal() {
    try {
      // From a terminal everything in the foreground gets Ctrl-C: twice would mean "at once".
      if (terminal && process.waitFor(COURTESY.toMillis(), TimeUnit.MILLISECONDS)) {
        return;
      }
      if (terminal) {
        process.destroy();
        return;
      }
      List<String> all =
          Stream.concat(Stream.of(process.toHandle()), process.descendants())
              .map(each -> String.valueOf(each.pid()))
              .toList();
      var _ = Command.of("sh", "-c", "kill -INT \"$@\"", "sh").with(all).run();
    } catch (InterruptedException | ProblemException e) {
      process.destroy();
    }
  }

  private void killTree() {
    // Listed before the parent dies: an orphan is nobody's descendant.
    List<ProcessHandle> descendants = process.descendants().toList();
    process.destroyForcibly();
    descendants.forEach(ProcessHandle::destroyForcibly);
  }

  @Override
  public void close() {
    if (process.isAlive()) {
      killTree();
    }
    try {
      Runtime.getRuntime().removeShutdownHook(atExit);
    } catch (IllegalStateException e) {
      // The JVM is exiting already; the hook finds nothing left to do.
    }
  }
}
