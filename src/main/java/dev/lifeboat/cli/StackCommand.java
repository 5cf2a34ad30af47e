package dev.lifeboat.cli;

import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code lifeboat stack} and what belongs to it. Without a further word it shows the stack. */
@Command(
    name = "stack",
    description = "See what the Docker engine has of the stack: services, images, volumes, health.",
    footer = {"lifeboat stack", "lifeboat stack show", "lifeboat stack list"})
final class StackCommand implements Action {
  /** With everything below it. */
  static CommandLine build() {
    CommandLine stack = new CommandLine(new StackCommand());
    stack.addSubcommand(new Show());
    stack.addSubcommand(new All());
    return stack;
  }

  @Override
  public Answer run(Session session) {
    return new Show().run(session);
  }

  /** {@code lifeboat stack show}. */
  @Command(
      name = "show",
      description = {
        "Show the services of a stack, what they run, how they are, and who writes to which"
            + " volume.",
        "It is found by the labels of Compose; no Compose command and no Compose file is needed."
      },
      footer = {"lifeboat stack show", "lifeboat stack show shop --json"})
  static final class Show implements Action {
    @Parameters(
        paramLabel = "PROJECT",
        arity = "0..1",
        description = "A Compose project; that of lifeboat.yaml if not said.")
    private Optional<String> project = Optional.empty();

    @Override
    public Answer run(Session session) {
      return new StackAnswer(session.services().stacks().show(session.conduct(), project));
    }
  }

  /** {@code lifeboat stack list}. */
  @Command(
      name = "list",
      description = "List the stacks of the engine. Without lifeboat.yaml, DOCKER_HOST says which.",
      footer = {"lifeboat stack list", "lifeboat stack list --json"})
  static final class All implements Action {
    @Override
    public Answer run(Session session) {
      return new StackListAnswer(session.services().stacks().list(session.conduct()));
    }
  }
}
