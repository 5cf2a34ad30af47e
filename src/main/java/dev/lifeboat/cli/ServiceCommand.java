package dev.lifeboat.cli;

import dev.lifeboat.service.ServicePlan;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code lifeboat service} and what belongs to it. */
@Command(
    name = "service",
    description = "Run 'lifeboat serve' as a service of systemd, with an account of its own.",
    footer = {"lifeboat service install --print", "sudo lifeboat service install"})
final class ServiceCommand implements Action {
  @SuppressWarnings("NullAway.Init") // picocli sets it before anything can run
  @Spec
  private CommandSpec spec;

  /** With everything below it. */
  static CommandLine build() {
    CommandLine service = new CommandLine(new ServiceCommand());
    service.addSubcommand(new Install());
    service.addSubcommand(new Uninstall());
    return service;
  }

  @Override
  public Answer run(Session session) {
    throw new ParameterException(spec.commandLine(), "say 'install' or 'uninstall'");
  }

  /** {@code lifeboat service install}. */
  @Command(
      name = "install",
      description = {
        "Show what is done, then do it: make the account, give it what it needs, try whether that"
            + " is enough, write a hardened unit, start it.",
        "Configuration and keys belong to that account from then on."
      },
      footer = {
        "lifeboat service install --print",
        "sudo lifeboat service install --member ana --confirm shop"
      })
  static final class Install implements Action {
    @Option(
        names = "--account",
        paramLabel = "NAME",
        description = "The account that it runs as; ${DEFAULT-VALUE} if not said.")
    private String account = "lifeboat";

    @Option(
        names = "--member",
        paramLabel = "NAME",
        description = "Somebody who shares the repository; may be said several times.")
    private List<String> members = List.of();

    @Option(names = "--print", description = "Print the unit, and do nothing.")
    private boolean print;

    @Option(
        names = "--confirm",
        paramLabel = "NAME",
        description = "The name that is asked for: the stack's.")
    private Optional<String> confirm = Optional.empty();

    @Override
    public Answer run(Session session) {
      Conduct conduct = session.conduct();
      ServiceServices.OpenService open =
          session.services().service().install(conduct, account, members);
      ServicePlan plan = open.plan();
      if (print) {
        return new ServicePlanAnswer(plan);
      }
      Named hit = session.services().named(conduct, Elsewhere.NOWHERE);
      String act = "installing the service of " + hit;
      Confirmation confirmation = session.confirmation();
      confirmation.requirePossible(act, hit, confirm);
      String text = new ServicePlanAnswer(plan).text(session.errPage()) + "\n";
      session.err().print(text);
      session.err().flush();
      confirmation.require(act, hit, confirm);
      return new ServiceAnswer(open.execute());
    }
  }

  /** {@code lifeboat service uninstall}. */
  @Command(
      name = "uninstall",
      description = "Stop the service and remove its unit. Account, state and backups stay.",
      footer = {"sudo lifeboat service uninstall"})
  static final class Uninstall implements Action {
    @Override
    public Answer run(Session session) {
      return new ServiceGoneAnswer(session.services().service().uninstall(session.conduct()));
    }
  }
}
