package dev.lifeboat.cli;

import dev.lifeboat.stack.Stack;
import java.util.List;
import java.util.Optional;

/** Looks at stacks as the Docker engine has them. */
public interface StackServices {
  /**
   * One stack.
   *
   * @param project its Compose project; that of the configuration if not said
   * @throws dev.lifeboat.problem.ProblemException DOCKER_NOT_FOUND if the engine has nothing of it
   */
  Stack show(Conduct conduct, Optional<String> project);

  /** All stacks of the engine; no configuration is needed. */
  List<Stack> list(Conduct conduct);
}
