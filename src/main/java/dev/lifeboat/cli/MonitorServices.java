package dev.lifeboat.cli;

import dev.lifeboat.monitor.MonitorReport;

/** Judges how a stack stands. */
public interface MonitorServices {
  /** Looks at everything that is judged; what does not answer is in the report. */
  MonitorReport monitor(Conduct conduct);
}
