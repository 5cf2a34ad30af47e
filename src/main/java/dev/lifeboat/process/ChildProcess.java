package dev.lifeboat.process;

import dev.lifeboat.problem.Code;
import dev.lifeboat.problem.Problem;
import dev.lifeboat.problem.ProblemException;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;

/**
 * A program that runs. It ends, with all that it started, when this is closed and when the JVM
 * exits. Safe for use by several threads.
 */
public final class ChildProcess implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private final Process process;
  private final String program;
  private final Redaction redaction;
  private final Thread atExit;
  private final Tail output;
  private final Tail error;

  ChildProcess(Process process, String program, Redaction redaction) {
    this.process = process;
    this.program = program;
    this.redaction = redaction;
    this.output = new Tail(process.getInputStream(), program + " output");
    this.error = new Tail(process.getErrorStream(), program + " error output");
    this.atExit = Thread.ofPlatform().unstarted(this::killTree);
    try {
      Runtime.getRuntime().addShutdownHook(atExit);
    } catch (IllegalStateException e) {
      killTree();
      throw Problem.of(Code.INTERRUPTED, "'" + program + "' was not started: we are shutting down")
          .causedBy(e);
    }
  }

  public long pid() {
    return process.pid();
  }

  public boolean isAlive() {
    return process.isAlive();
  }

  /** The exit status, when it has ended. */
  public OptionalInt status() {
    return process.isAlive() ? OptionalInt.empty() : OptionalInt.of(process.exitValue());
  }

  /** The program's standard input. */
  public OutputStream input() {
    return process.getOutputStream();
  }

  /** Writes all of the input from a thread of its own, so that a full pipe blocks nobody. */
  void feed(byte[] bytes) {
    var _ =
        Thread.ofPlatform()
            .daemon()
            .name(program + " input")
            .start(
                () -> {
                  try (var in = process.getOutputStream()) {
                    in.write(bytes);
                  } catch (IOException e) {
                    // The program ended without reading all of it: its exit status tells.
                  }
                });
  }

  /**
   * Waits for the end of the program. One that exceeds its time is killed.
   *
   * @throws ProblemException when it exceeds its time, or this thread is interrupted
   */
  public Finished await(Duration limit) {
    try {
      if (!process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)) {
        killTree();
        var words = finished().lastWords();
        throw Problem.of(
                Code.PROCESS_FAILED,
                redaction.apply(
                    "'%s' did not end within %d s%s"
                        .formatted(
                            program, limit.toSeconds(), words.isEmpty() ? "" : ": " + words)))
            .exception();
      }
      return finished();
    } catch (InterruptedException e) {
      killTree();
      Thread.currentThread().interrupt();
      throw Problem.of(Code.INTERRUPTED, "interrupted while '" + program + "' ran").causedBy(e);
    }
  }

  private Finished finished() throws InterruptedException {
    // A grandchild may keep the pipe open after the program's end.
    return new Finished(process.waitFor(), output.text(PATIENCE), error.text(PATIENCE));
  }

  /** Asks the program to end (SIGTERM). */
  public void terminate() {
    process.destroy();
  }

  /** Ends the program and all that it started (SIGKILL), and waits until it is gone. */
  public void kill() {
    killTree();
    try {
      process.waitFor(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
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
    kill();
    try {
      Runtime.getRuntime().removeShutdownHook(atExit);
    } catch (IllegalStateException e) {
      // The JVM is exiting already; the hook finds nothing left to do.
    }
  }
}
