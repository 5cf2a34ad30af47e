package dev.lifeboat;

import dev.lifeboat.cli.Conduct;
import dev.lifeboat.cli.StackServices;
import dev.lifeboat.compose.StackFinder;
import dev.lifeboat.config.Config;
import dev.lifeboat.config.DockerSettings;
import dev.lifeboat.docker.Engine;
import dev.lifeboat.problem.Code;
import dev.lifeboat.problem.Problem;
import dev.lifeboat.problem.ProblemException;
import dev.lifeboat.stack.Stack;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** Looks at the stacks of the engine that the configuration means. */
record Stacking(Function<Conduct, Wiring> wirings, Map<String, String> environment)
    implements StackServices {
  @Override
  public Stack show(Conduct conduct, Optional<String> project) {
    Optional<Config> config =
        project.isPresent() ? optional(conduct) : Optional.of(wirings.apply(conduct).config());
    String name = project.or(() -> config.map(each -> Engines.project(each))).orElseThrow();
    try (Engine engine = engine(config).connect()) {
      Stack stack = StackFinder.find(engine, name);
      if (stack.isEmpty()) {
        throw Problem.of(
                Code.DOCKER_NOT_FOUND,
                "the engine at '%s' has nothing of a Compose project '%s'"
                    .formatted(engine.address(), name),
                "list what it has: lifeboat stack list",
                "if the project has another name than the stack, set 'docker.project' in"
                    + " lifeboat.yaml")
            .exception();
      }
      return stack;
    }
  }

  @Override
  public List<Stack> list(Conduct conduct) {
    try (Engine engine = engine(optional(conduct)).connect()) {
      return StackFinder.all(engine);
    }
  }

  private EngineChoice engine(Optional<Config> config) {
    return new EngineChoice(config.map(Config::docker).orElse(DockerSettings.NONE), environment);
  }

  /** A host where nothing is set up yet can be looked at too. */
  private Optional<Config> optional(Conduct conduct) {
    try {
      return Optional.of(wirings.apply(conduct).config());
    } catch (ProblemException e) {
      if (e.problems().getFirst().code() == Code.CONFIG_MISSING) {
        return Optional.empty();
      }
      throw e;
    }
  }
}
