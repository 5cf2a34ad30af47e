package dev.lifeboat.recovery;

import java.nio.file.Path;

/**
 * Says that the services which write to a database were stopped for a swap that isn't known to be
 * over: as long as it does, nobody starts them. Whoever finds it after a crash settles the database
 * first.
 */
public final class HalfSwap implements AutoCloseable {
  private final Mark mark;

  /**
   * @param state where the host keeps its state
   * @param stack the stack's name
   */
  public HalfSwap(Path state, String stack) {
    this.mark = new Mark(state.resolve("recoveries"), stack + ".swap", "a restore of the database");
  }

  Path file() {
    return mark.file();
  }

  /** True during such a swap, and after a crash in it. */
  public boolean isThere() {
    return mark.isThere();
  }

  void begin() {
    mark.set();
  }

  /** The database is whole again: services may go on. */
  public void end() {
    mark.remove();
  }

  /**
   * True if it was left by a process that is gone; then nobody else takes it until it is closed.
   */
  public boolean isAbandoned() {
    return mark.isThere() && mark.take();
  }

  /** Leaves it to the next command, if it is there. */
  @Override
  public void close() {
    mark.close();
  }
}
