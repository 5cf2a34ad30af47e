package dev.lifeboat.web;

import dev.lifeboat.monitor.MonitorReport;
import java.util.Optional;

/** What the server has to show. Called by several threads; answers at once. */
public interface Sights {
  /** The program's version. */
  String version();

  /** Whether the daemon does what it is for. */
  boolean alive();

  /** What the monitor found last. */
  Optional<MonitorReport> report();
}
