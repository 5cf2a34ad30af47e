package dev.lifeboat.cli;

import picocli.CommandLine.Command;

/** {@code lifeboat demo}. */
@Command(
    name = "demo",
    description = {
      "Show the main job on a MongoDB of its own: fill it, back it up, lose it, restore it, and"
          + " compare.",
      "Touches nothing of yours, and exits with 7 if anything came back different."
    },
    footer = {"lifeboat demo", "lifeboat demo --json"})
final class DemoCommand implements Action {
  @Override
  public Answer run(Session session) {
    Conduct conduct = session.conduct();
    return new DemoAnswer(
        session.services().demo(conduct, words -> session.notice("> " + words + "\n")));
  }
}
