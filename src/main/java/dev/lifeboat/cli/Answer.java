package dev.lifeboat.cli;

import dev.lifeboat.problem.ExitCode;

/** What a command has to say, once as a document for programs and once as text for people. */
interface Answer {
  /** A record for {@link dev.lifeboat.cli.json.Json}; its field names are a contract. */
  Object document();

  /** Whole lines, each with its line feed. */
  String text(Page page);

  default ExitCode exit() {
    return ExitCode.OK;
  }

  /** What the process exits with; another program's status where one was run for the person. */
  default int exitStatus() {
    return exit().status();
  }
}
