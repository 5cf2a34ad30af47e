package dev.lifeboat;

import dev.lifeboat.cli.Conduct;
import dev.lifeboat.cli.DeployServices;
import dev.lifeboat.cli.Services;
import dev.lifeboat.deploy.Decision;
import dev.lifeboat.deploy.DeployJournal;
import dev.lifeboat.deploy.DeployReport;
import dev.lifeboat.deploy.Deployment;
import dev.lifeboat.deploy.OpenDeployment;
import dev.lifeboat.deploy.Trouble;
import dev.lifeboat.problem.Problem;
import dev.lifeboat.problem.ProblemException;
import dev.lifeboat.process.Command;
import dev.lifeboat.process.Outlet;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;

/** Deploys the stack that the configuration names. */
record Deploying(
    Services services,
    Function<Conduct, Wiring> wirings,
    Recovering recovering,
    Map<String, String> environment,
    InstantSource clock)
    implements DeployServices {
  @Override
  public DeployReport run(
      Conduct conduct, List<String> command, Outlet outlet, Function<Trouble, Decision> decider) {
    Wiring wiring = wirings.apply(conduct);
    Command program =
        Command.of(command.getFirst())
            .with(command.subList(1, command.size()))
            .withEnvironment(environment);
    return new Deployment(
            stack(wiring), journal(wiring), site(conduct, wiring, program, outlet, decider), clock)
        .run(command.getFirst());
  }

  @Override
  public DeployReport settle(Conduct conduct, Decision decision) {
    Wiring wiring = wirings.apply(conduct);
    DeploySite site =
        site(conduct, wiring, Command.of("true"), new Outlet.Terminal(), _ -> decision);
    return new Deployment(stack(wiring), journal(wiring), site, clock).settle(decision);
  }

  @Override
  public Optional<OpenDeployment> open(Conduct conduct) {
    return journal(wirings.apply(conduct)).abandoned();
  }

  /** Says that a deployment was cut off, if one was. That nobody can tell is no error here. */
  static void tell(Wiring wiring, Consumer<String> warn) {
    try {
      journal(wiring)
          .abandoned()
          .map(OpenDeployment::problem)
          .ifPresent(open -> warn.accept(words(open)));
    } catch (ProblemException e) {
      warn.accept(words(e.problems().getFirst()));
    }
  }

  private static String words(Problem problem) {
    return problem.message() + "; " + String.join("; ", problem.hints());
  }

  private DeploySite site(
      Conduct conduct,
      Wiring wiring,
      Command program,
      Outlet outlet,
      Function<Trouble, Decision> decider) {
    return new DeploySite(
        services,
        wiring,
        recovering,
        new Engines(wiring.config(), environment),
        conduct,
        program,
        outlet,
        decider,
        clock);
  }

  private static DeployJournal journal(Wiring wiring) {
    return new DeployJournal(wiring.config().state(), stack(wiring));
  }

  private static String stack(Wiring wiring) {
    return wiring.config().stack().value();
  }
}
