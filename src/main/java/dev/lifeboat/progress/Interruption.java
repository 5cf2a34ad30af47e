package dev.lifeboat.progress;

import dev.lifeboat.problem.Code;
import dev.lifeboat.problem.Problem;
import java.util.ArrayList;
import java.util.List;

/**
 * Somebody's wish that an operation stops: Ctrl-C, or the system's SIGTERM. The operation asks at
 * points where it can stop safely, cleans up on its way out, and may finish an act that must not be
 * left half-way. Safe for threads.
 */
public final class Interruption {
  private final List<Runnable> actions = new ArrayList<>();
  private boolean requested;

  /** One that nobody has asked for yet. */
  public static Interruption none() {
    return new Interruption();
  }

  /** Asks the operation to stop. Later calls change nothing. */
  public void request() {
    List<Runnable> due;
    synchronized (this) {
      if (requested) {
        return;
      }
      requested = true;
      due = List.copyOf(actions);
      actions.clear();
    }
    due.forEach(Runnable::run);
  }

  public synchronized boolean requested() {
    return requested;
  }

  /**
   * Goes on, unless an interruption was asked for.
   *
   * @throws dev.lifeboat.problem.ProblemException of code {@link Code#INTERRUPTED}
   */
  public void check() {
    if (requested()) {
      throw Problem.of(Code.INTERRUPTED, "interrupted").exception();
    }
  }

  /**
   * Runs an action once, as soon as an interruption is asked for: at once if it already was. For
   * waits that can't ask, such as a read from the network. The action is quick and doesn't throw.
   *
   * @return forgets the action
   */
  public Registration onRequest(Runnable action) {
    synchronized (this) {
      if (!requested) {
        actions.add(action);
        return () -> forget(action);
      }
    }
    action.run();
    return () -> {};
  }

  private synchronized void forget(Runnable action) {
    actions.remove(action);
  }

  /** An action that waits for an interruption. */
  public interface Registration extends AutoCloseable {
    /** Forgets the action. */
    @Override
    void close();
  }
}
