package dev.lifeboat.cli;

import dev.lifeboat.monitor.State;
import dev.lifeboat.problem.ExitCode;
import java.util.List;

/** What a plugin says that could not look: nobody knows how it stands. */
record NagiosFailure(List<String> reasons) implements Answer {
  /** Its field names are a contract. */
  record Document(State state, List<String> reasons) {}

  @Override
  public Object document() {
    return new Document(State.UNKNOWN, reasons);
  }

  @Override
  public ExitCode exit() {
    return NagiosAnswer.exit(State.UNKNOWN);
  }

  @Override
  public String text(Page page) {
    return "LIFEBOAT UNKNOWN - " + NagiosAnswer.clean(String.join("; ", reasons)) + "\n";
  }
}
