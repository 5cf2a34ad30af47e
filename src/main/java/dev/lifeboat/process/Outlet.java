package dev.lifeboat.process;

import java.io.OutputStream;

/** Where a program in the foreground prints what it says. */
public sealed interface Outlet {
  /** This process's own terminal: its keys reach the program as well, Ctrl-C included. */
  record Terminal() implements Outlet {}

  /**
   * Two streams, which stay open; the program's standard input is empty.
   *
   * @param out gets what it prints on standard output, as it comes
   * @param err gets what it prints on standard error, as it comes
   */
  record Streams(OutputStream out, OutputStream err) implements Outlet {}
}
